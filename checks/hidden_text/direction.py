"""Controls of direction that make a line look like another one than programs read."""

from __future__ import annotations

import re

CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
# What opens and closes strings and comments: text that is moved across it changes what is code.
_BOUNDARY = re.compile(r"[\"'`#]|//|/\*|\*/|--")
_OVERRIDES, _EMBEDDINGS, _ISOLATES = "\u202d\u202e", "\u202a\u202b\u202d\u202e", "\u2066\u2067\u2068"
_TURNS = "\u202b\u2067"
# Nobody nests direction this deep by hand; the algorithm of Unicode itself stops at 125.
MAX_DEPTH = 12


def reorders(line: str, *, code: bool) -> bool:
    """Whether its controls override, stay open, close nothing, turn what is not written from the right, or in code cross a boundary."""
    open_: list[tuple[str, int]] = []
    for found in CONTROLS.finditer(line):
        char = found[0]
        if char in _OVERRIDES or len(open_) > MAX_DEPTH:
            return True
        if char in _EMBEDDINGS or char in _ISOLATES:
            open_.append((char, found.start()))
            continue
        if not open_ or (open_[-1][0] in _ISOLATES) is not (char == "\u2069"):
            return True
        opener, start = open_.pop()
        turned = opener in _TURNS and not _RIGHT_TO_LEFT.search(line, start, found.start())
        if turned or (code and _BOUNDARY.search(line, start, found.start())):
            return True
    return bool(open_)
