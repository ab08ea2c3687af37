"""What a pull request changes: files, and which of their lines are new."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.core.place import Location, RepoPath


class FileKind(Enum):
    """What git says an entry is. Only FILE holds content of its own."""

    FILE = "file"
    SYMLINK = "symbolic link"
    SUBMODULE = "submodule"


class FileStatus(Enum):
    """What happened to the file between merge base and head."""

    ADDED = "added"
    MODIFIED = "modified"
    RENAMED = "renamed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Hunk:
    """One run of a unified diff. `added` are line numbers at head; `shown` are all head lines a comment may stand on."""

    old_start: int
    old_count: int
    new_start: int
    new_count: int
    added: frozenset[int]

    @property
    def shown(self) -> range:
        """Lines of head inside the hunk, context included."""
        return range(self.new_start, self.new_start + self.new_count)


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file the change touches. `hunks` is None when no line diff could be had: the whole file then counts as touched."""

    path: RepoPath
    status: FileStatus
    hunks: tuple[Hunk, ...] | None = ()
    old_path: RepoPath | None = None
    kind: FileKind = FileKind.FILE

    @property
    def added(self) -> frozenset[int] | None:
        """Line numbers at head that the change adds or rewrites; None when unknown."""
        return None if self.hunks is None else frozenset().union(*(hunk.added for hunk in self.hunks))


@dataclass(frozen=True, slots=True)
class NotAnalysed:
    """A place we could not look at, and why. `expected`: somebody would rightly have expected us to.

    `path` is text, not a `RepoPath`: the name itself can be the reason.
    """

    path: str
    why: str
    expected: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """Merge base to head. `unreadable` are entries that exist but cannot be represented or looked at."""

    base: str
    head: str
    files: tuple[ChangedFile, ...]
    unreadable: tuple[NotAnalysed, ...] = ()

    def file(self, path: RepoPath) -> ChangedFile | None:
        """The changed file of that name at head."""
        return next((file for file in self.files if file.path == path), None)

    def introduces(self, location: Location) -> bool:
        """Whether the change is answerable for what stands there: a touched line, or a touched file when lines are unknown."""
        file = self.file(location.path)
        if file is None or file.status is FileStatus.REMOVED:
            return False
        added = file.added
        if added is None or location.span is None:
            return True
        return any(line in added for line in location.span.lines)
