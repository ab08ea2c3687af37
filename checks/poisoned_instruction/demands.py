"""What a passage demands of whoever obeys it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from checks.poisoned_instruction import words
from checks.poisoned_instruction.stance import demanded, introduced

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from checks.poisoned_instruction.passages import Passage


class Act(Enum):
    """One kind of demand."""

    TAKE = "to read what nobody but its owner should hold"
    SEND = "to send it out"
    OVERRIDE = "to set other instructions aside"
    RUN = "to run what is downloaded at that moment"


@dataclass(frozen=True, slots=True)
class Demand:
    """An act, the line it stands on, and whether what it is about is plainly secret."""

    act: Act
    line: int
    strong: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """What one passage demands; `untold`: people are not to know of it; `unshown`: something is not to be shown to them."""

    passage: Passage
    demands: tuple[Demand, ...]
    untold: bool
    unshown: bool


def read(passage: Passage) -> Reading:
    """The passage's demands, with those that only two of its sentences make together."""
    sentences = [*passage.sentences()]
    text = " ".join(sentence for _, sentence in sentences)
    told = [] if introduced(passage.lead) else [demand for line, sentence in sentences for demand in _of(line, sentence)]
    taken = next((demand for demand in told if demand.act is Act.TAKE and demand.strong), None)
    if taken and not any(demand.act is Act.SEND for demand in told):
        sent = next((line for line, sentence in sentences if _sends_it(sentence)), None)
        told += [Demand(Act.SEND, sent)] if sent else []
    return Reading(passage, tuple(told), words.UNTOLD.search(text) is not None, words.UNSHOWN.search(text) is not None)


def _of(line: int, sentence: str) -> Iterator[Demand]:
    for act, pattern in ((Act.OVERRIDE, words.OVERRIDE), (Act.RUN, words.FETCH_RUN), (Act.SEND, words.DIVERTED)):
        if _any_demanded(pattern, sentence):
            yield Demand(act, line)
    strong = words.STRONG.search(sentence)
    target = strong or words.WEAK.search(sentence)
    if target is None:
        return
    carried = strong and not words.ORDINARY.match(strong[0]) and words.CARRIED.search(sentence, strong.end())
    outside = words.OUTSIDE.search(sentence) and (strong or not words.USED.search(sentence))
    embedded = strong is not None and _any_demanded(words.EMBEDDED, sentence)
    if embedded or ((outside or carried) and _any_demanded(words.OUT, sentence)):
        yield Demand(Act.SEND, line, strong=strong is not None)
    elif _any_demanded(words.TAKE, sentence, target.start()):
        yield Demand(Act.TAKE, line, strong=strong is not None)


def _sends_it(sentence: str) -> bool:
    """Whether it sends something that the sentence before it named."""
    carried = words.OUTSIDE.search(sentence) or words.CARRIED.search(sentence)
    return bool(carried and words.REFERRED.search(sentence)) and _any_demanded(words.OUT, sentence)


def _any_demanded(pattern: re.Pattern[str], sentence: str, end: int | None = None) -> bool:
    return any(demanded(sentence, found.start()) for found in pattern.finditer(sentence, 0, len(sentence) if end is None else end))
