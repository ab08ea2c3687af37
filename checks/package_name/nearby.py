"""Finds the known words near a word without comparing it with all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.package_name.spelling import within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Words that share this beginning, but for the letters that may be lost, are compared in full.
_BEGINNING = 7
# One slip makes another word of many short ones; two do so of all but long ones.
_ONE_SLIP, _TWO_SLIPS = 5, 9


class Nearby:
    """An index over words by what remains of their beginnings when letters are lost."""

    def __init__(self, words: Iterable[str]) -> None:
        """Words too short for one slip are left out."""
        self._words = [(word, _letters(word)) for word in dict.fromkeys(words) if allowed(word)]
        self._by_rest: dict[str, list[int]] = {}
        for number, (word, _) in enumerate(self._words):
            for rest in _rests(word[:_BEGINNING], allowed(word)):
                self._by_rest.setdefault(rest, []).append(number)

    def near(self, word: str) -> Iterator[tuple[str, int]]:
        """The known words within the slips that its length allows, those with one first; with the number of slips."""
        most = allowed(word)
        candidates = list(self._candidates(word, most)) if most else []
        once = [known for known in candidates if within(word, known, 1)]
        yield from ((known, 1) for known in once)
        if most > 1:
            rest = (known for known in candidates if known not in once and known[0] == word[0] and allowed(known) > 1)
            yield from ((known, 2) for known in rest if within(word, known, 2))

    def _candidates(self, word: str, most: int) -> Iterator[str]:
        numbers = {number for rest in _rests(word[:_BEGINNING], most) for number in self._by_rest.get(rest, ())}
        own = _letters(word)
        for number in sorted(numbers):
            known, letters = self._words[number]
            if abs(len(known) - len(word)) <= most and (own ^ letters).bit_count() <= 2 * most:
                yield known


def allowed(word: str) -> int:
    """How many slips may lie between this word and another."""
    return (len(word) >= _ONE_SLIP) + (len(word) >= _TWO_SLIPS)


def _letters(word: str) -> int:
    found = 0
    for each in word:
        found |= 1 << (ord(each) & 63)
    return found


def _rests(beginning: str, lost: int) -> set[str]:
    found = last = {beginning}
    for _ in range(lost):
        last = {word[:at] + word[at + 1 :] for word in last for at in range(len(word))}
        found = found | last
    return found
