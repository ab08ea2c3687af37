"""Cells that readers do not see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.notebook.cells import Cell

_TAGS = frozenset({"hide-input", "hide_input", "remove-input", "remove_input", "remove-cell", "hide-cell", "hide_cell"})
_RUNS = re.compile(r"\b(?:exec|eval|compile|__import__)\s*\(|\b(?:(?:marshal|pickle|dill)\.loads|os\.system|subprocess\.\w+)\s*\(")
_UNREADABLE = re.compile(
    r"\bb(?:64|32|85|16)decode\b|\bfromhex\b|\bunhexlify\b|\bdecompress\b|\brot_?13\b|\bcodecs\.decode\b"
    r"|\burlopen\b|\burlretrieve\b|\brequests\.(?:get|post)\b|\bhttpx\.(?:get|post)\b|(?:\\x[0-9a-f]{2}){20}|(?:chr\(\d+\)\s*\+\s*){8}",
    re.IGNORECASE,
)


def is_hidden(cell: Cell) -> bool:
    """Whether a notebook shows the cell without its code."""
    about = cell.content.get("metadata")
    if not isinstance(about, dict):
        return False
    jupyter, tags = about.get("jupyter"), about.get("tags")
    tagged = isinstance(tags, list) and bool(_TAGS.intersection(tag for tag in tags if isinstance(tag, str)))
    source = isinstance(jupyter, dict) and jupyter.get("source_hidden") is True
    return source or tagged or about.get("hide_input") is True or about.get("cellView") == "form" or about.get("inputHidden") is True


def runs_what_cannot_be_read(cell: Cell) -> int | None:
    """The line of the file on which it does."""
    text = "\n".join(line.text for line in cell.lines)
    if not _UNREADABLE.search(text):
        return None
    return next((line.at for line in cell.lines if _RUNS.search(line.text)), None)
