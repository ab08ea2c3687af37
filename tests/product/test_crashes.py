"""Workers that are killed at any instant: another one finishes their reviews, once."""

from __future__ import annotations

import contextlib
import os
import signal
from typing import TYPE_CHECKING

import pytest

from tests.github_double.faults import Fault
from tests.postgres import new_database
from tests.product.stage import GUILTY, INNOCENT, Stage, staged

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

    from tests.github_double.repository import DoublePull

FINDINGS = 150
LARGE = "".join(GUILTY.replace("convert", f"convert_{number}") for number in range(FINDINGS))
# Longer than any worker of these tests lives; then the answer goes to nobody, and the request has not taken effect.
WINDOW = 20.0


@pytest.fixture(
    params=[
        # A killed worker is half a minute: every run has it on PostgreSQL, the full one on one machine's database too.
        pytest.param("sqlite", marks=[pytest.mark.long, pytest.mark.xdist_group("crash")]),
        pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.xdist_group("crash")]),
    ]
)
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    """A product of its own with a server and no worker."""
    url = {} if request.param == "sqlite" else {"BARTIZAN_DATABASE_URL": new_database(request.getfixturevalue("postgresql"))}
    with staged(**url) as stage:
        stage.server()
        yield stage
        stage.double.assert_honest()


def held(stage: Stage, pull: DoublePull, match: str) -> Fault:
    """A request that is not answered while the worker lives."""
    verb, _, ending = match.partition(" ")
    return stage.double.faults.add(Fault(f"{verb} */{pull.repository.full_name}/{ending}", delay=WINDOW, status=502))


def kill(worker: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(worker.pid, signal.SIGKILL)
    worker.wait()


def assert_finished_once(stage: Stage, pull: DoublePull, findings: int = 1) -> None:
    assert [review.commit_id for review in pull.reviews] == [pull.head_sha]
    assert len({comment.body for comment in pull.review_comments}) == len(pull.review_comments) > 0
    check = stage.check(pull)
    assert (check.conclusion, len(check.annotations)) == ("failure", findings)


def test_complaint_10_a_worker_killed_at_three_instants_at_once_leaves_three_reviews_finished_once(stage: Stage) -> None:
    begun, posted, scanned = (stage.propose({"convert.py": code}) for code in (GUILTY, GUILTY, LARGE))
    held(stage, begun, "GET compare/*")
    held(stage, posted, "PATCH check-runs/*")
    victim = stage.worker()
    deliveries = [stage.deliver(begun), stage.deliver(posted)]
    stage.wait_for_check(begun, status="in_progress")
    stage.until(lambda: posted.reviews, "the review was posted")
    deliveries.append(stage.deliver(scanned))
    stage.until(stage.scanning, "the engine ran")

    kill(victim)
    stage.until(lambda: not stage.sandboxed(), "the sandbox died with the worker")
    stage.worker()
    for delivery in deliveries:
        stage.settled(delivery)

    for pull, findings in ((begun, 1), (posted, 1), (scanned, FINDINGS)):
        assert_finished_once(stage, pull, findings)
    assert stage.leftovers() == []


@pytest.mark.postgres
@pytest.mark.xdist_group("crash")
def test_two_workers_share_ten_pull_requests_and_one_that_is_asked_to_end_finishes_what_it_has_begun(postgresql: str) -> None:
    with staged(BARTIZAN_DATABASE_URL=new_database(postgresql)) as stage:
        stage.server()
        leaving, staying = stage.worker("bot.worker"), stage.worker("bot.worker")
        pulls = [stage.propose({"convert.py": GUILTY, "add.py": INNOCENT}) for _ in range(10)]
        deliveries = [stage.deliver(pull) for pull in pulls]
        stage.until(lambda: any(stage.checks(pull) for pull in pulls), "a review had begun")

        leaving.terminate()
        for delivery in deliveries:
            stage.settled(delivery)

        assert leaving.wait(30) == 0
        assert staying.poll() is None
        for pull in pulls:
            assert_finished_once(stage, pull)
        assert stage.leftovers() == []
        stage.double.assert_honest()


@pytest.mark.long
@pytest.mark.parametrize("window", ["POST check-runs", "GET compare/*", "POST pulls/*/reviews", "PATCH check-runs/*"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_worker_killed_while_a_request_is_under_way_leaves_one_review(stage: Stage, window: str, when: str) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    verb, _, ending = window.partition(" ")
    # The write takes effect although its sender is dead, two seconds later: while the successor looks already.
    fault = stage.double.faults.add(
        Fault(f"{verb} */{pull.repository.full_name}/{ending}", delay=2.0 if when == "after" else WINDOW, status=502, when=when)  # type: ignore[arg-type]
    )
    victim = stage.worker()
    delivery = stage.deliver(pull)
    stage.until(lambda: fault.hits, "the request was under way")

    kill(victim)
    stage.worker()
    stage.settled(delivery)

    assert_finished_once(stage, pull)
