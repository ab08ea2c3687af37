"""Whether the pattern engine can read a file's bytes as the language itself does. It says nothing when it cannot."""

from __future__ import annotations

import codecs
import re
from array import array
from dataclasses import dataclass, field

# PEP 263: the first two lines may name an encoding. These map every byte to a character, as the engine does.
_ONE_BYTE = rb"(?:latin-?1|iso-?8859-?15?|l1|cp1252|windows-1252)"
_DECLARED = re.compile(rb"\A(?:[^\n]*\n)?[ \t\f]*#[^\n]*?coding[:=][ \t]*" + _ONE_BYTE + rb"\b", re.IGNORECASE)
# Python and JavaScript end a line, and with it a comment, at a lone carriage return; the engine reads on.
_BARE_RETURN = re.compile(rb"\r(?!\n)")


def why_unreadable(content: bytes) -> str | None:
    """Why the engine would miss code in these bytes; None when it reads them rightly."""
    if b"\0" in content:
        return "it holds NUL bytes (UTF-16 or binary), which the pattern engine cannot read"
    if _BARE_RETURN.search(content):
        return "it ends lines with bare carriage returns, which the pattern engine takes for one long line"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return None if _DECLARED.match(content) else "it is not valid UTF-8 and declares no encoding that the pattern engine reads"
    return None


def without_mark(content: bytes) -> bytes:
    """The bytes without a byte order mark: the engine would take it for part of the first word and miss that statement."""
    return content.removeprefix(codecs.BOM_UTF8)


@dataclass(slots=True)
class SourceText:
    """A file's bytes, whose lines are looked for once however many places in it are asked about. Lines count from 1."""

    content: bytes
    lines: int = field(init=False)
    _starts: array[int] = field(init=False, default_factory=lambda: array("Q"))

    def __post_init__(self) -> None:
        self.lines = self.content.count(b"\n") + 1

    def character_column(self, line: int, byte_column: int) -> int:
        """The engine counts bytes and never saw the mark; people, editors and GitHub count characters. Both from 1."""
        mark = len(codecs.BOM_UTF8) if line == 1 and self.content.startswith(codecs.BOM_UTF8) else 0
        if not self._starts:
            self._starts.append(0)
            self._starts.extend(end.end() for end in re.finditer(b"\n", self.content))
        start = self._starts[line - 1]
        return len(self.content[start : start + mark + byte_column - 1].decode("utf-8", "replace")) + 1
