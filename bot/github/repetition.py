"""Doing something exactly once although answers get lost: look whether it happened before trying again."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from bot.github.answer import AnswerLost

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
TRIES = 3
# What was written shows up in lists a moment later.
SETTLING = 1.0


def until_known(attempt: Callable[[], T], found: Callable[[], T | None], sleep: Callable[[float], None], tries: int = TRIES) -> T:
    """The attempt's result, or what `found` sees of it after its answer was lost. Raises `AnswerLost` after the last loss."""
    try:
        return attempt()
    except AnswerLost:
        sleep(SETTLING)
        seen = found()
        if seen is not None:
            return seen
        if tries == 1:
            raise
    return until_known(attempt, found, sleep, tries - 1)
