"""The code of a notebook as one Python text, in the order of its cells, that knows where each of its lines is written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from checks.core.place import Span
from checks.notebook.cells import notebook
from checks.notebook.magics import plain

SUFFIX = ".ipynb"
_PYTHON = frozenset({"python", "python2", "python3", "ipython", "sage", "pyspark", "xpython"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line of the text comes from: a line of the file, and of a cell; all from 1."""

    at: int
    cell: int
    line: int

    def __str__(self) -> str:
        """As people count in a notebook."""
        return f"cell {self.cell}, line {self.line}"


@dataclass(frozen=True, slots=True)
class PythonText:
    """The text and the place of each line. `gaps` say which cells are not in it; `language`: which one it is written in instead."""

    content: bytes
    places: tuple[Place, ...]
    gaps: tuple[str, ...] = ()
    language: str = ""

    def place(self, line: int) -> Place:
        """Where that line of the text is written; a text without lines has one all the same."""
        return self.places[min(line, len(self.places)) - 1] if self.places else Place(1, 1, 1)

    def span(self, told: Span) -> Span:
        """The lines of the file for lines of the text: those of the cell in which they end, when they are of several."""
        last = self.place(told.last)
        own = [place.at for place in map(self.place, told.lines) if place.cell == last.cell]
        return Span(min(own), max(own))


@lru_cache(maxsize=4)
def python_text(raw: bytes) -> PythonText:
    """The code of the notebook in these bytes. Raises `checks.documents.nodes.NotRead`."""
    book = notebook(raw)
    lines: list[str] = []
    places: list[Place] = []
    gaps: list[str] = []
    for cell in (cell for cell in book.cells if cell.code):
        told = plain([line.text for line in cell.lines])
        if told is None:
            gaps.append(f"cell {cell.number} ends within a string or a bracket")
            continue
        lines += told
        places += (Place(line.at, cell.number, number) for number, line in enumerate(cell.lines, start=1))
    content = "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
    return PythonText(content, tuple(places), tuple(gaps), "" if book.language in _PYTHON else book.language)
