"""The cells of tables, with the lines they stand on."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checks.core.place import RepoPath

# What a finding needs stands in fewer; the rest is named as not looked at.
MAX_LINES = 100_000
MAX_LINE = 100_000
# A picture in a notebook is one line without a blank.
LONG_LINE = 2_000
_INSERT = re.compile(r"\bINSERT\s+(?:IGNORE\s+)?INTO\s+[\w.\"`\[\]]+\s*\(([^()]*)\)", re.IGNORECASE)
_COPY = re.compile(r"^COPY\s+[\w.\"]+\s*\(([^()]*)\)\s+FROM\s+stdin", re.IGNORECASE)
_PIECE = re.compile(r"'(?:[^']|'')*+'|[()]|[^()']++|'")


class Cell(NamedTuple):
    """One value; `column` is empty where nothing names it."""

    column: str
    value: str
    line: int


def reader(path: RepoPath) -> Callable[[list[str]], Iterator[Cell]] | None:
    """What reads a file of this ending."""
    return _READERS.get(path.suffix)


def _parted(lines: list[str]) -> Iterator[Cell]:
    first = lines[0] if lines else ""
    delimiter = max(",;\t|", key=first.count)
    rows = csv.reader(lines, delimiter=delimiter)
    header: list[str] = []
    before = 0
    try:
        for row in rows:
            if not header:
                header = row
            else:
                yield from (Cell(name, value, before + 1) for name, value in zip(header, row, strict=False))
            before = rows.line_num
    except csv.Error:
        # A cell longer than any text: what came before it was looked at.
        return


def _objects(lines: list[str]) -> Iterator[Cell]:
    for number, line in enumerate(lines, 1):
        if not line.lstrip().startswith("{"):
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            continue
        waiting = [("", found)]
        while waiting:
            name, value = waiting.pop()
            if isinstance(value, dict):
                waiting += [(str(key), each) for key, each in value.items()]
            elif isinstance(value, list):
                waiting += [(name, each) for each in value]
            elif isinstance(value, (str, int)):
                yield Cell(name, str(value), number)


def _statements(lines: list[str]) -> Iterator[Cell]:
    names: list[str] = []
    copied = False
    for number, line in enumerate(lines, 1):
        if (told := _COPY.match(line)) is not None:
            names, copied = [each.strip() for each in told[1].split(",")], True
        elif copied and line.startswith("\\."):
            names, copied = [], False
        elif copied:
            yield from (Cell(name, value, number) for name, value in zip(names, line.split("\t"), strict=False))
        else:
            rest = line
            if (told := _INSERT.search(line)) is not None:
                names, rest = [each.strip() for each in told[1].split(",")], line[told.end() :]
            if names:
                for row in _rows(rest):
                    values = next(csv.reader([row], quotechar="'", skipinitialspace=True), [])
                    yield from (Cell(name, value, number) for name, value in zip(names, values, strict=False))
            if ";" in rest:
                names = []


def _rows(text: str) -> Iterator[str]:
    """What stands in parentheses that hold no others, read once from left to right: a hostile line costs no more than its length."""
    parts: list[str] | None = None
    for piece in _PIECE.findall(text):
        if piece == "(":
            parts = []
        elif piece == ")":
            if parts is not None:
                yield "".join(parts)
            parts = None
        elif parts is not None:
            parts.append(piece)


def _notebook(lines: list[str]) -> Iterator[Cell]:
    """Every line of text: a notebook keeps what it printed beside what it ran."""
    return (Cell("", line, number) for number, line in enumerate(lines, 1) if len(line) < LONG_LINE or " " in line)


_READERS: dict[str, Callable[[list[str]], Iterator[Cell]]] = {
    ".csv": _parted, ".tsv": _parted, ".jsonl": _objects, ".ndjson": _objects, ".sql": _statements, ".ipynb": _notebook,
}
