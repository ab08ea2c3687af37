"""On which lines of a TOML text its keys and the strings below them stand."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field

from checks.core.place import Span

_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_PATH = rf"{_PART}(?:[ \t]*+\.[ \t]*+{_PART})*+"
_HEADER = re.compile(rf"[ \t]*+\[\[?[ \t]*+({_PATH})[ \t]*+\]")
_KEY = re.compile(rf"[ \t]*+({_PATH})[ \t]*+=")
_PIECE = re.compile(_PART)
_LITERAL = re.compile(r"\"([^\"]*)\"|'([^']*)'")
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """`keys`: where each is given; `strings`: where each text below a key stands, from the top. A key of an array of tables: the last."""

    keys: dict[Path, int] = field(default_factory=dict)
    strings: dict[tuple[Path, str], deque[int]] = field(default_factory=dict)

    def of(self, *path: str) -> Span:
        """The line of a key, or of the nearest one around it; the first when none is found."""
        number = next((self.keys[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self.keys), 1)
        return Span(number, number)

    def holding(self, string: str, *path: str) -> Span:
        """The next line that holds the text below that key: each is told once, the last again and again."""
        found = self.strings.get((path, string), deque())
        number = found.popleft() if len(found) > 1 else next(iter(found), None)
        return self.of(*path) if number is None else Span(number, number)


def lines_of(text: str) -> Lines:
    """Line by line: in a text of several lines that looks like keys it may be wrong, and is then only wrong about lines."""
    found = Lines()
    section: Path = ()
    here: Path = ()
    for number, line in enumerate(text.split("\n"), start=1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            section = here = _path(header.group(1))
        elif key:
            here = (*section, *_path(key.group(1)))
        if header or key:
            found.keys[here] = number
        for double, single in _LITERAL.findall(line):
            found.strings.setdefault((here, double or single), deque()).append(number)
    return found


def first_lines(text: str) -> dict[str, int]:
    """The first line on which each text stands as a string of its own."""
    found: dict[str, int] = {}
    for (_, string), numbers in lines_of(text).strings.items():
        found[string] = min(found.get(string, numbers[0]), numbers[0])
    return found


def _path(dotted: str) -> Path:
    return tuple(part.strip("\"'") for part in _PIECE.findall(dotted))
