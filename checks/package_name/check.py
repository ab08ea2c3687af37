"""Finds new dependencies whose names pass for others, and private names that are taken from where anybody can publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location
from checks.core.scene import Unreadable
from checks.core.severity import Confidence
from checks.manifests.formats import format_of
from checks.manifests.manifest import Unparsable
from checks.manifests.project import folder_of, read
from checks.package_name import rules
from checks.package_name.asked import Asked, asked, excerpt, names, own_names
from checks.package_name.judgement import Doubt, doubt
from checks.package_name.private import strays
from checks.package_name.signals import locked, signals
from checks.package_name.ties import settings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checks.core.place import RepoPath
    from checks.core.scene import Scene, Tree
    from checks.manifests.project import Opened


# Each name is compared with thousands; no project asks for as many itself.
MAX_NAMES = 5_000


def applies_to(path: RepoPath) -> bool:
    """Whether the file names packages, or says where some of them come from."""
    return format_of(path) is not None or settings_of(path)


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """What the change asks for and no manifest of the base did. Raises `Unreadable`."""
    asked_for = {path for path in scene.scope if applies_to(path)}
    opened, gaps = read(scene.head, [path for path in sorted(asked_for) if format_of(path) is not None])
    yield from gaps
    doubts: list[tuple[Asked, Doubt]] = []
    left = MAX_NAMES
    for each in opened:
        if each.path not in asked_for or each.format.lock:
            continue
        try:
            found = asked(scene.head, each)
        except (Unparsable, Unreadable) as reason:
            yield NotAnalysed(each.path.text, f"the names in it cannot be read: {reason}")
            continue
        if len(found) > left:
            yield NotAnalysed(each.path.text, f"the change asks for more than {MAX_NAMES} packages; further names were not looked at")
        doubts += [(one, seen) for one in found[:left] if (seen := doubt(one.ecosystem, one.name))]
        left -= min(left, len(found))
    if doubts:
        yield from _new(scene, doubts)
    yield from strays(scene, [each for each in opened if each.path in asked_for])


def _new(scene: Scene, doubts: list[tuple[Asked, Doubt]]) -> Iterator[Finding]:
    """Both sides are read in full only when there is a name to ask about."""
    changed = {file.old_path or file.path for file in scene.change.files}
    known = names(scene.base, changed) | own_names(scene.head)
    left = [(one, found) for one, found in doubts if one.key not in known]
    locks = _locks(scene.head, {folder_of(one.opened.path) for one, _ in left})
    for one, found in left:
        its = [lock for folder in _above(folder_of(one.opened.path)) for lock in locks.get(folder, ())]
        if found.rule is rules.UNKNOWN and locked(one, its):
            continue
        yield _finding(one, found, signals(one, its) if found.rule is rules.LOOKALIKE else [])


def _finding(one: Asked, found: Doubt, said: list[str]) -> Finding:
    message = f"{found.message} Also, it {', and '.join(said)}." if said else found.message
    sure = None if found.rule is not rules.LOOKALIKE or found.telling or said else Confidence.LOW
    return Finding(found.rule, Location(one.opened.path, one.span), message, excerpt(one), confidence_here=sure)


def _locks(tree: Tree, folders: Iterable[str]) -> dict[str, list[Opened]]:
    """The lock files in these folders and above them, by their folder. What cannot be read is told by whoever looks at lock files."""
    wanted = {above for folder in folders for above in _above(folder)}
    paths = [path for path in tree.paths() if folder_of(path) in wanted and (form := format_of(path)) is not None and form.lock]
    found: dict[str, list[Opened]] = {}
    for each in read(tree, paths)[0] if wanted else []:
        found.setdefault(folder_of(each.path), []).append(each)
    return found


def _above(folder: str) -> list[str]:
    parts = folder.split("/") if folder else []
    return ["/".join(parts[:depth]) for depth in range(len(parts) + 1)]


CHECK = Check("package-name", rules.ALL, applies_to, inspect)
