"""Terraform's language cut into words: names, numbers, texts, marks and line ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from checks.documents.nodes import NotRead

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(
    r"(?P<blank>[ \t\r\ufeff]+|#[^\n]*|//[^\n]*)|(?P<comment>/\*)|(?P<end>\n)|(?P<number>\d[\d.]*(?:[eE][+-]?\d+)?)|(?P<name>[^\W\d][\w-]*)"
    r"|(?P<heredoc><<-?(?P<until>[^\W\d][\w-]*)[ \t]*\r?\n)|(?P<text>\")|(?P<mark>\.\.\.|[=!<>]=|=>|&&|\|\||.)",
    re.DOTALL,
)
# Where something happens inside of a text: an escape, its end, the beginning of an expression; and inside of an expression.
_IN_TEXT = re.compile(r"\\.|\"|\$\$\{|%%\{|[$%]\{|\n", re.DOTALL)
_IN_EXPRESSION = re.compile(r"[{}\"]")
MAX_NESTED = 60
# Several times the largest files known to us; cutting that many takes about a second.
MAX_WORDS = 300_000


class Kind(Enum):
    """What a word is."""

    NAME = "name"
    NUMBER = "number"
    TEXT = "text"
    MARK = "mark"
    END = "end"


@dataclass(frozen=True, slots=True)
class Word:
    """One word and its line, from 1. A text is without its quotes; expressions in it stand as they are written."""

    kind: Kind
    text: str
    line: int


def words(source: str) -> Iterator[Word]:
    """The words of a file, the last of them an END. Raises `NotRead`."""
    place, line, count = 0, 1, 0
    while place < len(source):
        count += 1
        if count > MAX_WORDS:
            raise NotRead(f"it has more than {MAX_WORDS:,} words")
        match = _WORD.match(source, place)
        if match is None:
            raise NotRead(f"line {line} cannot be read")
        begin, place = place, match.end()
        if match.lastgroup == "comment":
            place = _after(source, "*/", place, line)
        elif match["until"]:
            close = re.compile(rf"^[ \t]*{re.escape(match['until'])}[ \t]*\r?$", re.MULTILINE).search(source, place)
            if close is None:
                raise NotRead(f"the text that begins on line {line} has no end")
            yield Word(Kind.TEXT, source[place : close.start()], line)
            place = close.end()
        elif match.lastgroup == "text":
            place = _text_end(source, place, line)
            yield Word(Kind.TEXT, source[begin + 1 : place - 1], line)
        elif match.lastgroup != "blank":
            yield Word(Kind(match.lastgroup), match[0], line)
        line += source.count("\n", begin, place)
    yield Word(Kind.END, "\n", line)


def _after(source: str, wanted: str, place: int, line: int) -> int:
    found = source.find(wanted, place)
    if found < 0:
        raise NotRead(f"the comment that begins on line {line} has no end")
    return found + len(wanted)


def _text_end(source: str, place: int, line: int) -> int:
    """The place behind the quote that ends the text: texts hold expressions, and those hold texts."""
    # What we are in: texts, and the braces of expressions.
    inside = ['"']
    while inside:
        if len(inside) > MAX_NESTED:
            raise NotRead(f"line {line} is nested deeper than {MAX_NESTED} levels")
        match = (_IN_TEXT if inside[-1] == '"' else _IN_EXPRESSION).search(source, place)
        if match is None or match[0] == "\n":
            raise NotRead(f"the text that begins on line {line} has no end")
        place = match.end()
        if inside[-1] == '"':
            if match[0] == '"':
                inside.pop()
            elif match[0] in {"${", "%{"}:
                inside.append("{")
        elif match[0] == "}":
            inside.pop()
        else:
            inside.append(match[0])
    return place
