"""No faster than GitHub allows, and not at all while it asks for silence."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from bot.github.pace import Pace
from bot.review.ports import ForgeFailed


@dataclass
class Clock:
    now: float = 100.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_does_not_wait_without_a_reason() -> None:
    clock = Clock()
    pace = Pace(clock, clock.sleep)

    for _ in range(5):
        pace.admit(write=True)

    assert clock.slept == []


def test_keeps_the_configured_distance_between_writes_but_not_between_reads() -> None:
    clock = Clock()
    pace = Pace(clock, clock.sleep, pause=0.5)

    for write in (True, False, True, False, False, True):
        pace.admit(write=write)

    assert clock.slept == [0.5, 0.5]


def test_a_clock_that_is_set_back_stops_nobody() -> None:
    clock = Clock()
    pace = Pace(clock, clock.sleep, pause=0.5)
    pace.admit(write=True)
    pace.complained(60)

    clock.now -= 3600
    pace.admit(write=True)

    assert sum(clock.slept) <= 10


def test_is_silent_for_as_long_as_github_asked_and_slower_afterwards() -> None:
    clock = Clock()
    pace = Pace(clock, clock.sleep)
    pace.complained(60)

    with pytest.raises(ForgeFailed, match="limits this installation") as refusal:
        pace.admit(write=False)
    clock.now += 61
    pace.admit(write=True)
    pace.admit(write=True)

    assert refusal.value.retry_after == 60
    assert clock.slept == [1.0]
