"""All files of one commit, read from its trees and never written anywhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from bot.git.command import GitFailed
from bot.git.objects import LFS_POINTER, is_lfs_pointer
from bot.review.ports import FetchRefused
from checks.core.change import FileKind, NotAnalysed
from checks.core.errors import BadPath
from checks.core.place import RepoPath
from checks.core.scene import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from bot.git.command import Git
    from bot.git.objects import Objects

_KINDS = {
    b"100644": FileKind.FILE,
    b"100755": FileKind.FILE,
    b"100664": FileKind.FILE,
    b"120000": FileKind.SYMLINK,
    b"160000": FileKind.SUBMODULE,
}
_HEAD_FIELDS = 3  # mode, type, id
_CHUNK = 1 << 16
_LONGEST_RECORD = 1 << 20


@dataclass(frozen=True, slots=True)
class Listing:
    """One commit's entries: files with their blob ids, links and submodules by kind, and what could not be taken."""

    files: Mapping[RepoPath, str]
    others: Mapping[RepoPath, FileKind]
    unreadable: tuple[NotAnalysed, ...]


@dataclass(slots=True)
class _Gathering:
    known: dict[bytes, RepoPath]
    files: dict[RepoPath, str] = field(default_factory=dict)
    others: dict[RepoPath, FileKind] = field(default_factory=dict)
    unreadable: list[NotAnalysed] = field(default_factory=list)

    def take(self, mode: bytes, id_: bytes, name: bytes) -> None:
        kind = kind_of(mode)
        try:
            path = self.known.get(name) or self.known.setdefault(name, RepoPath.from_bytes(name))
        except BadPath as error:
            self.unreadable.append(NotAnalysed(shown(name), str(error), expected=kind in {FileKind.FILE, None}))
            return
        if kind is None:
            self.unreadable.append(NotAnalysed(path.text, f"its mode {mode.decode('ascii', 'replace')} is none that git writes"))
        elif path in self.files or path in self.others:
            self.unreadable.append(NotAnalysed(path.text, "the tree holds this name more than once"))
        elif kind is FileKind.FILE:
            self.files[path] = id_.decode()
        else:
            self.others[path] = kind


class CommitTree:
    """The `Tree` of one commit."""

    def __init__(self, listing: Listing, objects: Objects) -> None:
        self.listing = listing
        self._objects = objects
        self._paths = tuple(sorted(listing.files))

    def paths(self) -> Sequence[RepoPath]:
        """All ordinary files, sorted."""
        return self._paths

    def read(self, path: RepoPath) -> bytes | None:
        """The bytes; None when the commit has no such ordinary file. Raises `Unreadable`, also for a Git LFS pointer."""
        id_ = self.listing.files.get(path)
        if id_ is None:
            return None
        content = self._objects.read(id_)
        if is_lfs_pointer(content):
            raise Unreadable(LFS_POINTER)
        return content


def list_trees(git: Git, commits: Iterable[str]) -> dict[str, Listing]:
    """The listing of each commit; a name that several of them share is judged once. Raises as `list_tree` does."""
    known: dict[bytes, RepoPath] = {}
    return {commit: list_tree(git, commit, known) for commit in sorted(set(commits))}


def list_tree(git: Git, commit: str, known: dict[bytes, RepoPath] | None = None) -> Listing:
    """Every entry of a commit; `known` keeps names from one listing to the next.

    Raises `FetchRefused` over the limit of entries, and `GitFailed` when a tree is missing or broken.
    """
    found = _Gathering({} if known is None else known)
    with git.reading("ls-tree", "-r", "-z", "--full-tree", commit) as stream:
        for number, record in enumerate(_records(stream), start=1):
            if number > git.limits.entries:
                raise FetchRefused(f"the tree of {commit[:12]} holds more than {git.limits.entries} files")
            head, _, name = record.partition(b"\t")
            fields = head.split(b" ")
            if len(fields) != _HEAD_FIELDS or not fields[2].isalnum() or not fields[2].isascii():
                raise GitFailed("git's list of a tree does not read as one")
            found.take(fields[0], fields[2], name)
    return Listing(found.files, found.others, tuple(found.unreadable))


def needed_ids(listing: Listing, needed: Callable[[RepoPath], bool]) -> Iterator[str]:
    """Blob ids of the files that somebody said they will ask for."""
    return (id_ for path, id_ in listing.files.items() if needed(path))


def kind_of(mode: bytes) -> FileKind | None:
    """What a mode in octal digits stands for; None when git itself never writes it."""
    return _KINDS.get(mode)


def shown(name: bytes) -> str:
    """A name that is no `RepoPath`, with everything unprintable written out."""
    text = name.decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)[:400]


def _records(stream: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while chunk := stream.read(_CHUNK):
        *complete, rest = (rest + chunk).split(b"\0")
        yield from complete
        if len(rest) > _LONGEST_RECORD:
            raise GitFailed("a name in the tree is longer than a megabyte")
