"""The sweep of heads without processes: what it asks GitHub for, and where it stops."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.compose.sweep_heads import Heads
from bot.github.address import Endpoint
from bot.github.app import GitHubApp
from bot.github.powers import AppPowers
from bot.jobs.names import Attempt
from bot.jobs.queue import JobQueue
from bot.jobs.schema import prepare
from bot.jobs.standing import DONE, Standing
from bot.review.publication import CheckReport, CompleteCheck, Conclusion, StartCheck
from bot.review.record import Record
from bot.store.audit import Audit
from bot.store.engine import connect
from bot.store.installations import Installations
from bot.store.migrate import upgrade
from bot.store.reviews import Reviews
from bot.store.sweeps import Sweeps
from tests.github_double.double import GitHubDouble
from tests.github_double.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.intake.job import Job
    from tests.github_double.repository import DoublePull

ABSURD = 1_000_000


@dataclass(frozen=True)
class Place:
    double: GitHubDouble
    heads: Heads
    installation: int

    def pull(self, name: str) -> DoublePull:
        repository = self.double.repository(f"octo/{name}", files={"a.py": "1\n"})
        repository.branch("feature", {"a.py": "2\n"})
        return repository.open_pull(head="feature", user="dev")

    def look(self, budget: int = 300, stop: threading.Event | None = None) -> None:
        replace(self.heads, budget=budget).look(self.installation, stop or threading.Event())

    def queued(self) -> list[str]:
        return sorted(entry.subject.partition("@")[0] for entry in self.heads.audit.latest() if entry.action == "sweep.queued")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    url = f"sqlite:///{tmp_path / 'bartizan.sqlite'}"
    upgrade(url)
    prepare(url)
    engine, clock = connect(url), lambda: datetime.now(UTC)
    queue = JobQueue(url, clock)
    with GitHubDouble.start() as double:
        now, sleep = double.clock.now, double.clock.advance
        powers = AppPowers(Endpoint(double.api_url), double.app_id, lambda: double.private_key_pem, clock=now, sleep=sleep)
        app = GitHubApp(Endpoint(double.api_url), powers, clock=now, sleep=sleep)
        heads = Heads(app, queue, Reviews(engine), Audit(engine), Installations(engine), Sweeps(engine), clock, timedelta(0))
        yield Place(double, heads, double.install("octo").id)
        double.assert_honest()
    queue.close()
    engine.dispose()


def test_a_sweep_that_has_spent_its_requests_goes_on_where_it_stopped(place: Place) -> None:
    for name in ("one", "two", "three"):
        place.pull(name)

    place.look(budget=1)
    assert place.queued() == ["octo/one#1"]
    place.look(budget=1)
    place.look()

    assert place.queued() == ["octo/one#1", "octo/three#1", "octo/two#1"]
    assert place.heads.sweeps.begin(f"heads/{place.installation}", datetime.now(UTC)).place == 0


def test_a_remembered_head_and_one_on_its_way_cost_no_look_at_its_checks(place: Place) -> None:
    known, waiting = place.pull("known"), place.pull("waiting")
    now = datetime.now(UTC)
    key = f"octo/known#1@{known.head_sha}"
    place.heads.reviews.remember(Record(key, "octo/known", 1, known.head_sha, "b" * 40, "clear", "", now, now, (), (), 1))
    place.look()
    asked = place.double.count("GET", "/check-runs")

    place.look()

    assert place.queued() == ["octo/waiting#1"]
    # The remembered one is looked at by the first sweep after its review.
    assert (asked, place.double.count("GET", "/check-runs")) == (2, 2)
    assert waiting.head_sha


def left_in_progress(place: Place, pull: DoublePull, name: str) -> None:
    """A check run that nobody completes, on a head that is remembered as reviewed."""
    now = datetime.now(UTC)
    place.heads.reviews.remember(Record(f"{name}#1@{pull.head_sha}", name, 1, pull.head_sha, "b" * 40, "clear", "", now, now, (), (), 1))
    with place.heads.app.work(place.installation, pull.repository.facts.id) as work:
        work.forge.apply(work.forge.pull(name, 1), [StartCheck("1:started")])


def test_a_check_left_in_progress_on_a_remembered_head_is_looked_at_anew(place: Place) -> None:
    left_in_progress(place, place.pull("left"), "octo/left")

    place.look()

    assert place.queued() == ["octo/left#1"]


def test_a_check_left_in_progress_below_a_completed_one_is_closed_without_a_review(place: Place) -> None:
    pull = place.pull("left")
    left_in_progress(place, pull, "octo/left")
    report = CheckReport("1:abc", "Clear", "Clear.", Conclusion.SUCCESS)
    with place.heads.app.work(place.installation, pull.repository.facts.id) as work:
        work.forge.apply(work.forge.pull("octo/left", 1), [CompleteCheck(report)])

    place.look()
    writes = len(place.double.writes)
    place.look()

    runs = pull.repository.facts.check_runs.values()
    assert [(run.status, run.conclusion) for run in runs] == [("completed", "cancelled"), ("completed", "success")]
    assert place.queued() == []
    assert all("/check-runs" not in write.path for write in place.double.writes[writes:])


class Answered:
    """A queue in which a worker has done what the head's first event asked for."""

    def attempts(self, job: Job) -> list[Standing]:
        return [Standing(1, Attempt(f"{job.pull}@{job.head}"), "SUCCESS", DONE, "one")]


def test_a_paused_pull_request_that_says_so_costs_no_look(place: Place) -> None:
    pull = place.pull("paused")
    heads = replace(place.heads, paused=lambda _repository, number: "mona" if number == pull.number else None)

    replace(place, heads=replace(heads, queue=Answered())).look()  # type: ignore[arg-type]  # all that is asked of it
    said_so = place.double.count("GET", "/check-runs")
    replace(place, heads=heads).look()

    assert (said_so, place.double.count("GET", "/check-runs")) == (0, 1)
    assert place.queued() == ["octo/paused#1"]


def test_what_was_touched_lately_is_left_to_its_webhook(place: Place) -> None:
    place.pull("fresh")

    replace(place.heads, fresh=timedelta(seconds=120)).look(place.installation, threading.Event())

    assert place.queued() == []


def test_a_repository_that_fails_does_not_hold_up_the_others(place: Place) -> None:
    for name in ("one", "two"):
        place.pull(name)
    place.double.faults.add(Fault("GET */octo/one/pulls", status=400, times=ABSURD))

    place.look()

    assert place.queued() == ["octo/two#1"]


def test_a_limit_of_githubs_ends_the_sweep_until_the_next(place: Place) -> None:
    place.pull("one")
    fault = place.double.faults.add(Fault("GET */octo/one/pulls", status=403, headers={"Retry-After": "600"}, times=1))

    place.look()
    assert (fault.hits, place.queued()) == (1, [])
    place.double.clock.advance(700)
    place.look()

    assert place.queued() == ["octo/one#1"]


def test_nothing_is_asked_once_the_worker_is_to_end(place: Place) -> None:
    place.pull("one")
    stop = threading.Event()
    stop.set()

    place.look(stop=stop)

    assert place.double.count("GET", "/pulls") == 0
