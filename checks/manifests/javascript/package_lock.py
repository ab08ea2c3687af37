"""npm's package-lock.json and npm-shrinkwrap.json, lock file versions 2 and 3."""

from __future__ import annotations

from typing import Any

from checks.core.dependency import Package
from checks.core.place import Span
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, within_limits
from checks.manifests.objects import document, spans

_FOLDER = "node_modules/"
_NAMES = frozenset({"package-lock.json", "npm-shrinkwrap.json"})


def parse(raw: bytes) -> Manifest:
    """Everything below `node_modules/`; the rest is the project itself. Raises `Unparsable`."""
    text, said = document(raw)
    packages = said.get("packages")
    if not isinstance(packages, dict):
        raise Unparsable(
            f"lock file version {str(said.get('lockfileVersion'))[:10]} holds no 'packages'; write it anew with npm 7 or later"
        )
    lines = spans(text)
    pins: list[Pin] = []
    unresolved: list[Unresolved] = []
    for place, entry in packages.items():
        if _FOLDER not in place or not isinstance(entry, dict) or entry.get("link") is True:
            continue
        span = next(iter(lines.get(place, [])), Span(1, 1))
        found = _entry(place, entry, span)
        if isinstance(found, Pin):
            pins.append(found)
        else:
            unresolved.append(found)
    return within_limits(Manifest(tuple(pins), tuple(unresolved)))


def _entry(place: str, entry: dict[str, Any], span: Span) -> Pin | Unresolved:
    """An alias carries the real name inside; the folder tells it otherwise."""
    alias, version, resolved = entry.get("name"), entry.get("version"), entry.get("resolved")
    name = alias if isinstance(alias, str) and alias else place.rpartition(_FOLDER)[2]
    if not isinstance(version, str) or (isinstance(resolved, str) and resolved.startswith(("git", "file:"))):
        return Unresolved(span, f"{name[:80]} does not come from a registry")
    return Pin(Package("npm", name, version), span)


FORMAT = Format("npm", lambda path: path.name in _NAMES, parse, "npm install {name}@{version}")
