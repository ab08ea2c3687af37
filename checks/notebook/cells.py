"""A notebook's cells, each with the lines of its text and where those stand in the file."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from checks.documents.nodes import NotRead
from checks.notebook.places import lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checks.notebook.places import Path

# The largest that a repository's file may be; and nobody reads so many cells.
MAX_BYTES, MAX_CELLS = 10 << 20, 5_000
_TEXTS = frozenset({"markdown", "raw", "heading", "html"})
_KNOWN = frozenset({3, 4})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a cell's text, and the line of the file on which it is written."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `number` counts all of them from 1; `content` is what the file says of it, and `path` where it says so."""

    number: int
    code: bool
    at: int
    lines: tuple[Line, ...]
    content: Mapping[str, Any]
    path: Path


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook. `language`: what its cells are said to be written in, in lower case; `places`: the lines of its values."""

    cells: tuple[Cell, ...]
    language: str
    content: Mapping[str, Any]
    places: Mapping[Path, int] = field(repr=False)


def notebook(raw: bytes) -> Notebook:
    """The notebook in these bytes, of version 3 or 4. Raises `NotRead`."""
    if len(raw) > MAX_BYTES:
        raise NotRead(f"it is larger than {MAX_BYTES:,} bytes")
    try:
        text = raw.decode("utf-8-sig")
        places = lines(text)
        content = json.loads(text, object_pairs_hook=_only_once)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise NotRead("it is not the JSON of a notebook") from error
    if not isinstance(content, dict) or not ({"cells", "worksheets"} & content.keys()):
        raise NotRead("it is JSON, but no notebook")
    if content.get("nbformat") not in _KNOWN:
        raise NotRead("it is a notebook of a version that is not known; save it as version 4")
    cells = tuple(_cell(number, path, cell, places) for number, (path, cell) in enumerate(_cells(content), start=1))
    return Notebook(cells, _language(content), content, places)


def _only_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Which of two values under one name counts, programs do not agree on."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotRead("it names something twice, so that it can be read in two ways")
    return found


def _cells(content: Mapping[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every cell with its path; version 3 has them on worksheets."""
    sheets = content.get("worksheets", [])
    if not isinstance(sheets, list) or not all(isinstance(sheet, dict) for sheet in sheets):
        raise NotRead("its worksheets are not in the form of a notebook")
    holders = [((), content), *((("worksheets", index), sheet) for index, sheet in enumerate(sheets))]
    count = 0
    for path, holder in holders:
        cells = holder.get("cells", [])
        if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
            raise NotRead("its cells are not in the form of a notebook")
        count += len(cells)
        if count > MAX_CELLS:
            raise NotRead(f"it has more than {MAX_CELLS:,} cells")
        yield from (((*path, "cells", index), cell) for index, cell in enumerate(cells))


def _cell(number: int, path: Path, content: dict[str, Any], places: Mapping[Path, int]) -> Cell:
    name = "source" if "source" in content else "input"
    source = content.get(name, [])
    parts = [source] if isinstance(source, str) else source
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise NotRead(f"cell {number} has no text in the form of a notebook")
    at = places.get(path, 1)
    written = [places.get((*path, name) if isinstance(source, str) else (*path, name, index), at) for index in range(len(parts))]
    return Cell(number, content.get("cell_type") not in _TEXTS, at, tuple(_lines(parts, written)), content, path)


def _lines(parts: list[str], written: list[int]) -> Iterator[Line]:
    """The lines that the parts make together; each stands where its first part does."""
    begun, where = "", 0
    for part, at in zip(parts, written, strict=True):
        first, *further = part.split("\n")
        where = where if begun else at
        begun += first
        for piece in further:
            yield Line(begun.removesuffix("\r"), where)
            begun, where = piece, at
    if begun:
        yield Line(begun.removesuffix("\r"), where)


def _language(content: Mapping[str, Any]) -> str:
    about = content.get("metadata")
    about = about if isinstance(about, dict) else {}
    for holder, name in (("kernelspec", "language"), ("language_info", "name")):
        said = about.get(holder)
        if isinstance(said, dict) and isinstance(said.get(name), str):
            return str(said[name]).lower()
    return "python"
