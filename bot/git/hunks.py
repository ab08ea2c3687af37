"""Reading a unified diff: which lines of head are new, file after file, whatever the files hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from bot.git.command import GitFailed
from checks.core.change import Hunk

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILE = b"diff --git "
_HUNK = re.compile(rb"@@ -(\d{1,18})(?:,(\d{1,18}))? \+(\d{1,18})(?:,(\d{1,18}))? @@")
_INDEX = re.compile(rb"index ([0-9a-f]+)\.\.([0-9a-f]+)")
# No line of a text file that git compares is longer: larger files count as binary (`core.bigFileThreshold`).
_LONGEST_LINE = 1 << 30


@dataclass(frozen=True, slots=True)
class Patch:
    """One file's part of the diff. `ids` are the blobs compared, where git names them; `hunks` None: no line diff."""

    ids: tuple[str, str] | None
    hunks: tuple[Hunk, ...] | None


class PatchTooLong(Exception):
    """The diff is longer than the limit; what was yielded before is complete."""


class PatchReader:
    """Reads patches from git's output. Names in it are quoted by git, so that no file name can look like a line of the diff."""

    def __init__(self, stream: IO[bytes], most_bytes: int, most_lines: int) -> None:
        self._stream = stream
        self._left = most_bytes
        self._most_lines = most_lines
        self._line = b""

    def patches(self) -> Iterator[Patch]:
        """One patch per file in git's order. Raises `PatchTooLong`, and `GitFailed` for what is no unified diff."""
        self._advance()
        while self._line:
            if not self._line.startswith(_FILE):
                raise GitFailed("git's diff does not read as a diff")
            yield self._patch()

    def _patch(self) -> Patch:
        ids: tuple[str, str] | None = None
        binary = False
        self._advance()
        while self._line and not self._line.startswith((_FILE, b"@@ ")):
            if match := _INDEX.match(self._line):
                ids = (match[1].decode(), match[2].decode())
            binary = binary or self._line.startswith(b"Binary files ")
            self._advance()
        hunks: list[Hunk] = []
        lines = 0
        while match := _HUNK.match(self._line):
            hunk = self._hunk(match)
            lines += hunk.old_count + hunk.new_count
            if lines <= self._most_lines:
                hunks.append(hunk)
        return Patch(ids, None if binary or lines > self._most_lines else tuple(hunks))

    def _hunk(self, match: re.Match[bytes]) -> Hunk:
        old_start, new_start = int(match[1]), int(match[3])
        old_count, new_count = (1 if match[group] is None else int(match[group]) for group in (2, 4))
        old_left, new_left, added = old_count, new_count, []
        while old_left or new_left:
            self._advance()
            kind = self._line[:1]
            if kind == b"+":
                added.append(new_start + new_count - new_left)
            elif kind not in {b" ", b"-", b"\\"}:
                raise GitFailed("git's diff ends inside a hunk")
            old_left -= kind in {b" ", b"-"}
            new_left -= kind in {b" ", b"+"}
        self._advance()
        while self._line.startswith(b"\\"):
            self._advance()
        return Hunk(old_start, old_count, new_start, new_count, frozenset(added))

    def _advance(self) -> None:
        self._line = self._stream.readline(_LONGEST_LINE)
        self._left -= len(self._line)
        if self._left < 0:
            raise PatchTooLong
