"""The diff of a pull request, computed by git: files, hunks, and the lines that a comment may stand on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tests.github_double import plumbing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEFT, RIGHT = "LEFT", "RIGHT"
_HEADER = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@")
_STATUS = {"A": "added", "M": "modified", "D": "removed", "R": "renamed", "C": "copied", "T": "changed"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a hunk. `position` counts from 1 below the file's first hunk header, later headers included."""

    text: str
    old: int | None
    new: int | None
    position: int


@dataclass(frozen=True, slots=True)
class Hunk:
    """A hunk with its header line."""

    header: str
    rows: tuple[Row, ...]

    def find(self, side: str, number: int) -> Row | None:
        """The row of a line: deletions and context on LEFT, additions and context on RIGHT."""
        return next((r for r in self.rows if (r.old if side == LEFT else r.new) == number), None)

    def until(self, row: Row) -> str:
        """The hunk as a comment quotes it: down to the commented row."""
        return "\n".join([self.header, *(r.text for r in self.rows if r.position <= row.position)])


@dataclass(frozen=True, slots=True)
class FileDiff:
    """A changed file. `patch` None: binary, or nothing but a rename or a mode."""

    path: str
    previous: str | None
    status: str
    old_blob: str
    new_blob: str
    patch: str | None
    hunks: tuple[Hunk, ...]

    @property
    def additions(self) -> int:
        """Lines added."""
        return sum(r.text.startswith("+") for h in self.hunks for r in h.rows)

    @property
    def deletions(self) -> int:
        """Lines removed."""
        return sum(r.text.startswith("-") for h in self.hunks for r in h.rows)

    def find(self, side: str, number: int) -> tuple[Hunk, Row] | None:
        """Where a line stands in the diff."""
        for hunk in self.hunks:
            row = hunk.find(side, number)
            if row is not None:
                return hunk, row
        return None


@lru_cache(maxsize=256)
def between(git_dir: Path, base: str, head: str) -> tuple[FileDiff, ...]:
    """The changed files from one commit to another, renames found, three lines of context."""
    options = ("-M", "--no-color", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/")
    raw = plumbing.git(git_dir, "diff", *options, "--raw", "-z", "--abbrev=40", base, head)
    text = plumbing.git(git_dir, "diff", *options, "-p", "-U3", base, head)
    sections = _sections(text.decode("utf-8", "replace"))
    return tuple(_file(entry, sections) for entry in _entries(raw))


def _entries(raw: bytes) -> Iterator[tuple[str, str, str, str | None, str]]:
    """(old blob, new blob, letter, previous path, path) of each entry of `--raw -z`."""
    fields = iter(raw.decode("utf-8", "surrogateescape").split("\0"))
    for head in fields:
        if not head:
            return
        _, _, old, new, letter = head.lstrip(":").split(" ")
        first = next(fields)
        moved = letter[0] in "RC"
        yield old, new, letter[0], first if moved else None, next(fields) if moved else first


def _sections(text: str) -> Iterator[list[str]]:
    """The lines of each `diff --git` section; no line of a patch body can begin so."""
    current: list[str] | None = None
    for text_line in text.split("\n")[:-1]:
        if text_line.startswith("diff --git "):
            if current is not None:
                yield current
            current = []
        elif current is not None:
            current.append(text_line)
    if current is not None:
        yield current


def _file(entry: tuple[str, str, str, str | None, str], sections: Iterator[list[str]]) -> FileDiff:
    old, new, letter, previous, path = entry
    lines = next(sections, [])
    if letter == "T":  # git shows a change of type as a removal and an addition
        lines = lines + next(sections, [])
    start = next((i for i, text in enumerate(lines) if text.startswith("@@ ")), None)
    body = [] if start is None else lines[start:]
    shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return FileDiff(shown, previous, _STATUS.get(letter, "changed"), old, new, "\n".join(body) or None, tuple(_hunks(body)))


def _hunks(lines: list[str]) -> Iterator[Hunk]:
    header, rows, old, new = "", list[Row](), 0, 0
    for position, text in enumerate(lines):
        match = _HEADER.match(text)
        if match:
            if header:
                yield Hunk(header, tuple(rows))
            header, rows, old, new = text, [], int(match[1]), int(match[2])
        elif text[:1] in ("+", "-", " "):
            rows.append(Row(text, None if text[0] == "+" else old, None if text[0] == "-" else new, position))
            old += text[0] != "+"
            new += text[0] != "-"
    if header:
        yield Hunk(header, tuple(rows))


def moved_line(git_dir: Path, old_blob: str, new_blob: str, number: int) -> int | None:
    """Where an unchanged line of one blob stands in another; None when it was changed or removed."""
    if old_blob == new_blob:
        return number
    text = plumbing.git(git_dir, "diff", "--no-color", "--no-ext-diff", "-U0", old_blob, new_blob).decode("utf-8", "replace")
    shift = 0
    for match in re.finditer(r"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", text, re.MULTILINE):
        start, count = int(match[1]), int(match[2] or 1)
        added = int(match[4] or 1)
        if count == 0:
            start += 1
        if number < start:
            break
        if number < start + count:
            return None
        shift += added - count
    return number + shift
