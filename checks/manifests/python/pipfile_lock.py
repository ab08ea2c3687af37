"""Pipenv's Pipfile.lock."""

from __future__ import annotations

from checks.core.dependency import Package
from checks.core.place import Span
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, python_name, within_limits
from checks.manifests.objects import document, spans


def parse(raw: bytes) -> Manifest:
    """Every category (`default`, `develop` and the project's own). Raises `Unparsable`."""
    text, said = document(raw)
    lines = {name: iter(its) for name, its in spans(text).items()}
    pins: list[Pin] = []
    unresolved: list[Unresolved] = []
    for category, entries in said.items():
        if category == "_meta":
            continue
        if not isinstance(entries, dict):
            raise Unparsable(f"{category[:40]!r} is not an object")
        for name, entry in entries.items():
            span = next(lines.get(name, iter(())), Span(1, 1))
            version = entry.get("version") if isinstance(entry, dict) else None
            if isinstance(version, str) and version.startswith("=="):
                pins.append(Pin(Package("PyPI", python_name(name), version.lstrip("=").strip()), span))
            else:
                unresolved.append(Unresolved(span, f"{name[:80]} names no exact version"))
    return within_limits(Manifest(tuple(pins), tuple(unresolved)))


FORMAT = Format("pipenv", lambda path: path.name == "Pipfile.lock", parse, "pipenv upgrade {name}=={version}")
