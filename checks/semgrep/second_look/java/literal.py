"""What Java's literals are worth."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\(?:([0-3]?[0-7]{1,2})|(.))", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "s": " ", "\n": "", "0": "\0"}


def text(written: str) -> str:
    """The text between quotation marks. A block's margin is kept: nobody asks how wide it is."""
    inner = written.removeprefix('""').removesuffix('""')
    return _ESCAPE.sub(_plain, inner[1:-1])


def character(written: str) -> str:
    """The character between apostrophes."""
    return _ESCAPE.sub(_plain, written[1:-1])


def number(written: str) -> int | float | None:
    """None for what is not read, such as a hexadecimal fraction."""
    plain = written.replace("_", "")
    try:
        if plain[:2].lower() in {"0x", "0b"}:
            value = int(plain.rstrip("lL"), 0)
            # The highest bit is a sign, of an int or of a long.
            return value if value < 1 << 31 else None
        if plain.rstrip("lL").isdigit():
            digits = plain.rstrip("lL")
            return int(digits, 8) if len(digits) > 1 and digits[0] == "0" else int(digits)
        return float(plain.rstrip("fFdD"))
    except ValueError:
        return None


def _plain(escape: re.Match[str]) -> str:
    octal, letter = escape.groups()
    return chr(int(octal, 8)) if octal else _LETTERS.get(letter, letter)
