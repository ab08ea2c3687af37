"""The commands of a shell that the cells of a notebook run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.notebook.cells import Cell, Notebook

_SHELL_CELL = re.compile(r"%%(?:bash|sh|zsh|!|system|sx|script\s+(?:--\S+\s+)*(?:\S*/)?(?:ba|z)?sh)(?=\s|$)")
_COMMAND = re.compile(r"\s*(?:[\w., \[\]]{1,200}=\s*)?!{1,2}(?!=)\s*(?P<text>.+)")
_MAGIC = re.compile(r"\s*%(?P<name>pip|conda|mamba|uv|env|set_env|sx|system)\s+(?P<text>.+)")


def shell_lines(book: Notebook) -> list[tuple[Cell, list[tuple[str, int]]]]:
    """For each cell that runs any: its lines of shell, and the line of the file on which each is written."""
    found = ((cell, _of(cell)) for cell in book.cells if cell.code)
    return [(cell, lines) for cell, lines in found if lines]


def _of(cell: Cell) -> list[tuple[str, int]]:
    written = [line for line in cell.lines if line.text.strip()]
    if written and _SHELL_CELL.match(written[0].text):
        return [(line.text, line.at) for line in cell.lines if line is not written[0]]
    found: list[tuple[str, int]] = []
    continued = False
    for line in cell.lines:
        told = line.text if continued else _told(line.text)
        if told is not None:
            found.append((told, line.at))
        continued = told is not None and told.endswith("\\")
    return found


def _told(text: str) -> str | None:
    if found := _COMMAND.match(text):
        return found["text"]
    magic = _MAGIC.match(text)
    if magic is None:
        return None
    if magic["name"] in {"sx", "system"}:
        return magic["text"]
    if magic["name"] in {"env", "set_env"}:
        name, _, value = magic["text"].replace("=", " ", 1).partition(" ")
        return f"{name}={value.strip()}"
    return f"{magic['name']} {magic['text']}"
