"""Jobs are kept once, newer work replaces older, and what failed can be asked for again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.intake.job import Reason
from bot.intake.queue import QueueUnavailable
from bot.jobs.names import LANES, Attempt, lane
from bot.jobs.queue import JobQueue
from bot.jobs.schema import prepare
from tests.jobs.conftest import job

if TYPE_CHECKING:
    from pathlib import Path


def test_the_same_push_delivered_by_many_at_once_is_kept_once(queue: JobQueue) -> None:
    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(lambda n: queue.submit(job(delivery=f"d{n}")), range(24)))

    assert sum(receipt.fresh for receipt in receipts) == 1
    assert {receipt.key for receipt in receipts} == {job().key}
    assert queue.waiting() == 1


def test_a_newer_head_withdraws_the_older_that_still_waits(queue: JobQueue) -> None:
    for head in "abcdef":
        queue.submit(job(head=head, delivery=head))

    withdrawn = queue.withdraw_outdated(job(head="a"))

    assert withdrawn == 5
    assert [each.head[0] for each in queue.attempts(job()) if each.waiting] == ["f"]
    assert queue.superseded(job(head="a"))
    assert not queue.superseded(job(head="f"))


def test_a_newer_head_leaves_other_pull_requests_alone(queue: JobQueue) -> None:
    queue.submit(job(1))
    queue.submit(job(11))

    queue.submit(job(1, "b"))
    queue.withdraw_outdated(job(1))

    assert not queue.superseded(job(11))
    assert queue.waiting() == 2


def test_the_name_of_one_repository_is_no_pattern_for_another(queue: JobQueue) -> None:
    queue.submit(job())
    queue.submit(replace(job(head="b"), repo="octo-org/modelxhub"))

    assert queue.withdraw_outdated(job()) == 0
    assert queue.waiting() == 2


def test_what_has_ended_at_a_repository_is_forgotten_and_its_near_namesake_stays(queue: JobQueue) -> None:
    namesake = replace(job(), repo="octo-org/modelxhub")
    for head in "ab":
        queue.submit(job(head=head, delivery=head))
        queue.submit(replace(namesake, head=head * 40, delivery=head))
    for one in (job(), namesake):
        queue.withdraw_outdated(one)

    assert queue.forget(job().repo) == 1

    assert [each.waiting for each in queue.attempts(job())] == [True]
    assert len(queue.attempts(namesake)) == 2


def test_a_rerun_neither_withdraws_nor_is_withdrawn(queue: JobQueue) -> None:
    queue.submit(job(head="a"))
    queue.submit(job(head="a", reason=Reason.RERUN, delivery="r1"))
    queue.submit(job(head="b", delivery="d2"))
    queue.withdraw_outdated(job())

    waiting = sorted((each.head[0], each.is_push) for each in queue.attempts(job()) if each.waiting)
    assert waiting == [("a", False), ("b", True)]


def test_a_push_back_to_an_older_commit_is_new_work(queue: JobQueue) -> None:
    queue.submit(job(head="a", delivery="d1"))
    queue.submit(job(head="b", delivery="d2"))

    receipt = queue.submit(job(head="a", delivery="d3"))
    queue.withdraw_outdated(job())

    assert receipt.fresh
    assert [(each.attempt.number, each.head[0]) for each in queue.attempts(job()) if each.waiting] == [(1, "a"), (2, "a")]


def test_an_old_delivery_sent_again_does_not_withdraw_newer_work(queue: JobQueue) -> None:
    queue.submit(job(head="a", delivery="d1"))
    queue.submit(job(head="b", delivery="d2"))

    receipt = queue.submit(job(head="a", delivery="d1"))
    queue.withdraw_outdated(job())

    assert not receipt.fresh
    assert [each.head[0] for each in queue.attempts(job()) if each.waiting] == ["b"]


def test_a_database_that_is_away_is_said_at_once(tmp_path: Path) -> None:
    queue = JobQueue(f"sqlite:///{tmp_path}/nowhere/x.sqlite", lambda: datetime.now(UTC))

    with pytest.raises(QueueUnavailable):
        queue.submit(job())
    assert not queue.reachable()


def test_preparing_again_keeps_what_is_there(queue: JobQueue, url: str) -> None:
    queue.submit(job())

    prepare(url)

    assert queue.waiting() == 1


def test_a_pull_request_keeps_its_lane_and_an_installation_has_few() -> None:
    lanes = {lane(job(number)) for number in range(1, 200)}

    assert len(lanes) == LANES
    assert lane(job(3, "a")) == lane(job(3, "b", reason=Reason.RERUN))
    assert lane(job(3, installation=2)) not in lanes


@pytest.mark.parametrize("number", [1, 2, 17])
def test_an_attempts_id_can_be_read_back(number: int) -> None:
    attempt = Attempt(job().key, number)

    assert Attempt.named(attempt.id) == attempt
