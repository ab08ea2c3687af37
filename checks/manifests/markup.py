"""XML manifests: elements with the lines on which they stand; documents that declare types or entities are refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

from checks.core.place import Span
from checks.manifests.manifest import Unparsable, decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 100
MAX_ELEMENTS = 500_000
# The parser counts these as ends of lines, which nobody who shows the file does.
_LONE_RETURN = re.compile(r"\r(?!\n)")


@dataclass(slots=True)
class Element:
    """A name without its prefix, the text directly inside, and the line on which the tag begins."""

    name: str
    line: int
    attributes: dict[str, str]
    texts: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Without the blanks around it."""
        return "".join(self.texts).strip()

    @property
    def span(self) -> Span:
        """The line on which the text begins."""
        blank = re.match(r"\s*", "".join(self.texts))
        line = self.line + (blank.group().count("\n") if blank and self.text and not self.children else 0)
        return Span(line, line)

    def all(self, *names: str) -> Iterator[Element]:
        """What lies below, one name for each level."""
        found = [self]
        for name in names:
            found = [child for each in found for child in each.children if child.name == name]
        yield from found

    def first(self, *names: str) -> Element | None:
        """The first of them."""
        return next(self.all(*names), None)

    def word(self, *names: str) -> str:
        """The first one's text; empty where there is none."""
        found = self.first(*names)
        return found.text if found else ""


def root(raw: bytes) -> Element:
    """The document's element. Raises `Unparsable`."""
    text = _LONE_RETURN.sub(" ", decoded(raw))
    builder = _Builder()
    try:
        builder.parser.Parse(text, True)  # noqa: FBT003 - the parser takes its arguments by place
    except (expat.ExpatError, UnicodeEncodeError) as error:
        raise Unparsable(f"not XML: {error}") from error
    if builder.root is None:
        raise Unparsable("not XML: it holds no element")
    return builder.root


class _Builder:
    """Hangs each element below the one that is open."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self._count = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = _refuse
        self.parser.EntityDeclHandler = _refuse

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS:
            raise Unparsable(f"more than {MAX_ELEMENTS} elements")
        if len(self._open) >= MAX_DEPTH:
            raise Unparsable(f"elements more than {MAX_DEPTH} deep")
        element = Element(name.rpartition(":")[2], self.parser.CurrentLineNumber, attributes)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].texts.append(text)


def _refuse(*_: object) -> NoReturn:
    raise Unparsable("it declares a document type, which no manifest needs")
