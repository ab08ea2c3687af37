"""Blobs by their id, read through one long-lived git, with their size asked first."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Self

from bot.git.command import Git, GitFailed, end
from checks.core.scene import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.git.command import Process

_POINTER_HEAD = b"version https://git-lfs.github.com/spec/"
_POINTER_SIZE = 1024
LFS_POINTER = "a Git LFS pointer; the file's content was not fetched"


def is_lfs_pointer(content: bytes) -> bool:
    """Whether the bytes stand for a file kept elsewhere; a pointer is under 1,024 bytes by its specification."""
    return len(content) < _POINTER_SIZE and content.startswith(_POINTER_HEAD) and b"\noid sha256:" in content


class Objects:
    """The blobs of one repository. `fetch` brings ids that are missing, if anything can; use as a context. Safe for threads."""

    def __init__(self, git: Git, fetch: Callable[[Sequence[str]], None] | None = None) -> None:
        self._git = git
        self._fetch = fetch
        self._late_fetches = 0
        self._lock = threading.Lock()
        self._running: dict[str, Process] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            for mode in tuple(self._running):
                self._end(mode)

    def missing(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Those of the ids that the repository does not hold."""
        wanted = sorted(set(ids))
        if not wanted:
            return ()
        asked = "".join(f"{id_}\n" for id_ in wanted).encode()
        lines = self._git.run("cat-file", "--batch-check=%(objectname)", stdin=asked).decode().splitlines()
        return tuple(line.partition(" ")[0] for line in lines if line.endswith(" missing"))

    def read(self, id_: str) -> bytes:
        """A blob's bytes. Raises `Unreadable` when it is missing, broken or over the limit."""
        with self._lock:
            size = self._size(id_)
            if size is None and self._fetch is not None:
                self._bring(id_)
                size = self._size(id_)
            if size is None:
                raise Unreadable("its content is not among the objects at hand")
            if size > self._git.limits.blob:
                raise Unreadable(f"{size} bytes; only files up to {self._git.limits.blob} bytes are read")
            content = self._ask("--batch", id_)
        if content is None:
            raise Unreadable("its content is not among the objects at hand")
        return content

    def _bring(self, id_: str) -> None:
        if self._late_fetches >= self._git.limits.late_fetches or self._fetch is None:
            raise Unreadable(f"more than {self._git.limits.late_fetches} files beside the changed ones were asked for")
        self._late_fetches += 1
        self._fetch([id_])

    def _size(self, id_: str) -> int | None:
        answer = self._ask("--batch-check", id_)
        return None if answer is None else int(answer)

    def _ask(self, mode: str, id_: str) -> bytes | None:
        try:
            return _answer(self._process(mode), id_, whole=mode == "--batch")
        except (OSError, ValueError, GitFailed) as error:
            self._end(mode)
            raise Unreadable(f"git could not read the object: {error}") from error

    def _process(self, mode: str) -> Process:
        if mode not in self._running:
            self._running[mode] = self._git.start("cat-file", mode, discard_errors=True)
        return self._running[mode]

    def _end(self, mode: str) -> None:
        process = self._running.pop(mode, None)
        if process is not None:
            with suppress(OSError):
                end(process)


def _answer(process: Process, id_: str, *, whole: bool) -> bytes | None:
    """The size in decimal digits, or with `whole` the bytes; None when git does not know the id."""
    into, out = process.stdin, process.stdout
    if into is None or out is None:
        raise GitFailed("git was started without its pipes")
    into.write(f"{id_}\n".encode())
    into.flush()
    words = out.readline(200).split()
    if words[1:] == [b"missing"]:
        return None
    if len(words) != 3 or words[1] != b"blob" or words[0].decode() != id_:  # noqa: PLR2004 - id, kind, size
        raise GitFailed("the object is broken or not a blob")
    return _exactly(out, int(words[2])) if whole else words[2]


def _exactly(out: IO[bytes], size: int) -> bytes:
    content = out.read(size + 1)
    if len(content) != size + 1:
        raise GitFailed("the object ended early")
    return content[:size]
