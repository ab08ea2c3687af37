"""Files of a folder on disk as a tree, without git and without following a link."""

from __future__ import annotations

import os
import stat
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.git.limits import DEFAULT, Limits
from bot.git.objects import LFS_POINTER, is_lfs_pointer
from bot.git.trees import shown
from checks.core.change import Change, ChangedFile, FileStatus, NotAnalysed
from checks.core.errors import BadPath
from checks.core.place import RepoPath
from checks.core.scene import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_DEPENDENCY_FOLDERS = frozenset({b"node_modules", b".tox", b"__pycache__"})
_ENVIRONMENT_MARK = b"pyvenv.cfg"
WORKING_TREE = "working-tree"
NOTHING = "nothing"


class NotAFolder(Exception):
    """What was named is neither a folder nor an ordinary file; the message says what to do."""


@dataclass(frozen=True, slots=True)
class FolderTree:
    """The `Tree` of a folder, or of one file in it. `unreadable` tells what was left out and why."""

    root: Path
    files: tuple[RepoPath, ...]
    unreadable: tuple[NotAnalysed, ...]
    limits: Limits = DEFAULT

    def paths(self) -> Sequence[RepoPath]:
        """All ordinary files, sorted."""
        return self.files

    def read(self, path: RepoPath) -> bytes | None:
        """The bytes now on disk; None when the walk met no such file. Raises `Unreadable`."""
        place = bisect_left(self.files, path)
        if self.files[place : place + 1] != (path,):
            return None
        try:
            content = self._content(path)
        except OSError as error:
            raise Unreadable(f"it cannot be opened: {error.strerror}") from error
        if is_lfs_pointer(content):
            raise Unreadable(LFS_POINTER)
        return content

    def _content(self, path: RepoPath) -> bytes:
        with open(_open_below(self.root, path), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise Unreadable("it is not an ordinary file any more")
            content = file.read(self.limits.blob + 1)
        if len(content) > self.limits.blob:
            raise Unreadable(f"{found.st_size} bytes; only files up to {self.limits.blob} bytes are read")
        return content


def folder_tree(root: Path, limits: Limits = DEFAULT) -> FolderTree:
    """Walk a folder, or take one file. Raises `NotAFolder`."""
    place = root.absolute()
    if place.is_file():
        path = RepoPath.from_bytes(os.fsencode(place.name))
        return FolderTree(place.parent, (path,), (), limits)
    if not place.is_dir():
        raise NotAFolder(f"{root} is neither a folder nor an ordinary file; name what should be scanned")
    files: list[RepoPath] = []
    unreadable: list[NotAnalysed] = []
    for found in _walk(os.fsencode(place), b""):
        if isinstance(found, NotAnalysed):
            unreadable.append(found)
        elif len(files) < limits.entries:
            files.append(found)
        else:
            unreadable.append(NotAnalysed(found.text, f"the folder holds more than {limits.entries} files; scan its parts one by one"))
            break
    return FolderTree(place, tuple(sorted(files)), tuple(sorted(unreadable, key=lambda item: item.path)), limits)


def whole(root: Path, limits: Limits = DEFAULT) -> tuple[Change, FolderTree]:
    """A change in which every file of the folder is new, and the folder's tree. Raises `NotAFolder`."""
    tree = folder_tree(root, limits)
    files = tuple(ChangedFile(path, FileStatus.ADDED, None) for path in tree.files)
    return Change(NOTHING, WORKING_TREE, files, tree.unreadable), tree


def _walk(root: bytes, below: bytes) -> Iterator[RepoPath | NotAnalysed]:
    """Every entry below; folders are kept on a list, so that a deep tree is no deep recursion."""
    waiting = [below]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(os.path.join(root, folder)) as listing:  # noqa: PTH118 - names are bytes here
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield NotAnalysed(shown(folder) or ".", f"the folder cannot be read: {error.strerror}")
            continue
        if folder and any(entry.name == _ENVIRONMENT_MARK for entry in entries):
            yield NotAnalysed(shown(folder), "a Python environment: installed dependencies are not the project's code", expected=False)
            continue
        for entry in entries:
            name = folder + b"/" + entry.name if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                waiting.extend(_enter(entry.name, name))
                if entry.name in _DEPENDENCY_FOLDERS:
                    yield NotAnalysed(shown(name), "installed or generated files are not the project's code", expected=False)
            elif entry.name != b".git":
                yield _file(entry, name)


def _enter(own: bytes, name: bytes) -> tuple[bytes, ...]:
    return () if own == b".git" or own in _DEPENDENCY_FOLDERS else (name,)


def _file(entry: os.DirEntry[bytes], name: bytes) -> RepoPath | NotAnalysed:
    if entry.is_symlink():
        return NotAnalysed(shown(name), "a symbolic link is not followed", expected=False)
    if not entry.is_file(follow_symlinks=False):
        return NotAnalysed(shown(name), "a device, pipe or socket is not opened", expected=False)
    try:
        return RepoPath.from_bytes(name)
    except BadPath as error:
        return NotAnalysed(shown(name), str(error))


def _open_below(root: Path, path: RepoPath) -> int:
    """A descriptor of the file, going down one folder at a time, so that no component can be a link."""
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in path.folders:
            inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
            os.close(folder)
            folder = inner
        return os.open(path.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    finally:
        os.close(folder)
