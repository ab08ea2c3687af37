"""The order of Maven's ComparableVersion, from the rules in Maven's version order specification.

Where Maven 3.8 itself goes in circles (`1.foo.2` < `1-alpha` < `1` < `1.foo.2`), the specification counts.
"""

from __future__ import annotations

import re
from functools import total_ordering
from itertools import zip_longest

from bot.advisories.versions.errors import BadVersion

MAX_LENGTH = 300

# An underscore is part of a word.
_TOKEN = re.compile(r"(\d+)|([^\d.\-]+)|([.\-])", re.ASCII)
_WEIGHTLESS = re.compile(r"(?:\s*[.\-](?:0+|ga|final|release))+$")
_RANK = {"alpha": 0, "beta": 1, "milestone": 2, "rc": 3, "snapshot": 4, "": 5, "sp": 6}
_SAME = {"cr": "rc", "ga": "", "final": "", "release": ""}
_SHORT = {"a": "alpha", "b": "beta", "m": "milestone"}
_RELEASE_RANK = 5

# (separator, is a number, number, qualifier)
_Item = tuple[str, bool, int, str]


@total_ordering
class Key:
    """A version cut into items. Padding depends on the other side, so that this order is no tuple's."""

    __slots__ = ("items",)

    def __init__(self, items: tuple[_Item, ...]) -> None:
        self.items = items

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and _compare(self.items, other.items) == 0

    def __lt__(self, other: Key) -> bool:
        return _compare(self.items, other.items) < 0

    def __hash__(self) -> int:
        return hash(tuple(_weight(item) for item in self.items))


def key(text: str) -> Key:
    """Sortable. Raises `BadVersion` for empty or excessive text; Maven itself accepts anything else."""
    return Key(_items(text))


def canonical(text: str) -> str:
    """Lower case, without what Maven ignores at the end; excessive text is compared as it stands."""
    lowered = text.strip().lower()
    return lowered if len(lowered) > MAX_LENGTH else _WEIGHTLESS.sub("", lowered)


def is_prerelease(text: str) -> bool:
    """Whether a qualifier sorts below the release. Raises `BadVersion`."""
    return any(not number and _RANK.get(word, _RELEASE_RANK) < _RELEASE_RANK for _, number, _, word in _items(text))


def release(text: str) -> tuple[int, ...]:
    """The leading numbers, behind a zero epoch. Raises `BadVersion`."""
    _items(text)
    leading = re.match(r"[vV]?(\d+(?:\.\d+)*)", text.strip(), re.ASCII)
    return (0, *(int(part) for part in leading.group(1).split("."))) if leading else (0,)


def _items(text: str) -> tuple[_Item, ...]:
    lowered = text.strip().lower()
    if not lowered or len(lowered) > MAX_LENGTH:
        raise BadVersion(f"not a Maven version: {text[:80]!r}")
    return tuple(_trimmed(_split(lowered)))


def _split(text: str) -> list[_Item]:
    """A change between digits and letters separates like a hyphen; an empty place is a zero."""
    items: list[_Item] = []
    separator, waiting = "", True
    for digits, word, mark in _TOKEN.findall(text):
        if mark:
            if waiting:
                items.append((separator, True, 0, ""))
            separator, waiting = ("." if mark == "." else "-"), True
            continue
        if not waiting:
            separator = "-"
        items.append((separator, True, int(digits), "") if digits else (separator, False, 0, word))
        waiting = False
    if waiting:
        items.append((separator, True, 0, ""))
    return _qualified(items)


def _qualified(items: list[_Item]) -> list[_Item]:
    """Short names count only when a number is joined to them (`1.0-a1`); synonyms become one word."""
    named: list[_Item] = []
    for place, (separator, number, value, word) in enumerate(items):
        following = items[place + 1] if place + 1 < len(items) else None
        joined = following is not None and following[1] and following[0] == "-"
        full = _SHORT.get(word, word) if joined else word
        named.append((separator, number, value, _SAME.get(full, full)))
    return named


def _trimmed(items: list[_Item]) -> list[_Item]:
    """Zeros and release qualifiers weigh nothing at the end, before a hyphen, and before a qualifier."""
    kept: list[_Item] = []
    for item in items:
        if item[0] == "-" or not item[1]:
            _drop_empty(kept)
        kept.append(item)
    _drop_empty(kept)
    return kept


def _drop_empty(items: list[_Item]) -> None:
    while len(items) > 1 and _is_empty(items[-1]):
        items.pop()


def _is_empty(item: _Item) -> bool:
    return item[1:] in {(True, 0, ""), (False, 0, "")}


def _compare(left: tuple[_Item, ...], right: tuple[_Item, ...]) -> int:
    for mine, theirs in zip_longest(left, right):
        ours = _weight(mine if mine is not None else _padding(theirs))
        others = _weight(theirs if theirs is not None else _padding(mine))
        if ours != others:
            return -1 if ours < others else 1
    return 0


def _padding(other: _Item) -> _Item:
    separator, number, _, _ = other
    return (separator, number, 0, "")


def _weight(item: _Item) -> tuple[int, int, str]:
    """`.qualifier` = `-qualifier` < `-number` < `.number`; known qualifiers by rank, unknown ones behind them by name."""
    separator, number, value, word = item
    if number:
        return (2 if separator != "-" else 1, value, "")
    return (0, _RANK.get(word, len(_RANK)), "" if word in _RANK else word)
