"""Where characters that show nothing are a part of writing: emoji, joined scripts, variants of ideographs, right-to-left words."""

from __future__ import annotations

import re
from unicodedata import category

_EMOJI = re.compile(
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff]"
)
_AFTER_EMOJI = re.compile("[\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e007f]")
# Arabic to Sinhala, Thai, Lao, Tibetan, Burmese, Khmer, Mongolian, those of South-East Asia, and the Brahmic ones above the BMP.
_JOINED = re.compile(
    "[\u0600-\u060b\u060d-\u08ff\u0900-\u0eff\u0f00-\u109f\u1780-\u180a\u1820-\u18af\u1900-\u1cff\ua800-\ua9ff\uaa00-\uaaff\uabc0-\uabff"
    "\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00010fff\U00011000-\U00011fff\U0001e900-\U0001e95f]"
)
_UNSPACED = re.compile("[\u0e00-\u109f\u1780-\u17ff\u1900-\u1aaf\u3000-\u9fff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_HAN = re.compile("[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_HIEROGLYPH = re.compile("[\U00013000-\U0001345f]")
# Fillers complete syllables of their own script.
_FILLED = {
    **dict.fromkeys("\u115f\u1160", re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")),
    "\u3164": re.compile("[\u3131-\u3163\u3165-\u318e]"),
    "\uffa0": re.compile("[\uffa1-\uffdc]"),
    **dict.fromkeys("\u17b4\u17b5", re.compile("[\u1780-\u17ff]")),
    **dict.fromkeys("\u180b\u180c\u180d\u180e\u180f", re.compile("[\u1820-\u18af]")),
}
# The flags of England, Scotland and Wales are the only ones written with tags.
_LANDS = ("".join(chr(0xE0000 + ord(each)) for each in land) for land in ("gbeng", "gbsct", "gbwls"))
_FLAG = re.compile("\U0001f3f4(?:{})\U000e007f".format("|".join(_LANDS)))
# A joined emoji is followed by a tone, a form and a keycap at most.
_MOST_AFTER = 8


def flags(line: str) -> set[int]:
    """The columns of tags that draw a flag."""
    return {column for flag in _FLAG.finditer(line) for column in range(flag.start(), flag.end())}


def written_in(line: str, column: int) -> bool:
    """Whether the character is a part of how a script or an emoji is written where it stands."""
    char, before, after = line[column], line[column - 1 : column], line[column + 1 : column + 2]
    if char == "\u200d":
        return _between_emoji(line, column) or bool(_JOINED.match(before))
    if char == "\u200c":
        return bool(_JOINED.match(before))
    if char == "\u200b":
        return bool(_UNSPACED.match(before) or _UNSPACED.match(after))
    if char in _FILLED:
        return bool(_FILLED[char].match(before) or _FILLED[char].match(after))
    if char in "\u200e\u200f\u061c":
        return before != char and _RIGHT_TO_LEFT.search(line, max(0, column - 400), column + 400) is not None
    return _selects(char, before, after)


def _between_emoji(line: str, column: int) -> bool:
    start = column - 1
    while start > 0 and column - start < _MOST_AFTER and _AFTER_EMOJI.match(line[start]):
        start -= 1
    return start >= 0 and bool(_EMOJI.match(line[start]) and _EMOJI.match(line, column + 1))


def _selects(char: str, before: str, after: str) -> bool:
    """Whether a variation selector picks one of the forms that the character before it has."""
    if not before or before.isascii():
        return char == "\ufe0f" and after == "\u20e3" and before in set("0123456789#*")
    if char in "\ufe0e\ufe0f":
        return bool(_EMOJI.match(before)) or category(before)[0] == "S"
    if "\ufe00" <= char <= "\ufe02":
        return category(before) in {"Lo", "Sm", "So", "Po", "Ps", "Pe"} or bool(_HIEROGLYPH.match(before))
    if "\ufe03" <= char <= "\ufe0d":
        return bool(_HIEROGLYPH.match(before))
    return "\U000e0100" <= char <= "\U000e01ef" and bool(_HAN.match(before))
