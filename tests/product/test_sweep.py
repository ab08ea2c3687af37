"""What was missed is found: deliveries that nobody took, heads without a verdict, and what is to be forgotten."""

from __future__ import annotations

import os
import signal
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.store.engine import connect
from bot.store.installations import Installations
from tests.github_double import payloads
from tests.github_double.faults import Fault
from tests.product.stage import GUILTY, INNOCENT, Stage, staged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.github_double.repository import DoublePull

pytestmark = pytest.mark.xdist_group("product-sweep")
NOBODY = "http://127.0.0.1:9"
SWEEPING = "tests.product.sweeping_worker"


@pytest.fixture
def stage() -> Iterator[Stage]:
    """A product of its own without processes."""
    with staged() as stage:
        yield stage
        stage.double.assert_honest()


def about_installation(stage: Stage, pull: DoublePull, action: str) -> None:
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
    """Wait until that many sweeps have begun and ended from now on."""
    before = stage.logged().count('"swept"')
    stage.until(lambda: stage.logged().count('"swept"') >= before + times, "a sweep ended")


def test_a_delivery_that_was_lost_while_the_server_was_down_is_sent_again_and_reviewed(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    address = stage.server()
    lost = stage.deliver(pull)
    assert lost.status_code == 202
    # GitHub keeps the address; what it saw of this attempt is a server that was away, and nobody here knows of it.
    with stage.double.state.lock:
        lost.status_code = 0
    engine = connect(stage.database_url)
    with engine.begin() as connection:
        for table in ("delivery", "workflow_status"):
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - two names of ours
    engine.dispose()
    # Too young for the sweep of heads: only its delivery can bring it.
    stage.worker()

    check = stage.wait_for_check(pull)

    assert (check.conclusion, address) == ("failure", stage.url)
    assert len(pull.reviews) == 1
    assert [delivery.redelivery for delivery in stage.double.state.deliveries] == [False, True]
    assert "delivery.redelivered" in stage.rows()


def test_a_delivery_that_fails_again_and_again_is_asked_for_three_times(stage: Stage) -> None:
    pull = stage.propose({"add.py": INNOCENT})
    stage.double.deliver("pull_request", "opened", pull.payload("opened"), to=NOBODY)
    stage.worker(SWEEPING)

    swept(stage, 5)

    assert len(stage.double.state.deliveries) == 1 + 3


def test_a_pull_request_whose_delivery_is_gone_gets_its_check(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    stage.worker(SWEEPING)

    check = stage.wait_for_check(pull)
    swept(stage, 2)

    assert check.conclusion == "failure"
    assert (len(pull.reviews), stage.jobs()) == (1, 1)
    assert "sweep.queued" in stage.rows()


def test_a_check_left_in_progress_by_a_killed_worker_whose_job_is_lost_is_completed(stage: Stage) -> None:
    stage.server()
    pull = stage.propose({"convert.py": GUILTY})
    fault = stage.double.faults.add(Fault(f"GET */{pull.repository.full_name}/compare/*", delay=5.0, status=502))
    victim = stage.worker()
    stage.deliver(pull)
    stage.wait_for_check(pull, status="in_progress")
    stage.until(lambda: fault.hits, "the job was under way")
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait()
    engine = connect(stage.database_url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM workflow_status"))
    engine.dispose()

    stage.worker(SWEEPING)
    check = stage.wait_for_check(pull)

    assert check.conclusion == "failure"
    assert len(stage.checks(pull)) == 1


def test_what_is_remembered_of_a_removed_installation_goes_after_the_grace_period_and_not_before(stage: Stage) -> None:
    stage.server()
    pull = stage.propose({"convert.py": GUILTY})
    staying = stage.propose({"convert.py": GUILTY})
    first = stage.worker(SWEEPING)
    stage.review(pull)
    stage.review(staying)

    about_installation(stage, pull, "deleted")
    swept(stage, 2)
    name = pull.repository.full_name
    kept = rows_about(stage, name)
    first.terminate()
    first.wait()
    stage.worker(SWEEPING, BARTIZAN_FORGET_AFTER_DAYS="0")
    stage.until(lambda: "repository.forgotten" in stage.rows(), "it was forgotten")

    assert {"review", "delivery", "repository", "workflow_status"} <= kept
    assert rows_about(stage, name) == {"audit"}
    assert {"review", "delivery", "repository"} <= rows_about(stage, staying.repository.full_name)


def rows_about(stage: Stage, name: str) -> set[str]:
    """The tables in which the name of the repository stands."""
    engine = connect(stage.database_url)
    try:
        with engine.connect() as connection:
            tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
            chosen = {table: connection.execute(text(f"SELECT * FROM {table}")).all() for table in tables}  # noqa: S608 - SQLite's own list
    finally:
        engine.dispose()
    return {table for table, rows in chosen.items() if any(name in str(row) for row in rows)}


def test_a_suspended_installation_causes_no_retries_and_is_looked_at_when_it_is_back(stage: Stage) -> None:
    stage.server()
    pull = stage.propose({"convert.py": GUILTY})
    about_installation(stage, pull, "suspend")
    delivery = stage.deliver(pull)
    stage.worker(SWEEPING)
    stage.settled(delivery)
    swept(stage)

    asked = [one for one in stage.double.requests if pull.repository.full_name in one.path]
    about_installation(stage, pull, "unsuspend")

    assert (asked, stage.jobs(), "tried again" in stage.logged()) == ([], 1, False)
    assert stage.wait_for_check(pull).conclusion == "failure"


def test_a_suspension_that_nobody_told_of_ends_a_job_without_retries(stage: Stage) -> None:
    stage.server()
    pull = stage.propose({"convert.py": GUILTY})
    delivery = stage.deliver(pull)
    with stage.double.state.lock:
        stage.double.install(pull.repository.facts.owner).suspended_at = stage.double.state.now()

    stage.worker()
    stage.settled(delivery)

    assert (stage.jobs(), "tried again" in stage.logged(), stage.checks(pull)) == (1, False, [])


def test_coming_back_within_the_grace_period_keeps_everything(stage: Stage) -> None:
    stage.server()
    pull = stage.propose({"add.py": INNOCENT})
    engine = connect(stage.database_url)
    about_installation(stage, pull, "created")
    installations, now = Installations(engine), datetime.now(UTC)

    about_installation(stage, pull, "deleted")
    went = installations.gone_before(now + timedelta(days=1))
    about_installation(stage, pull, "created")

    assert list(went) == [pull.repository.facts.id]
    assert list(installations.gone_before(now + timedelta(days=1))) == []
    engine.dispose()
