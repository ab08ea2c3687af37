"""What was missed is found: deliveries that nobody took, heads without a verdict, and what is to be forgotten."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.store.engine import connect
from tests.github_double import payloads
from tests.github_double.faults import Fault
from tests.product.stage import GUILTY, INNOCENT, Stage, staged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from tests.github_double.repository import DoublePull

pytestmark = pytest.mark.xdist_group("product-sweep")
NOBODY = "http://127.0.0.1:9"
SWEEPING = "tests.product.sweeping_worker"


@pytest.fixture(scope="module")
def sweeping() -> Iterator[Stage]:
    """A product of its own, whose worker sweeps all the time."""
    with staged() as stage:
        stage.server()
        stage.worker(SWEEPING)
        yield stage


@pytest.fixture
def stage(sweeping: Stage) -> Iterator[Stage]:
    yield sweeping
    sweeping.double.faults.clear()
    sweeping.double.assert_honest()


@contextmanager
def database(stage: Stage) -> Iterator[Connection]:
    engine = connect(stage.database_url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def told(stage: Stage, pull: DoublePull, action: str) -> None:
    """The installation's owner changes it, and GitHub tells."""
    with stage.double.state.lock:
        state = stage.double.state
        installation = stage.double.install(pull.repository.facts.owner)
        if action in {"suspend", "unsuspend"}:
            installation.suspended_at = state.now() if action == "suspend" else None
        payload = payloads.installation(state, installation, action, sender=installation.account)
        if action == "deleted":
            del state.installations[installation.id]
    assert stage.send("installation", action, payload).status_code == 202


def swept(stage: Stage, times: int = 1) -> None:
    """Wait until that many sweeps have ended from now on, the last of which began later than now."""
    before = stage.logged().count('"swept"')
    stage.until(lambda: stage.logged().count('"swept"') > before + times, "sweeps ended")


def of(stage: Stage, pull: DoublePull, word: str) -> int:
    """How many log lines about the repository have the word."""
    return sum(pull.repository.full_name in line and word in line for line in stage.logged().splitlines())


def rows_about(stage: Stage, pull: DoublePull) -> set[str]:
    """The tables in which the name of the repository stands."""
    with database(stage) as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        rows = {table: connection.execute(text(f"SELECT * FROM {table}")).all() for table in tables}  # noqa: S608 - SQLite's own list
    return {table for table in tables if any(pull.repository.full_name in str(row) for row in rows[table])}


def test_a_delivery_that_was_lost_while_the_server_was_down_is_sent_again_and_reviewed(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    # A group in the merge queue: no list of open pull requests could bring it, only its delivery can.
    head = pull.repository.commit_to("gh-readonly-queue/main/pr-1", {}, parent=pull.head_sha)
    with stage.double.state.lock:
        payload = payloads.merge_group(stage.double.state, pull.repository.facts, pull.facts, head, "checks_requested")
        # Before a sweep can send it again, the server is back at its address.
        lost = stage.double.deliver("merge_group", "checks_requested", payload, to=NOBODY)
        lost.target = f"{stage.url}/webhooks/github"

    check = stage.wait_for_check(pull, head)
    swept(stage)

    attempts = [(one.redelivery, one.status_code) for one in stage.double.state.deliveries if one.guid == lost.guid]
    assert (check.conclusion, attempts) == ("failure", [(False, 0), (True, 202)])


def test_a_delivery_that_fails_again_and_again_is_asked_for_three_times(stage: Stage) -> None:
    pull = stage.propose({"add.py": INNOCENT})
    lost = stage.double.deliver("pull_request", "opened", pull.payload("opened"), to=NOBODY)

    def attempts() -> int:
        return sum(one.guid == lost.guid for one in stage.double.state.deliveries)

    stage.until(lambda: attempts() == 1 + 3, "it was sent three times more")
    swept(stage, 2)

    assert attempts() == 1 + 3


@pytest.mark.long
def test_a_pull_request_whose_delivery_is_gone_gets_its_check_once(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})

    check = stage.wait_for_check(pull)
    swept(stage)

    assert (check.conclusion, len(pull.reviews), of(stage, pull, '"reviewed"')) == ("failure", 1, 1)
    assert {"audit", "review"} <= rows_about(stage, pull)


def test_a_suspended_installation_causes_no_retries_and_is_looked_at_when_it_is_back(stage: Stage) -> None:
    with stage.double.state.lock:
        pull = stage.propose({"convert.py": GUILTY})
        stage.double.install(pull.repository.facts.owner).suspended_at = stage.double.state.now()
    told(stage, pull, "suspend")
    stage.settled(stage.deliver(pull))
    swept(stage)

    asked = [one for one in stage.double.requests if pull.repository.full_name in one.path]
    told(stage, pull, "unsuspend")

    assert (asked, of(stage, pull, "tried again"), of(stage, pull, "withdrawn")) == ([], 0, 1)
    assert stage.wait_for_check(pull).conclusion == "failure"


def test_what_is_remembered_of_a_removed_installation_goes_after_the_grace_period_and_not_before(stage: Stage) -> None:
    pull, staying = (stage.propose({"convert.py": GUILTY}) for _ in range(2))
    for one in (pull, staying):
        stage.wait_for_check(one)
    stage.settled(stage.deliver(pull))
    before = {"review", "delivery", "repository", "workflow_status", "audit"}

    told(stage, pull, "deleted")
    swept(stage)
    kept = rows_about(stage, pull)
    with database(stage) as connection:
        late = {"late": datetime.now(UTC) - timedelta(days=31), "repository": pull.repository.facts.id}
        connection.execute(text("UPDATE repository SET gone_at = :late WHERE repo_id = :repository"), late)
    stage.until(lambda: "repository.forgotten" in stage.rows(), "it was forgotten")

    assert before <= kept
    # What was done stays in the audit log, which is never changed.
    assert rows_about(stage, pull) == {"audit"}
    assert {"review", "repository", "workflow_status"} <= rows_about(stage, staying)


def test_a_check_left_in_progress_by_a_killed_worker_whose_job_is_lost_is_completed(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    fault = stage.double.faults.add(Fault(f"GET */{pull.repository.full_name}/compare/*", delay=2.0, status=502))
    stage.wait_for_check(pull, status="in_progress")
    stage.until(lambda: fault.hits, "the job was under way")
    victim = stage.workers[-1]

    os.kill(victim.pid, signal.SIGKILL)
    victim.wait()
    with database(stage) as connection:
        connection.execute(text("DELETE FROM workflow_status"))
    stage.worker(SWEEPING)
    check = stage.wait_for_check(pull)

    assert (check.conclusion, len(stage.checks(pull)), len(pull.reviews)) == ("failure", 1, 1)


@pytest.mark.long
def test_a_suspension_that_nobody_told_of_ends_a_job_without_retries(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    refusal = {"message": "This installation has been suspended"}
    stage.double.faults.add(Fault(f"GET */{pull.repository.full_name}/*", status=403, times=1000, body=refusal))

    stage.settled(stage.deliver(pull))

    assert (of(stage, pull, "tried again"), stage.checks(pull)) == (0, [])
