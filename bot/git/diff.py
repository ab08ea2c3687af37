"""What changed between two commits, read from their trees."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from bot.git.command import GitFailed
from bot.git.hunks import PatchReader, PatchTooLong
from bot.git.trees import kind_of, shown
from bot.review.ports import FetchRefused
from checks.core.change import Change, ChangedFile, FileKind, FileStatus, NotAnalysed
from checks.core.errors import BadPath
from checks.core.place import RepoPath

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.git.command import Git
    from bot.git.hunks import Patch
    from bot.git.objects import Objects
    from bot.git.trees import Listing
    from checks.core.change import Hunk

_STATUS = {
    "A": FileStatus.ADDED,
    "M": FileStatus.MODIFIED,
    "T": FileStatus.MODIFIED,
    "D": FileStatus.REMOVED,
    "R": FileStatus.RENAMED,
}
_RAW = re.compile(rb":([0-7]{6,11}) ([0-7]{6,11}) ([0-9a-f]{40,64}) ([0-9a-f]{40,64}) ([A-Z])\d*")
# git compares every removed file with every added one; above this many it looks for identical content only.
_RENAMES = ("-M", "-l400")
_PATCH = ("-p", "--full-index", "-U3", "--no-ext-diff", "--no-textconv", "--no-color", "--diff-algorithm=myers", "--submodule=short")
_MOST_LEFT_OUT = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of git's raw diff. Modes are octal digits; an id of zeros stands for nothing; `old_name` is set for a rename."""

    old_mode: bytes
    new_mode: bytes
    old_id: str
    new_id: str
    status: str
    name: bytes
    old_name: bytes | None = None

    @property
    def kind(self) -> FileKind | None:
        """What it is at head, or was before it went."""
        return kind_of(self.old_mode if self.status == "D" else self.new_mode)

    @property
    def changes_kind(self) -> bool:
        """Whether git writes it as a removal and an addition in the unified diff."""
        return self.status == "T"

    @property
    def blobs(self) -> Iterator[str]:
        """The ids whose content a line diff needs; a submodule has none."""
        sides = ((self.old_mode, self.old_id), (self.new_mode, self.new_id))
        return (id_ for mode, id_ in sides if int(mode, 8) and kind_of(mode) is not FileKind.SUBMODULE)


def changed_entries(git: Git, old: str, new: str) -> tuple[Entry, ...]:
    """The raw diff without a look at any content. Raises `FetchRefused` when more files changed than are looked at."""
    entries = _raw(git, old, new, ("--no-renames",), ())
    if len(entries) > git.limits.changed:
        raise FetchRefused(f"{len(entries)} files changed; at most {git.limits.changed} are looked at")
    return entries


def read_change(git: Git, objects: Objects, old: tuple[str, Listing], new: tuple[str, Listing]) -> Change:
    """Merge base to head, each a commit and its listing. A file whose content is not at hand has no line diff."""
    entries = changed_entries(git, old[0], new[0])
    lost = set(objects.missing(chain.from_iterable(entry.blobs for entry in entries)))
    left_out = [entry for entry in entries if not lost.isdisjoint(entry.blobs)]
    if len(left_out) > _MOST_LEFT_OUT:
        diffed: list[tuple[Entry, tuple[Hunk, ...] | None]] = [(entry, None) for entry in entries]
    else:
        compared = _with_hunks(git, old[0], new[0], [entry.name for entry in left_out])
        diffed = [*compared, *((entry, None) for entry in left_out)]
    known = {item.path for item in old[1].unreadable}
    odd = [item for item in new[1].unreadable if item.path not in known]
    return _assemble(old[0], new[0], diffed, odd, {item.path for item in new[1].unreadable})


def _assemble(
    base: str, head: str, diffed: Iterable[tuple[Entry, tuple[Hunk, ...] | None]], odd: Iterable[NotAnalysed], unreadable: set[str]
) -> Change:
    files: list[ChangedFile] = []
    refused = {item.path: item for item in odd}
    for entry, hunks in diffed:
        path, why = _path(entry.name)
        if path is None or path.text in unreadable or entry.kind is None:
            item = NotAnalysed(shown(entry.name), why or "its entry in the tree is malformed", _was_expected(entry))
            refused.setdefault(item.path, item)
            continue
        old_path = None if entry.old_name is None else _path(entry.old_name)[0]
        files.append(ChangedFile(path, _STATUS[entry.status], hunks, old_path, entry.kind))
    return Change(base, head, tuple(sorted(files, key=lambda file: file.path)), tuple(refused[name] for name in sorted(refused)))


def _was_expected(entry: Entry) -> bool:
    return entry.status != "D" and entry.kind in {FileKind.FILE, None}


def _path(name: bytes) -> tuple[RepoPath | None, str]:
    try:
        return RepoPath.from_bytes(name), ""
    except BadPath as error:
        return None, str(error)


def _with_hunks(git: Git, old: str, new: str, left_out: Sequence[bytes]) -> list[tuple[Entry, tuple[Hunk, ...] | None]]:
    entries = _raw(git, old, new, _RENAMES, left_out)
    found: list[tuple[Entry, tuple[Hunk, ...] | None]] = []
    try:
        with git.reading("diff-tree", "-r", *_RENAMES, *_PATCH, old, new, *_pathspec(left_out)) as stream:
            patches = PatchReader(stream, git.limits.patch, git.limits.patch_lines).patches()
            # Extended in place: what was read before the diff grew too long is kept.
            found.extend((entry, _hunks_of(entry, patches)) for entry in entries)
            if next(patches, None) is not None:
                raise GitFailed("git's two diffs of the same commits do not agree")
    except PatchTooLong:
        found.extend((entry, None) for entry in entries[len(found) :])
    return found


def _hunks_of(entry: Entry, patches: Iterator[Patch]) -> tuple[Hunk, ...] | None:
    patch = next(patches, None)
    if patch is not None and entry.changes_kind:
        patch = next(patches, None)
    elif patch is not None and patch.ids not in {None, (entry.old_id, entry.new_id)}:
        patch = None
    if patch is None:
        raise GitFailed("git's two diffs of the same commits do not agree")
    return patch.hunks


def _raw(git: Git, old: str, new: str, renames: tuple[str, ...], left_out: Sequence[bytes]) -> tuple[Entry, ...]:
    output = git.run("diff-tree", "-r", "-z", "--raw", "--no-abbrev", *renames, old, new, *_pathspec(left_out))
    words = iter(output.split(b"\0"))
    return tuple(_entry(word, words) for word in words if word)


def _entry(head: bytes, words: Iterator[bytes]) -> Entry:
    found = _RAW.fullmatch(head)
    if found is None:
        raise GitFailed("git's raw diff does not read as one")
    status = found[5].decode()
    if status not in _STATUS:
        raise GitFailed(f"git's raw diff holds the unknown status {status!r}")
    old_name = next(words, b"") if status == "R" else None
    name = next(words, b"")
    if not name or old_name == b"":
        raise GitFailed("git's raw diff ends before a name")
    return Entry(found[1], found[2], found[3].decode(), found[4].decode(), status, name, old_name)


def _pathspec(left_out: Sequence[bytes]) -> list[str]:
    return ["--", *(f":(exclude,top,literal){os.fsdecode(name)}" for name in left_out)] if left_out else ["--"]
