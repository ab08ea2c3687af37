"""A job's files on disk, for as long as the job runs."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checks.core.place import RepoPath

# Removing a tree takes a call and a descriptor per level.
MAX_FOLDERS = 100
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@contextmanager
def job_folder(reader: int | None) -> Iterator[Path]:
    """A fresh folder that is gone afterwards. `reader`: uid that may pass through it and read, but neither list nor write it."""
    folder = Path(tempfile.mkdtemp(prefix="bartizan-job-"))
    try:
        if reader is not None:
            os.chown(folder, -1, reader)
            folder.chmod(0o710)
        yield folder
    finally:
        shutil.rmtree(folder)


def write_tree(root: Path, files: Mapping[RepoPath, bytes]) -> dict[RepoPath, str]:
    """Write the files below `root`, which is made. Answers the paths that could not be written, and why."""
    root.mkdir(mode=0o755)
    root.chmod(0o755)
    refused: dict[RepoPath, str] = {}
    for path, content in files.items():
        if len(path.folders) > MAX_FOLDERS:
            refused[path] = f"it lies more than {MAX_FOLDERS} folders deep"
            continue
        try:
            _write(root, path, content)
        except (FileExistsError, NotADirectoryError):
            refused[path] = "another file takes the place of one of its folders"
    return refused


def write_file(file: Path, content: bytes) -> Path:
    """A read-only file of ours."""
    _fill(os.open(file, _NEW_FILE, 0o444), content)
    return file


def own_copy(source: Path, target: Path, owner: int | None) -> Path:
    """A copy of a folder of files that belongs to the program that reads it (None: as we do), as some demand of their caches."""
    target.mkdir(mode=0o755)
    for file in sorted(each for each in source.iterdir() if each.is_file()):
        _fill(os.open(target / file.name, _NEW_FILE, 0o444), file.read_bytes())
    if owner is not None:
        for each in (target, *target.iterdir()):
            os.chown(each, owner, owner)
    return target


def _write(root: Path, path: RepoPath, content: bytes) -> None:
    """Walk down by descriptors, so that no component is ever followed out of the folder."""
    here = os.open(root, _FOLDER)
    try:
        for name in path.folders:
            below = _enter(here, name)
            os.close(here)
            here = below
        _fill(os.open(path.name, _NEW_FILE, 0o444, dir_fd=here), content)
    finally:
        os.close(here)


def _enter(parent: int, name: str) -> int:
    try:
        return os.open(name, _FOLDER, dir_fd=parent)
    except FileNotFoundError:
        os.mkdir(name, 0o755, dir_fd=parent)
        return os.open(name, _FOLDER, dir_fd=parent)


def _fill(descriptor: int, content: bytes) -> None:
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(file.fileno(), 0o444)
        file.write(content)
