"""Whether a name is easily taken for a popular one, and in which way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from checks.package_name.nearby import allowed
from checks.package_name.popular import LISTED, canonical, core, popular
from checks.package_name.spelling import bare, folded, within

if TYPE_CHECKING:
    from checks.package_name.popular import Popular

# A shorter core, such as `x` in `x-python`, is no name that anybody could be after.
_SHORTEST_CORE = 4
# From these lengths on, a letter more or less, or a mistaken one, tells a slip where the words around are equal.
_SHORTEST_WORD, _FAMILY = 3, 4


class Manner(Enum):
    """How the two differ, in the words of the message."""

    PARTED = "differs from it only in how its words are parted"
    LETTERS = "looks like it, with letters or digits that are easily taken for others"
    SCOPE = "has a scope that is easily taken for its"
    UNSCOPED = "runs its scope and its name together"
    SLIP = "is one slip of the hand away from it"
    SLIPS = "is two slips of the hand away from it"
    WORDS = "holds the same words in another order"
    AFFIX = "differs from it only by a word such as `python`, `js` or `ai`"

    @property
    def telling(self) -> bool:
        """Whether somebody hardly comes by such a name without thinking of the other."""
        return self in {Manner.PARTED, Manner.LETTERS, Manner.SCOPE}


@dataclass(frozen=True, slots=True)
class Likeness:
    """The popular name that the other is taken for."""

    known: str
    manner: Manner


def listed(ecosystem: str, name: str) -> bool:
    """Whether it is popular itself."""
    return ecosystem in LISTED and canonical(ecosystem, name) in popular(ecosystem).names


def likeness(ecosystem: str, name: str) -> Likeness | None:
    """The nearest popular name of the ecosystem; None for a name that is popular itself or like no other, and without a list."""
    if ecosystem not in LISTED or listed(ecosystem, name):
        return None
    known, own = popular(ecosystem), canonical(ecosystem, name)
    return _of_scope(known, own) if own.startswith("@") else _of_letters(known, own) or _slip(known, own) or _of_words(known, own)


def _of_scope(known: Popular, own: str) -> Likeness | None:
    scope, _, rest = own.partition("/")
    if scope in known.scopes:
        return None
    near = (each for each in sorted(known.scopes) if f"{each}/{rest}" in known.names)
    alike = next((each for each in near if folded(each) == folded(scope) or within(bare(each), bare(scope), 1)), None)
    return Likeness(f"{alike}/{rest}", Manner.SCOPE) if alike and len(scope) >= _SHORTEST_CORE else None


def _of_letters(known: Popular, own: str) -> Likeness | None:
    if len(bare(own)) < _SHORTEST_CORE:
        return None
    if same := known.by_bare.get(bare(own)):
        return Likeness(same, Manner.UNSCOPED if same.startswith("@") else Manner.PARTED)
    same = known.by_fold.get(folded(own))
    return Likeness(same, Manner.LETTERS) if same and not same.startswith("@") else None


def _slip(known: Popular, own: str) -> Likeness | None:
    for word, slips in known.nearby.near(bare(own)):
        other = known.by_bare[word]
        one, two = _apart(own, other)
        if slips <= allowed(min(one, two, key=len)) or (slips == 1 and _within_a_family(own, one, two)):
            return Likeness(other, Manner.SLIP if slips == 1 else Manner.SLIPS)
    return None


def _within_a_family(own: str, one: str, two: str) -> bool:
    """Three letters beside equal words, as in `pytest-cov`, with one of them another are another word; a letter more or less is a slip."""
    mistaken = len(one) == len(two) < _FAMILY and sorted(one) != sorted(two)
    return min(len(one), len(two)) >= _SHORTEST_WORD and one != own and not mistaken


def _apart(own: str, other: str) -> tuple[str, str]:
    """What is left of both without the words that they share at their ends."""
    one, two = re.split(r"[-_.]", own), re.split(r"[-_.]", other)
    while len(one) > 1 and len(two) > 1 and one[0] == two[0]:
        del one[0], two[0]
    while len(one) > 1 and len(two) > 1 and one[-1] == two[-1]:
        del one[-1], two[-1]
    return "".join(one), "".join(two)


def _of_words(known: Popular, own: str) -> Likeness | None:
    left = core(own)
    if len(left) < _SHORTEST_CORE:
        return None
    same = known.by_core.get(left)
    if same and sorted(re.split(r"[-_.]", own)) == sorted(re.split(r"[-_.]", same)):
        return Likeness(same, Manner.WORDS)
    plain = known.by_bare.get(left, "") if left != bare(own) else same
    return Likeness(plain, Manner.AFFIX) if plain and not plain.startswith("@") else None
