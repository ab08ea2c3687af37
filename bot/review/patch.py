"""Fixes applied to a file's bytes: exact lines, the file's own line ends, and what changed by it."""

from __future__ import annotations

import difflib
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core.place import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checks.core.finding import LineEdit
    from checks.core.place import RepoPath

_LINE = re.compile(rb"[^\n]*\n|[^\n]+\Z")
_NUMBERS = re.compile(r"@@ -(\d+)((?:,\d+)?) \+(\d+)((?:,\d+)?) @@")
_CONTEXT = 3
# A difference over more lines than this is not read by anybody.
MAX_LINES = 400


class BadFix(ValueError):
    """The fix cannot be applied; the message says why, in words for the reader of a review."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """The smallest run of lines that differs: `old` of the file before, which become `lines`; `new` is where these stand after.

    `new` is None when nothing is left of them. `returns`: some line end among them is CRLF.
    """

    old: Span
    lines: tuple[str, ...]
    new: Span | None
    returns: bool


def apply(content: bytes, edits: Sequence[LineEdit]) -> bytes:
    """The file with every edit made. New lines end as the line they replace does. Raises `BadFix`."""
    lines = _LINE.findall(content)
    ordered = sorted(edits, key=lambda edit: edit.span)
    _require_possible(ordered, lines)
    for edit in reversed(ordered):
        first, last = edit.span.first - 1, edit.span.last
        end = _line_end(lines, first)
        made = [line + end for line in _encoded(edit.replacement)]
        if made and not lines[last - 1].endswith(b"\n"):
            made[-1] = made[-1].removesuffix(end)
        lines[first:last] = made
    after = b"".join(lines)
    if after == content:
        raise BadFix("it changes nothing")
    return after


def _require_possible(edits: Sequence[LineEdit], lines: Sequence[bytes]) -> None:
    if not edits:
        raise BadFix("it names no lines")
    if any(one.span.last >= other.span.first for one, other in itertools.pairwise(edits)):
        raise BadFix("its parts overlap")
    if edits[-1].span.last > len(lines):
        raise BadFix("it names lines that the file does not have")
    try:
        for edit in edits:
            b"".join(lines[edit.span.first - 1 : edit.span.last]).decode()
    except UnicodeDecodeError as error:
        raise BadFix("the lines are not UTF-8") from error


def _line_end(lines: Sequence[bytes], at: int) -> bytes:
    """Of the line itself, or of the one above when it is the last and has none."""
    for line in reversed(lines[max(0, at - 1) : at + 1]):
        if line.endswith(b"\n"):
            return b"\r\n" if line.endswith(b"\r\n") else b"\n"
    return b"\n"


def _encoded(replacement: str) -> list[bytes]:
    text = replacement.replace("\r\n", "\n")
    if "\r" in text or "\0" in text:
        raise BadFix("it would write control characters")
    try:
        return [line.encode() for line in text.split("\n")] if text else []
    except UnicodeEncodeError as error:
        raise BadFix("it would write half characters") from error


def compare(before: bytes, after: bytes) -> Rewrite:
    """What differs, shrunk to whole lines but never to none: an insertion takes a neighbouring line along."""
    old, new = _LINE.findall(before), _LINE.findall(after)
    head = _common(old, new)
    tail = min(_common(old[::-1], new[::-1]), len(old) - head, len(new) - head)
    if head + tail == len(old):
        head, tail = (head, tail - 1) if tail else (head - 1, tail)
    lines = new[head : len(new) - tail]
    stretch = (*old[head : len(old) - tail], *lines)
    return Rewrite(
        Span(head + 1, len(old) - tail),
        tuple(line.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r") for line in lines),
        Span(head + 1, head + len(lines)) if lines else None,
        any(line.endswith(b"\r\n") for line in stretch),
    )


def _common(one: Sequence[bytes], other: Sequence[bytes]) -> int:
    return next((count for count, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), min(len(one), len(other)))


def difference(path: RepoPath, before: bytes, after: bytes) -> str:
    """A unified diff; empty when it would be too long to read."""
    rewrite = compare(before, after)
    top = max(0, rewrite.old.first - 1 - _CONTEXT)
    old, new = (_LINE.findall(side)[top:] for side in (before, after))
    below = max(0, len(old) - (rewrite.old.last - top) - _CONTEXT)
    old, new = old[: len(old) - below], new[: len(new) - below]
    if len(old) + len(new) > 2 * MAX_LINES:
        return ""
    told = difflib.unified_diff(_shown(old), _shown(new), f"a/{path}", f"b/{path}", n=_CONTEXT, lineterm="")
    return "\n".join(_moved(told, top))


def _shown(lines: Sequence[bytes]) -> list[str]:
    return [line.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r") for line in lines]


def _moved(told: Iterator[str], by: int) -> Iterator[str]:
    def shift(found: re.Match[str]) -> str:
        return f"@@ -{int(found[1]) + by}{found[2]} +{int(found[3]) + by}{found[4]} @@"

    for line in told:
        yield _NUMBERS.sub(shift, line) if line.startswith("@@") else line
