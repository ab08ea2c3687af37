"""A text as passages: lines that belong together, where people see them or do not, and what introduces them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checks.poisoned_instruction.normal import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Sentences that are not ended are ended here: nothing is looked for over a greater distance.
MAX_SENTENCE = 1_200
_MAX_LINES = 30
_COMMENT = re.compile(r"^\s*\[(?://|comment|_)\]:\s*(?:#|<>)", re.IGNORECASE)
_STYLED = re.compile(
    r"display:\s{0,3}none|visibility:\s{0,3}hidden|font-size:\s{0,3}0|opacity:\s{0,3}0|color:\s{0,3}(?:white|#fff)|<[a-z]{1,10}\s+hidden\b"
)
_END = re.compile(r"(?<=[.!?;])\s+|\n(?=\s*(?:[-*+]|\d{1,3}[.)]|#{1,6}|\|)\s)|\n\s*(?:```|~~~)")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_ITEM = re.compile(r"^\s*(?:[-*+>|]|\d{1,3}[.)]|```|~~~)")


@dataclass(slots=True)
class Passage:
    """Lines in normal form, from line `first` on. `hidden`: in a comment or styled away. `lead`: the line that introduces them."""

    first: int
    comment: bool
    hidden: bool
    lead: str = ""
    lines: list[str] = field(default_factory=list)

    def takes(self, text: str, *, comment: bool) -> bool:
        """Whether the line belongs to it."""
        return bool(text.strip()) and comment is self.comment and len(self.lines) < _MAX_LINES

    def add(self, number: int, text: str) -> None:
        """A line, or a part of one, of which it has another part."""
        self.lines += [""] * (number - self.first + 1 - len(self.lines))
        self.lines[number - self.first] += f" {text}" if self.lines[number - self.first] else text
        self.hidden = self.hidden or _STYLED.search(text) is not None

    def sentences(self) -> Iterator[tuple[int, str]]:
        """Each with the line it begins on."""
        text = "\n".join(self.lines)
        start = 0
        for end in (*(found.start() for found in _END.finditer(text)), len(text)):
            while start < end:
                part = text[start : min(end, start + MAX_SENTENCE)]
                skipped = len(part) - len(part.lstrip())
                if part.strip():
                    yield self.first + text.count("\n", 0, start + skipped), " ".join(part.split())
                start += max(1, len(part))


def passages(lines: Iterable[str]) -> Iterator[Passage]:
    """In their order; a comment is a passage of its own, and so is a line that introduces a list or an example."""
    here: Passage | None = None
    lead = ""
    fenced = False
    for number, comment, text in _seen(lines):
        introduces = text.rstrip(" *_`").endswith(":") and not _ITEM.match(text)
        led = fenced or _ITEM.match(text) is not None or text[:1].isspace()
        if here and (not here.takes(text, comment=comment) or introduces or (here.lead and not led)):
            lead = lead if len(here.lines) < _MAX_LINES else ""
            yield here
            here = None
        fenced ^= _FENCE.match(text) is not None
        if not text.strip():
            continue
        lead = lead if led else ""
        here = here or Passage(number, comment, comment, lead)
        here.add(number, text)
        if introduces:
            yield here
            here, lead = None, text
    if here:
        yield here


def _seen(lines: Iterable[str]) -> Iterator[tuple[int, bool, str]]:
    """Each line's parts: its number, whether people do not see it, and the text."""
    inside = False
    for number, raw in enumerate(lines, start=1):
        line = normal(raw)
        if not inside and "<!--" not in line:
            yield number, _COMMENT.match(line) is not None, line
            continue
        rest = line
        while rest or inside:
            part, mark, rest = rest.partition("-->" if inside else "<!--")
            if part.strip():
                yield number, inside, part
            if not mark:
                break
            inside = not inside
