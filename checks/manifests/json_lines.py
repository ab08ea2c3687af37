"""Where the values of a JSON document stand: the line of each, by the keys and places that lead to it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from checks.core.place import Span
from checks.manifests.objects import document

if TYPE_CHECKING:
    from typing import Any

# Deeper values are not asked for; lines of those behind the last are given up, not the values.
_DEEPEST = 8
MAX_PLACES = 1_000_000
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\],:\n]|[^\s{}\[\],:"]++')
_Way = tuple[str | int, ...]


class Lines:
    """Asked for by way: `lines.span("packages", 3, "version")`."""

    def __init__(self, found: dict[_Way, int]) -> None:
        self._found = found

    def span(self, *way: str | int) -> Span:
        """The value's line, that of the nearest thing around it, or the first."""
        for end in range(len(way), 0, -1):
            if way[:end] in self._found:
                return Span(self._found[way[:end]], self._found[way[:end]])
        return Span(1, 1)


def located(raw: bytes) -> tuple[dict[str, Any], Lines]:
    """What the document says, and where. Raises `Unparsable`."""
    text, said = document(raw)
    return said, Lines(_walked(text))


def _walked(text: str) -> dict[_Way, int]:
    """The text is known to be JSON. A key that is written twice counts where it is written last, as it does for its value."""
    found: dict[_Way, int] = {}
    way: list[str | int] = []
    line, naming = 1, False
    for piece in (each.group() for each in _PIECE.finditer(text)):
        if piece == "\n":
            line += 1
        elif piece == ":":
            naming = False
        elif piece in {"}", "]"}:
            way.pop()
            naming = False
        elif piece == ",":
            last = way[-1]
            naming = isinstance(last, str)
            way[-1] = last if isinstance(last, str) else last + 1
        elif naming:
            way[-1] = _text(piece)
        else:
            if len(way) <= _DEEPEST and len(found) < MAX_PLACES:
                found[tuple(way)] = line
            if piece in {"{", "["}:
                way.append("" if piece == "{" else 0)
                naming = piece == "{"
    return found


def _text(literal: str) -> str:
    return str(json.loads(literal)) if "\\" in literal else literal[1:-1]
