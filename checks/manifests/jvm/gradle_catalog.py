"""Gradle's version catalogs (`*.versions.toml`): libraries and plugins, at versions of their own or by reference."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from checks.core.dependency import Package, Scope
from checks.core.place import Span
from checks.manifests.jvm.coordinates import NAME, exact, plugin_marker, why_not
from checks.manifests.manifest import Format, Manifest, Pin, Unresolved, few_enough, within_limits
from checks.manifests.tables import document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HEADER = re.compile(r"\s*\[\s*([\w-]+)\s*(?:\.\s*([\w-]+)\s*)?\]\s*(?:#.*)?")
_KEY = re.compile(r"""\s*["']?([\w.-]+?)["']?\s*(?:\.\s*\w+\s*)*=""")
# Section and alias.
_Places = dict[tuple[str, str], Span]


def parse(raw: bytes) -> Manifest:
    """Raises `Unparsable`. A bundle names libraries of the same file again and says nothing new."""
    text, said = document(raw)
    places = _places(text)
    libraries, plugins, versions = (_table(said.get(each)) for each in ("libraries", "plugins", "versions"))
    few_enough(len(libraries) + len(plugins))
    found = list(_found(libraries, plugins, versions, places))
    pins = tuple(each for each in found if isinstance(each, Pin))
    return within_limits(Manifest(pins, tuple(each for each in found if isinstance(each, Unresolved))))


def _found(
    libraries: Mapping[str, Any], plugins: Mapping[str, Any], versions: Mapping[str, Any], places: _Places
) -> Iterator[Pin | Unresolved]:
    for alias, said in libraries.items():
        entry = _split(said, 2) if isinstance(said, str) else _table(said)
        name = entry.get("module") or f"{entry.get('group', '')}:{entry.get('name', '')}"
        yield _entry(str(name), *_version(("libraries", alias), entry.get("version"), versions, places), Scope.PRODUCTION)
    for alias, said in plugins.items():
        entry = _split(said, 1) if isinstance(said, str) else _table(said)
        name = plugin_marker(str(entry.get("module") or entry.get("id") or ""))
        yield _entry(name, *_version(("plugins", alias), entry.get("version"), versions, places), Scope.BUILD)


def _version(key: tuple[str, str], version: object, versions: Mapping[str, Any], places: _Places) -> tuple[object, Span | None]:
    """Behind a reference, and the line that states it."""
    if isinstance(version, dict) and isinstance(version.get("ref"), str):
        return versions.get(version["ref"]), places.get(("versions", version["ref"]), places.get(key))
    return version, places.get(key)


def _entry(name: str, version: object, here: Span | None, scope: Scope) -> Pin | Unresolved:
    span = here or Span(1, 1)
    group, _, artifact = name.partition(":")
    if not (NAME.fullmatch(group) and NAME.fullmatch(artifact)):
        return Unresolved(span, f"{name[:80]!r} is no name of a package")
    if version is None:
        return Unresolved(span, f"{name}: it states no version", "Maven", name)
    stated = _stated(version)
    one = exact(stated)
    if one is None:
        return Unresolved(span, f"{name}: {why_not(stated)}", "Maven", name)
    return Pin(Package("Maven", name, one), span, replaceable=here is not None, direct=True, scope=scope)


def _stated(version: object) -> str:
    """What must be: a rich version's `strictly`, else its `require`. What is only preferred gives way to anything."""
    if isinstance(version, dict):
        version = version.get("strictly") or version.get("require") or f"prefer {version.get('prefer')}"
    return version if isinstance(version, str) else ""


def _split(text: str, parts: int) -> dict[str, Any]:
    """`group:name:version`, or `id:version` for a plugin."""
    pieces = text.split(":")
    return {"module": ":".join(pieces[:parts]), "version": ":".join(pieces[parts:]) or None}


def _places(text: str) -> _Places:
    """The line on which each alias is given its value."""
    places: _Places = {}
    section = alias = ""
    for number, line in enumerate(text.split("\n"), start=1):
        header = _HEADER.fullmatch(line.rstrip("\r"))
        key = _KEY.match(line)
        if header:
            section, alias = header.group(1), header.group(2) or ""
        elif key and (not alias or key.group(1) == "version"):
            places.setdefault((section, alias or key.group(1).partition(".")[0]), Span(number, number))
    return places


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


FORMAT = Format("gradle-catalog", lambda path: path.name.endswith(".versions.toml"), parse, lock=False)
