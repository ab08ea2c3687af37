"""What invisible characters say when they are read as the data they carry."""

from __future__ import annotations

import re

# More of a hidden text than this need not be shown to be believed.
MAX_SHOWN = 160
# Tags may be written as escapes, too: what reads the string sees the character.
ESCAPED_TAGS = re.compile(
    r"(?:\\udb40\\udc[0-7][0-9a-f]){4,}|(?:\\u\{0{0,2}e00[0-7][0-9a-f]\}){4,}|(?:\\U000e00[0-7][0-9a-f]){4,}|(?:&#xe00[0-7][0-9a-f];){4,}",
    re.IGNORECASE,
)
# What the tags of a flag read.
DRAWN = frozenset({"gbeng·", "gbsct·", "gbwls·"})
_TWO_DIGITS = re.compile(r"dc([0-7][0-9a-f])|e00([0-7][0-9a-f])", re.IGNORECASE)


def of_tags(text: str) -> str:
    """The ASCII that tag characters mirror."""
    return shown("".join(chr(ord(char) - 0xE0000) for char in text if "\U000e0020" <= char <= "\U000e007e"))


def of_escapes(text: str) -> str:
    """The ASCII that escaped tag characters mirror."""
    return shown("".join(chr(int(found[1] or found[2], 16)) for found in _TWO_DIGITS.finditer(text)))


def of_selectors(text: str) -> str:
    """The text whose bytes variation selectors number: the first sixteen, then the others."""
    values = bytes(_number(char) for char in text)
    return shown(values.decode("utf-8", "replace"))


def _number(char: str) -> int:
    return ord(char) - 0xFE00 if char <= "\ufe0f" else ord(char) - 0xE0100 + 16


def shown(text: str) -> str:
    """The text with what cannot be printed replaced, cut, and without what would end a code span."""
    told = "".join(char if char.isprintable() and char != "\ufffd" else "·" for char in text[:MAX_SHOWN]).replace("`", "'")
    return told + ("…" if len(text) > MAX_SHOWN else "")
