"""Text as a model takes it: one form of each letter, nothing invisible, lower case."""

from __future__ import annotations

import re
from unicodedata import normalize

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U000e0080-\U000e01ef]"
)
# Cyrillic and Greek letters that look like Latin ones.
_LOOK_ALIKE = str.maketrans("асԁеһіјӏорԛѕԝхуυνοαρτικγ", "acdehijlopqswxyuvoaptiky")
_TAGS = re.compile("[\U000e0020-\U000e007e]")


def normal(line: str) -> str:
    """The line in lower case; tags read as the ASCII that they mirror."""
    if line.isascii():
        return line.lower()
    spelled = _TAGS.sub(lambda tag: chr(ord(tag[0]) - 0xE0000), line)
    return _INVISIBLE.sub("", normalize("NFKC", spelled)).lower().translate(_LOOK_ALIKE).replace("\u2019", "'").replace("\u2018", "'")
