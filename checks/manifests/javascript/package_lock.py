"""npm's package-lock.json and npm-shrinkwrap.json: every lock file version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checks.core.dependency import Package
from checks.core.place import Span
from checks.manifests.javascript import package_lock_v1
from checks.manifests.javascript.facts import hashes_of, scope_of
from checks.manifests.manifest import Format, Manifest, Pin, Unparsable, Unresolved, within_limits
from checks.manifests.objects import document, spans
from checks.manifests.values import address, table, text

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLDER = "node_modules/"
_NAMES = frozenset({"package-lock.json", "npm-shrinkwrap.json"})
# Nobody keeps a workspace deeper; each folder is a look for each of its packages.
MAX_FOLDERS = 10
_WANTED = ("dependencies", "devDependencies", "optionalDependencies", "peerDependencies")


def parse(raw: bytes) -> Manifest:
    """Everything below `node_modules/`; the rest is the project itself and its workspaces. Raises `Unparsable`."""
    written, said = document(raw)
    packages = said.get("packages")
    if not isinstance(packages, dict):
        if isinstance(said.get("dependencies", {}), dict) and said.get("lockfileVersion", 1) == 1:
            return package_lock_v1.parsed(written, said)
        raise Unparsable(f"lock file version {str(said.get('lockfileVersion'))[:10]} holds no 'packages'; write it anew with npm")
    lines = spans(written)
    direct = set(_asked_for(packages)) if isinstance(packages.get(""), dict) else None
    pins: list[Pin] = []
    unresolved: list[Unresolved] = []
    for place, entry in packages.items():
        if _FOLDER not in place or not isinstance(entry, dict) or entry.get("link") is True:
            continue
        span = next(iter(lines.get(place, [])), Span(1, 1))
        found = _entry(place, entry, span, None if direct is None else place in direct)
        if isinstance(found, Pin):
            pins.append(found)
        else:
            unresolved.append(found)
    return within_limits(Manifest(tuple(pins), tuple(unresolved)))


def _asked_for(packages: dict[str, Any]) -> Iterator[str]:
    """Where the packages lie that the project and its workspaces name: the nearest folder upwards, as node looks for them."""
    for place, entry in packages.items():
        if _FOLDER in place or not isinstance(entry, dict):
            continue
        folders = place.split("/", MAX_FOLDERS)[:MAX_FOLDERS] if place else []
        above = ["/".join((*folders[:depth], _FOLDER)) for depth in range(len(folders), -1, -1)]
        for name in (name for kind in _WANTED for name in table(entry.get(kind))):
            yield next((folder + name for folder in above if folder + name in packages), "")


def _entry(place: str, entry: dict[str, Any], span: Span, direct: bool | None) -> Pin | Unresolved:  # noqa: FBT001 - a fact that may be unknown
    """An alias carries the real name inside; the folder tells it otherwise."""
    name = text(entry.get("name")) or place.rpartition(_FOLDER)[2]
    version, resolved = text(entry.get("version")), text(entry.get("resolved"))
    if not name or not version or resolved.startswith(("git", "file:")):
        return Unresolved(span, f"{name[:80]} does not come from a registry")
    # npm 7 and later install peers by themselves.
    needs = dict.fromkeys(name for kind in ("dependencies", "optionalDependencies", "peerDependencies") for name in table(entry.get(kind)))
    return Pin(
        Package("npm", name, version),
        span,
        direct=direct,
        scope=scope_of(entry),
        hashes=hashes_of(entry.get("integrity")),
        source=address(resolved),
        needs=tuple(needs),
        licence=text(entry.get("license")),
        install_script=entry.get("hasInstallScript") is True,
    )


FORMAT = Format("npm", lambda path: path.name in _NAMES, parse, "npm install {name}@{version}")
