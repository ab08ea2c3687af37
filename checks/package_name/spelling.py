"""How names are compared: what the eye does not tell apart, and how many slips of the hand lie between two."""

from __future__ import annotations

import re
import unicodedata

_LATIN = re.compile(r"[A-Za-z]")
# Pairs that look alike in the typefaces of editors and terminals; both sides of a comparison go through it.
_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "3": "e", "5": "s", "7": "t"})

# Latin letters of other alphabets that stand for an ordinary one.
_ORDINARY_LOOKING = frozenset("\u0131\u0251\u0261\u0269")


def bare(name: str) -> str:
    """Without case and without what only parts its words."""
    return re.sub(r"[-_.@/]+", "", name).lower()


def folded(name: str) -> str:
    """The bare name with one letter for each group that looks alike."""
    return bare(name).replace("rn", "m").replace("vv", "w").translate(_ALIKE)


def disguised(name: str) -> tuple[str, ...]:
    """The Unicode names of characters that hide in a name of Latin letters: invisible, or of another script."""
    strange = [each for each in name if not each.isascii() and _strange(each)]
    hidden = any(unicodedata.category(each) in {"Cf", "Mn"} for each in strange)
    alone = not hidden and not _LATIN.search(name)
    return () if alone else tuple(dict.fromkeys(unicodedata.name(each, f"U+{ord(each):04X}") for each in strange))


def _strange(character: str) -> bool:
    named = unicodedata.name(character, "")
    return unicodedata.category(character) in {"Cf", "Mn"} or (
        character.isalnum() and (character in _ORDINARY_LOOKING or not named.startswith(("LATIN SMALL LETTER", "LATIN CAPITAL LETTER")))
    )


def within(one: str, other: str, limit: int) -> bool:
    """Whether at most `limit` letters were added, lost, mistaken or swapped with their neighbour (each place touched once)."""
    if abs(len(one) - len(other)) > limit:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [at]
        for to, its in enumerate(other, start=1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != its))
            if at > 1 and to > 1 and letter == other[to - 2] and its == one[at - 2]:
                cost = min(cost, earlier[to - 2] + 1)
            row.append(cost)
        if min(row) > limit and min(before) > limit:
            return False
    return row[-1] <= limit
