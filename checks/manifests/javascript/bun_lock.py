"""Bun's bun.lock: JSON with comments, a list for each package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checks.core.dependency import Package, Scope
from checks.core.place import Span
from checks.manifests.javascript.facts import hashes_of
from checks.manifests.json_keys import key_lines, plain
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, decoded, within_limits
from checks.manifests.objects import said_by
from checks.manifests.values import address, scopes, table, text

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECTIONS = {
    Scope.PRODUCTION: ("dependencies", "peerDependencies"),
    Scope.OPTIONAL: ("optionalDependencies",),
    Scope.DEVELOPMENT: ("devDependencies",),
}
_NEEDS = ("dependencies", "optionalDependencies")


def parse(raw: bytes) -> Manifest:
    """Everything in `packages` but the workspaces. Raises `Unparsable`."""
    written = plain(decoded(raw))
    said = said_by(written)
    packages = said.get("packages")
    if not isinstance(packages, dict):
        raise Unparsable("there is no 'packages'")
    lines = key_lines(written)
    members = [table(each) for each in table(said.get("workspaces")).values()]
    roots = {scope: [name for each in members for kind in kinds for name in table(each.get(kind))] for scope, kinds in _SECTIONS.items()}
    direct = {name for names in roots.values() for name in names}
    needs = {key: _needs(entry) for key, entry in packages.items()}
    told = scopes(needs, roots)
    pins: list[Pin] = []
    unresolved: list[Unresolved] = []
    for key, entry in packages.items():
        span = lines.get(("packages", key), Span(1, 1))
        found = _entry(key, entry if isinstance(entry, list) else [], span)
        if isinstance(found, Unresolved):
            unresolved.append(found)
        elif found is not None:
            name, source, hashes = found
            scope = told.get(key, told.get(name.name, Scope.PRODUCTION))
            asked = key in direct if members else None
            pins.append(Pin(name, span, direct=asked, scope=scope, hashes=hashes, source=source, needs=tuple(needs[key])))
    return within_limits(Manifest(tuple(pins), tuple(unresolved)))


def _entry(key: str, entry: list[Any], span: Span) -> tuple[Package, str, tuple[str, ...]] | Unresolved | None:
    """First `name@version`, or `name@` and an address; then its registry, if any, facts and a hash. None for a neighbour."""
    name, _, version = text(next(iter(entry), None)).rpartition("@")
    if text(next(iter(entry), None)).find("@workspace:") > 0:
        return None
    if not name or not version or ":" in version or "/" in version or not all(isinstance(each, str) for each in entry[1:2] or [{}]):
        return Unresolved(span, f"{key[:80]} does not come from a registry")
    return Package("npm", name, version), address(entry[1]), hashes_of(next(iter(entry[3:]), None))


def _needs(entry: object) -> list[str]:
    facts: Iterator[dict[str, Any]] = (each for each in (entry if isinstance(entry, list) else []) if isinstance(each, dict))
    return list(dict.fromkeys(name for each in facts for kind in _NEEDS for name in table(each.get(kind))))


FORMAT = Format("bun", lambda path: path.name == "bun.lock", parse, "bun add {name}@{version}")
