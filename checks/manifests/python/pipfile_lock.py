"""Pipenv's Pipfile.lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.core.dependency import Package, Scope
from checks.core.place import Span
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, python_name, within_limits
from checks.manifests.objects import document, spans
from checks.manifests.values import address, table, tables, text, texts

if TYPE_CHECKING:
    from collections.abc import Mapping

_SCOPES = {"default": Scope.PRODUCTION, "develop": Scope.DEVELOPMENT}


def parse(raw: bytes) -> Manifest:
    """Every category (`default`, `develop` and the project's own). Raises `Unparsable`."""
    said_text, said = document(raw)
    lines = {name: iter(its) for name, its in spans(said_text).items()}
    indexes = {text(each.get("name")): address(each.get("url")) for each in tables(table(said.get("_meta")).get("sources"))}
    pins: list[Pin] = []
    unresolved: list[Unresolved] = []
    for category, entries in said.items():
        if category == "_meta":
            continue
        if not isinstance(entries, dict):
            raise Unparsable(f"{category[:40]!r} is not an object")
        for name, entry in entries.items():
            span = next(lines.get(name, iter(())), Span(1, 1))
            found = _entry(name, entry, span, _SCOPES.get(category, Scope.OPTIONAL), indexes)
            if isinstance(found, Pin):
                pins.append(found)
            else:
                unresolved.append(found)
    return within_limits(Manifest(tuple(pins), tuple(unresolved)))


def _entry(name: str, entry: object, span: Span, scope: Scope, indexes: Mapping[str, str]) -> Pin | Unresolved:
    said = table(entry)
    written = text(said.get("version"))
    version = written.lstrip("=").strip()
    if not name or not version or not written.startswith("=="):
        return Unresolved(span, f"{name[:80]} names no exact version")
    source = indexes.get(text(said.get("index")), "")
    package = Package("PyPI", python_name(name), version)
    return Pin(package, span, scope=scope, hashes=tuple(texts(said.get("hashes"))), source=source)


FORMAT = Format("pipenv", lambda path: path.name == "Pipfile.lock", parse, "pipenv upgrade {name}=={version}")
