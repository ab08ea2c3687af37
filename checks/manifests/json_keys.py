"""On which lines the keys of a JSON text stand, and JSON with comments as plain JSON."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from checks.core.place import Span

# Deeper keys are of no interest to any format, and their paths would cost memory.
MAX_DEPTH = 8
_STRING = r'"(?:[^"\\\n]++|\\.)*+"?'
_TOKEN = re.compile(rf"{_STRING}|[{{}}\[\],:\n]")
_REMARK = re.compile(rf"({_STRING})|//[^\n]*|/\*(?:[^*]++|\*(?!/))*+(?:\*/)?")
_COMMA = re.compile(rf"({_STRING})|,(?=\s*+[}}\]])")


@dataclass(slots=True)
class _Open:
    """`name`: the latest key; None in a list."""

    name: str | None
    awaits_key: bool


def key_lines(text: str) -> dict[tuple[str, ...], Span]:
    """By the keys that lead there, lists left out; the last of equal keys counts. For a text that is known to be JSON."""
    found: dict[tuple[str, ...], Span] = {}
    open_: list[_Open] = []
    number = 1
    for mark in _TOKEN.findall(text):
        if mark == "\n":
            number += 1
        elif mark in {"{", "["}:
            open_.append(_Open("" if mark == "{" else None, mark == "{"))
        elif mark in {"}", "]"}:
            del open_[-1:]
        elif open_ and mark == ",":
            open_[-1].awaits_key = open_[-1].name is not None
        elif open_ and mark != ":" and open_[-1].awaits_key:
            open_[-1].awaits_key = False
            open_[-1].name = _read(mark)
            if len(open_) <= MAX_DEPTH:
                found[tuple(each.name for each in open_ if each.name is not None)] = Span(number, number)
    return found


def plain(text: str) -> str:
    """Without comments and commas at the end, every line in its place."""
    bare = _REMARK.sub(lambda found: found[1] or "\n" * found[0].count("\n"), text)
    return _COMMA.sub(lambda found: found[1] or "", bare)


def _read(literal: str) -> str:
    if "\\" not in literal:
        return literal[1:-1]
    try:
        return str(json.loads(literal))
    except ValueError:
        return literal[1:-1]
