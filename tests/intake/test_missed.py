"""What counts as missed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.intake.job import Reason
from bot.intake.missed import Attempt, Stood, swept, unanswered, undelivered

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def attempt(number: int, guid: str, *, arrived: bool = False) -> Attempt:
    return Attempt(number, guid, NOW + timedelta(minutes=number), arrived)


def test_what_arrived_at_any_time_is_not_missed() -> None:
    attempts = [attempt(3, "a"), attempt(2, "a", arrived=True), attempt(1, "a")]

    assert undelivered(attempts) == []


def test_each_missed_delivery_counts_once_by_its_newest_attempt_and_the_oldest_comes_first() -> None:
    attempts = [attempt(9, "b"), attempt(8, "c", arrived=True), attempt(7, "a"), attempt(3, "b"), attempt(1, "a")]

    assert [(one.id, one.guid) for one in undelivered(attempts)] == [(7, "a"), (9, "b")]


@pytest.mark.parametrize(
    ("checks", "waits"),
    [
        ([], True),
        ([Stood(completed=False, conclusion="")], True),
        ([Stood(completed=False, conclusion=""), Stood(completed=True, conclusion="success")], True),
        ([Stood(completed=True, conclusion="success"), Stood(completed=False, conclusion="")], False),
        ([Stood(completed=True, conclusion="failure")], False),
        ([Stood(completed=True, conclusion="cancelled"), Stood(completed=True, conclusion="success")], True),
    ],
)
def test_a_head_waits_until_its_newest_check_has_a_verdict(checks: list[Stood], waits: bool) -> None:  # noqa: FBT001 - the expected answer
    assert unanswered(checks) is waits


def test_a_swept_head_is_a_job_of_its_own_that_supersedes_nothing() -> None:
    job = swept(7, 99, ("octo/shop", 3, "a" * 40), NOW)

    assert job is not None
    assert (job.reason, job.key) == (Reason.SWEEP, f"octo/shop#3@{'a' * 40}+sweep-20261123T1200")


@pytest.mark.parametrize("pull", [("octo", 3, "a" * 40), ("octo/shop", 0, "a" * 40), ("octo/shop", 3, "../a")])
def test_absurd_facts_are_no_job(pull: tuple[str, int, str]) -> None:
    assert swept(7, 99, pull, NOW) is None
