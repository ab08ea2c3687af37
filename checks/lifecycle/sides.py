"""A file of the change as it was and as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core.change import FileKind, FileStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checks.core.place import RepoPath
    from checks.core.scene import Scene


@dataclass(frozen=True, slots=True)
class Pair:
    """Both sides. `path` is the one at head, or the last one of a file that goes; a side that is not there is None."""

    path: RepoPath
    before: bytes | None
    after: bytes | None


def pairs(scene: Scene, wanted: Callable[[RepoPath], bool]) -> Iterator[Pair]:
    """The changed files with a wanted name on either side. Raises `Unreadable`."""
    scope = set(scene.scope)
    for file in scene.change.files:
        old = file.old_path or file.path
        if file.kind is not FileKind.FILE or not (wanted(file.path) or wanted(old)):
            continue
        before = scene.base.read(old)
        if file.status is FileStatus.REMOVED:
            yield Pair(file.path, before, None)
        elif file.path in scope:
            yield Pair(file.path, before, scene.head.read(file.path))
