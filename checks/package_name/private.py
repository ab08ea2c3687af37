"""Packages that the base took from a private place and the change takes from the public one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.core.finding import Finding
from checks.core.place import Location
from checks.manifests.project import folder_of, read
from checks.package_name import rules
from checks.package_name.asked import asked, excerpt, names
from checks.package_name.lookalike import listed
from checks.package_name.signals import host, usual_host
from checks.package_name.ties import indexes, scopes, settings_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from checks.core.place import RepoPath
    from checks.core.scene import Scene, Tree
    from checks.manifests.manifest import Pin
    from checks.manifests.project import Opened

_WHY = "Whoever registers the name there first, or a higher version of it, decides what is installed."


def strays(scene: Scene, opened: Sequence[Opened]) -> Iterator[Finding]:
    """`opened`: the manifests and lock files of the change at head. Raises `Unreadable`."""
    old = {file.path: file.old_path or file.path for file in scene.change.files}
    for each in opened:
        before = old.get(each.path, each.path)
        yield from _in_lock(scene.base, each, before) if each.format.lock else _untied(scene, each, before)
    for path in scene.scope:
        if settings_of(path):
            yield from _let_go(scene, path, old.get(path, path))


def _in_lock(base: Tree, lock: Opened, before: RepoPath) -> Iterator[Finding]:
    """Names and scopes with a server of their own at base that now come from the one of most packages."""
    was = [pin for each in read(base, [before])[0] if each.path == before for pin in each.manifest.pins]
    tied = scopes(base, folder_of(before)) if any(map(_scope, lock.manifest.pins)) else {}
    own = _private(was)
    usual = usual_host([pin for pin in lock.manifest.pins if _scope(pin) not in tied])
    seen: set[str] = set()
    for pin in lock.manifest.pins:
        homes = _homes(pin, was, tied, own)
        name = pin.package.name
        if homes and usual and host(pin) == usual and usual not in homes and name not in seen and not listed(pin.package.ecosystem, name):
            seen.add(name)
            said = f"`{name}` came from `{min(homes)}` and is now taken from `{usual}`, as the public packages are. {_WHY}"
            yield Finding(rules.PRIVATE, Location(lock.path, pin.span), said, lock.excerpt(pin.span))


def _homes(pin: Pin, was: Sequence[Pin], tied: Mapping[str, AbstractSet[str]], own: Mapping[str, AbstractSet[str]]) -> AbstractSet[str]:
    """The servers that it may come from; none when nothing ties it."""
    scope = _scope(pin)
    if scope not in tied:
        return own.get(pin.package.name, frozenset())
    # A registry may hand out its archives from another server: then the base's lock file shows it.
    return {*tied[scope], *(host(each) for each in was if _scope(each) == scope)}


def _private(was: Sequence[Pin]) -> dict[str, frozenset[str]]:
    """The servers of names that had another than most."""
    usual = usual_host(was)
    found: dict[str, set[str]] = {}
    for pin in was:
        if usual and host(pin):
            found.setdefault(pin.package.name, set()).add(host(pin))
    return {name: frozenset(hosts) for name, hosts in found.items() if usual not in hosts}


def _untied(scene: Scene, manifest: Opened, before: RepoPath) -> Iterator[Finding]:
    """Python names that had an index of their own in the same file."""
    tied = indexes(before, scene.base.read(before) or b"")
    still = indexes(manifest.path, scene.head.read(manifest.path) or b"") if tied else {}
    for one in asked(scene.head, manifest) if tied else ():
        if one.name in tied and one.name not in still and not one.elsewhere and not listed(one.ecosystem, one.name):
            said = f"`{one.name}` was tied to the index `{tied[one.name]}` and is no longer, so that any index may give it. {_WHY}"
            yield Finding(rules.PRIVATE, Location(manifest.path, None), said, excerpt(one))


def _let_go(scene: Scene, path: RepoPath, before: RepoPath) -> Iterator[Finding]:
    """Scopes of npm that are in use, and that no settings of the project tie to a registry any more."""
    had, has = scopes(scene.base, folder_of(before)), scopes(scene.head, folder_of(path))
    gone = sorted(had.keys() - has.keys())
    used = {name.partition("/")[0] for ecosystem, name in names(scene.head, ()) if ecosystem == "npm"} if gone else set()
    for scope in (each for each in gone if each in used):
        said = f"`{scope}` was tied to `{min(had[scope])}` and is no longer: its packages come from the registry of all others. {_WHY}"
        yield Finding(rules.PRIVATE, Location(path, None), said, scope)


def _scope(pin: Pin) -> str:
    return pin.package.name.partition("/")[0] if pin.package.ecosystem == "npm" and pin.package.name.startswith("@") else ""
