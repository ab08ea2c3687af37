"""Sweeps: one at a time, continued where they were cut."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.store.sweeps import Progress, Sweeps

if TYPE_CHECKING:
    from sqlalchemy import Engine

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_one_of_several_workers_has_the_turn_within_the_hour(engine: Engine) -> None:
    sweeps = Sweeps(engine)

    turns = [sweeps.claim("all", moment, HOUR) for moment in (NOW, NOW, NOW + HOUR / 2, NOW + HOUR, NOW + HOUR)]

    assert turns == [True, False, False, True, False]


def test_a_sweep_that_was_cut_goes_on_and_then_counts_from_its_own_beginning(engine: Engine) -> None:
    sweeps = Sweeps(engine)
    assert sweeps.begin("heads/7", NOW) == Progress(NOW, None, 0)
    sweeps.cut("heads/7", 55)

    later = sweeps.begin("heads/7", NOW + HOUR)
    assert later == Progress(NOW, None, 55)
    sweeps.complete("heads/7", later.began)

    assert sweeps.begin("heads/7", NOW + 2 * HOUR) == Progress(NOW + 2 * HOUR, NOW, 0)


def test_a_delivery_is_asked_for_a_limited_number_of_times(engine: Engine) -> None:
    sweeps = Sweeps(engine)

    asked = [sweeps.asked_again("guid", NOW, 3) for _ in range(5)]

    assert (asked, sweeps.times("guid"), sweeps.times("other")) == ([True, True, True, False, False], 3, 0)
    assert (sweeps.forget_before(NOW), sweeps.forget_before(NOW + HOUR)) == (0, 1)
