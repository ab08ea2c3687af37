"""Who asks for a job just as it ends is told too, unless the work goes on."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from bot.intake.job import Job
from bot.jobs.latecomers import Latecomers
from bot.jobs.names import Attempt
from bot.jobs.standing import DONE, FAILED, Standing
from tests.jobs.conftest import job


@dataclass
class KnownEnds:
    """A queue that knows how each attempt stands; it fails for those it does not know."""

    known: dict[str, Standing] = field(default_factory=dict)

    def mark(self, asked: Job, status: str, ending: str = "") -> None:
        self.known[asked.key] = Standing(1, Attempt(asked.key), status, ending, "d1")

    def last(self, asked: Job) -> Standing | None:
        return self.known[asked.key]


def test_what_the_queue_has_marked_as_done_is_told_once_more() -> None:
    queue, told = KnownEnds(), list[Job]()
    latecomers = Latecomers(queue, told.append)
    latecomers.after(job())

    queue.mark(job(), "PENDING")
    latecomers.tell()
    before = list(told)
    queue.mark(job(), "SUCCESS", DONE)
    latecomers.tell()
    latecomers.tell()

    assert (before, told) == ([], [job()])


def test_a_failure_is_not_called_done() -> None:
    queue, told = KnownEnds(), list[Job]()
    latecomers = Latecomers(queue, told.append)
    latecomers.after(job())

    queue.mark(job(), "SUCCESS", FAILED)
    latecomers.tell()

    assert told == []


def test_a_database_that_is_away_loses_nobody() -> None:
    queue, told = KnownEnds(), list[Job]()
    latecomers = Latecomers(queue, told.append)
    for number in (1, 2, 3):
        latecomers.after(job(number))
    queue.mark(job(3), "SUCCESS", DONE)

    with pytest.raises(KeyError):
        latecomers.tell()
    for number in (1, 2):
        queue.mark(job(number), "SUCCESS", DONE)
    latecomers.tell()

    assert {each.number for each in told} == {1, 2, 3}
