"""Real workers, real kills: no job is lost, each is done, those of a pull request one after the other."""

from __future__ import annotations

import random
import signal
import time
from typing import TYPE_CHECKING

import pytest

from bot.jobs.outcome import FIRST_DELAY, LONGEST_DELAY, MAX_TAKEOVERS, MAX_TRIES, delay
from tests.jobs.conftest import job

if TYPE_CHECKING:
    from bot.jobs.queue import JobQueue
    from tests.jobs.conftest import Workers


def test_kills_at_any_instant_lose_no_job(queue: JobQueue, workers: Workers) -> None:
    chance = random.Random(7)  # noqa: S311 - the instants of the kills
    workers.slow(0.3)
    jobs = [job(number, installation=number % 3 + 1) for number in range(1, 13)]
    workers.start("w1")
    workers.wait(lambda: len(workers.told("up")) == 1)
    for each in jobs:
        queue.submit(each)

    for generation in range(2, 4):
        time.sleep(chance.uniform(0.2, 0.9))
        workers.kill(f"w{generation - 1}")
        workers.start(f"w{generation}")
        workers.wait_up(generation)
    workers.wait(lambda: {each.key for each in jobs} <= set(workers.told("done")))

    workers.wait(lambda: {queue.attempts(each)[-1].ending for each in jobs} == {"done"})
    assert not workers.told("failed")


@pytest.mark.long_with("postgresql")
def test_another_worker_finishes_what_a_dead_one_began(queue: JobQueue, workers: Workers) -> None:
    workers.slow(60)
    workers.start("w1")
    queue.submit(job())
    workers.wait(lambda: workers.told("start") == [job().key])
    workers.start("w2")
    workers.slow(0.1)

    workers.kill("w1")

    workers.wait(lambda: workers.told("done") == [job().key])
    assert workers.told("start") == [job().key] * 2


def test_a_running_job_is_told_that_a_newer_head_came_and_they_never_overlap(queue: JobQueue, workers: Workers) -> None:
    workers.slow(60)
    workers.start("w1")
    queue.submit(job(head="a"))
    workers.wait(lambda: workers.told("start") == [job(head="a").key])

    workers.slow(0.1)
    queue.submit(job(head="b", delivery="d2"))

    workers.wait(lambda: job(head="b").key in workers.told("done"))
    words = [line.split()[1] for line in (workers.folder / "log").read_text().splitlines()]
    assert [word for word in words if word != "again"] == ["up", "start", "gave-up", "done", "start", "end", "done"]


def test_who_asked_while_a_job_was_ending_is_told_once_the_queue_knows_of_the_end(queue: JobQueue, workers: Workers) -> None:
    workers.slow(0)
    workers.start("w1")

    queue.submit(job())

    workers.wait(lambda: workers.told("again") == [job().key])
    assert queue.submit(job(delivery="d2")).done


@pytest.mark.long_with("postgresql")
def test_a_job_that_asks_for_patience_is_tried_again(queue: JobQueue, workers: Workers) -> None:
    (workers.folder / "later-1").touch()
    workers.start("w1")

    queue.submit(job())

    workers.wait(lambda: workers.told("done") == [job().key])
    workers.wait(lambda: [each.ending for each in queue.attempts(job())] == ["retried", "done"])


@pytest.mark.long_with("postgresql")
def test_a_job_that_always_fails_ends_is_told_and_can_be_asked_for_again(queue: JobQueue, workers: Workers) -> None:
    (workers.folder / "fails-1").touch()
    workers.start("w1")
    queue.submit(job())
    workers.wait(lambda: workers.told("failed(ValueError)") == [job().key], seconds=60)
    workers.wait(lambda: queue.attempts(job())[-1].failed)
    assert len(workers.told("start")) == MAX_TRIES

    (workers.folder / "fails-1").unlink()
    again = queue.submit(job())

    assert again.fresh
    workers.wait(lambda: workers.told("done") == [job().key])
    workers.wait(lambda: not queue.attempts(job())[-1].failed and queue.attempts(job())[-1].ending == "done")
    assert not queue.submit(job()).fresh


@pytest.mark.long_with("postgresql")
def test_a_job_that_kills_its_workers_is_given_up(queue: JobQueue, workers: Workers) -> None:
    (workers.folder / "dies-1").touch()
    queue.submit(job())
    names = [f"w{number}" for number in range(MAX_TAKEOVERS + 3)]

    for name in names:
        workers.start(name)
        workers.wait_ended_or_told(name, "failed(it)")
        if workers.told("failed(it)"):
            break

    assert workers.told("failed(it)") == [job().key]
    assert len(workers.told("start")) == MAX_TAKEOVERS + 1
    workers.wait(lambda: queue.attempts(job())[-1].failed)
    assert queue.submit(job()).fresh


@pytest.mark.long_with("postgresql")
def test_a_worker_asked_to_stop_ends_its_job_first(queue: JobQueue, workers: Workers) -> None:
    workers.slow(1.0)
    workers.start("w1")
    queue.submit(job())
    workers.wait(lambda: workers.told("start") == [job().key])

    workers.running["w1"].send_signal(signal.SIGTERM)

    assert workers.running["w1"].wait(timeout=30) == 0
    assert workers.told("done") == [job().key]


def test_delays_double_up_to_a_limit_and_respect_what_the_other_side_asked() -> None:
    assert delay(1, None, 0.0) == FIRST_DELAY
    assert delay(3, None, 0.0) == 4 * FIRST_DELAY
    assert delay(50, None, 0.0) == LONGEST_DELAY
    assert delay(1, 3600, 0.0) == 3600
    assert 3600 < delay(1, 3600, 1.0) <= 4500
