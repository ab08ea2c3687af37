"""Finds places that a change begins to take packages from, where somebody else may put others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location, Span
from checks.core.scene import Unreadable
from checks.dependency_source import rules
from checks.dependency_source.judgement import Known, sights
from checks.dependency_source.readers import reader_of, stated
from checks.dependency_source.stated import Kind
from checks.manifests.formats import format_of
from checks.manifests.manifest import Unparsable, decoded
from checks.manifests.project import folder_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checks.core.place import RepoPath
    from checks.core.scene import Scene, Tree
    from checks.dependency_source.judgement import Sight
    from checks.dependency_source.stated import Stated

# Which lock files keep the state that a moving address had, by the file that names it.
_KEEPERS = {
    "package.json": ("npm", "yarn", "pnpm", "bun"),
    "pyproject.toml": ("uv", "poetry", "pdm", "pylock"),
    "Pipfile": ("pipenv",),
}
_CREDENTIALS = re.compile(r"//[^/@\s]*@")


def applies_to(path: RepoPath) -> bool:
    """Whether the file says where packages come from, in a format we read."""
    return reader_of(path) is not None


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    """What the change states and the base does not. Raises `Unreadable`."""
    asked = [path for path in scene.scope if applies_to(path)]
    if not asked:
        return
    before = _before(scene, {folder_of(path) for path in asked})
    locked = _locked(scene.head, {above for path in asked for above in _above(folder_of(path))})
    old = {file.path: file.old_path for file in scene.change.files if file.old_path is not None}
    for path in asked:
        try:
            raw, said = _read(scene.head, path)
        except Unparsable as reason:
            yield NotAnalysed(path.text, f"where its packages come from cannot be read: {reason}")
            continue
        own = {_key(each) for each in before.get(old.get(path, path), [])}
        known = _known(before, folder_of(path))
        kept = any((above, form) in locked for above in _above(folder_of(path)) for form in _KEEPERS.get(path.name, ()))
        lines = decoded(raw).split("\n") if said else []
        for each in (each for each in said if _key(each) not in own):
            yield from (_finding(path, lines, sight) for sight in sights(each, known, locked=kept))


def _before(scene: Scene, folders: set[str]) -> dict[RepoPath, list[Stated]]:
    """The base's statements in the same projects. What cannot be read there was not there."""
    moved = {file.old_path for file in scene.change.files if file.old_path is not None}
    found: dict[RepoPath, list[Stated]] = {}
    for path in scene.base.paths():
        if (folder_of(path) in folders or path in moved) and applies_to(path):
            try:
                found[path] = _read(scene.base, path)[1]
            except (Unparsable, Unreadable):
                continue
    return found


def _locked(tree: Tree, folders: set[str]) -> set[tuple[str, str]]:
    """Those of the folders that hold a lock file, with its format."""
    forms = ((folder_of(path), format_of(path)) for path in tree.paths() if folder_of(path) in folders)
    return {(folder, form.name) for folder, form in forms if form is not None and form.lock}


def _read(tree: Tree, path: RepoPath) -> tuple[bytes, list[Stated]]:
    reader, raw = reader_of(path), tree.read(path)
    return (b"", []) if reader is None or raw is None else (raw, stated(reader, raw))


def _known(before: dict[RepoPath, list[Stated]], folder: str) -> Known:
    its: Iterable[Stated] = [each for path, said in before.items() if folder_of(path) == folder for each in said if each.host]
    indexes = {Kind.INDEX, Kind.EXTRA, Kind.SCOPED, Kind.LOCKED}
    hosts = frozenset(each.host for each in its if each.kind in indexes)
    return Known(hosts, frozenset(each.host for each in its if each.kind is Kind.LOCKED))


def _key(each: Stated) -> tuple[Kind, str, str]:
    """What makes two statements the same one. A lock file's belongs to no package: the first from a server stands for all."""
    return each.kind, each.address, "" if each.kind is Kind.LOCKED else each.of


def _above(folder: str) -> list[str]:
    parts = folder.split("/")
    return ["/".join(parts[:depth]) for depth in range(len(parts) + 1)]


def _finding(path: RepoPath, lines: list[str], sight: Sight) -> Finding:
    """The line is shown without what may be secret in it."""
    first = min(sight.span.first, len(lines))
    last = min(sight.span.last, len(lines))
    excerpt = "\n".join(_CREDENTIALS.sub("//", line.rstrip("\r")) for line in lines[first - 1 : last])
    return Finding(sight.rule, Location(path, Span(first, last)), sight.message, excerpt, severity_here=sight.severity)


CHECK = Check("dependency-source", rules.ALL, applies_to, inspect)
