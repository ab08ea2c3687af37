"""The web application put together from the settings. It has no private key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry

from bot.advisories.store import AdvisoryStore
from bot.compose.grants import refused, switched_on
from bot.compose.local import advisory_file, settings
from bot.jobs.queue import JobQueue
from bot.jobs.schema import prepare
from bot.store.deliveries import Deliveries
from bot.store.engine import connect
from bot.store.heartbeats import Heartbeats
from bot.store.installations import Installations
from bot.store.migrate import upgrade
from bot.store.refusals import Refusals, Unknown
from bot.store.turns import turns
from bot.web.app import create_app
from bot.web.health import Reading
from bot.web.metrics import Metrics
from checks.core.dependency import AdvisoriesUnavailable
from config.environment import metrics_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask

    from bot.compose.grants import Further
    from bot.intake.job import Housekeeping

# A worker gives a sign of life every ten seconds.
_PATIENCE = timedelta(seconds=60)
# Advisories older than this are told to be stale; deliveries are taken all the same.
_FRESH = timedelta(days=7)


def build() -> Flask:
    """The application. Raises `BadSettings`: without a webhook secret it does not start."""
    told, own = settings(), settings().for_web()
    told.data_dir.mkdir(parents=True, exist_ok=True)
    upgrade(told.database_url)
    prepare(told.database_url)
    engine = connect(told.database_url)
    turn = turns(told.database_url)
    queue, installations = JobQueue(told.database_url, _now, turn=turn), Installations(engine)

    def recorded(event: Housekeeping, delivery: str) -> None:
        installations.record(event, delivery, _now())

    return create_app(
        secret=own.webhook_secret,
        queue=queue,
        claims=Deliveries(engine, turn),
        health=SystemHealth(queue, Heartbeats(engine), AdvisoryStore(advisory_file()), Refusals(engine), switched_on(told)),
        metrics=Metrics(CollectorRegistry(), metrics_folder()),
        clock=_now,
        recorded=recorded,
    )


@dataclass(frozen=True, slots=True)
class SystemHealth:
    """Asks every part how it is."""

    queue: JobQueue
    heartbeats: Heartbeats
    advisories: AdvisoryStore
    refusals: Refusals
    further: Sequence[Further] = ()

    def __call__(self) -> Sequence[Reading]:
        """Database and queue are needed to take deliveries; workers, advisories and grants may come later."""
        if not self.queue.reachable():
            return (Reading("database", well=False, said="the database does not answer"), self._advisories())
        grants = map(self._grant, self.further)
        return (Reading("database", well=True, said="answers"), self._queue(), self._workers(), self._advisories(), *grants)

    def _queue(self) -> Reading:
        waiting = self.queue.waiting()
        return Reading("queue", well=True, said=f"{waiting} jobs waiting", value=waiting, unit="jobs")

    def _workers(self) -> Reading:
        alive = self.heartbeats.alive_since(_now() - _PATIENCE)
        said = f"{len(alive)} alive" + "".join(f"; {status}" for status in sorted({status for _, status in alive if status}))
        return Reading("workers", well=bool(alive), said=said, needed=False, value=len(alive), unit="workers")

    def _advisories(self) -> Reading:
        try:
            imported = self.advisories.snapshot().imported
        except AdvisoriesUnavailable as error:
            return Reading("advisories", well=False, said=str(error), needed=False)
        age = _now() - imported
        said = f"imported {imported:%Y-%m-%d %H:%M} UTC"
        return Reading("advisories", well=age <= _FRESH, said=said, needed=False, value=age.total_seconds(), unit="seconds")

    def _grant(self, wanted: Further) -> Reading:
        try:
            found = self.refusals.standing(wanted.kind)
        except Unknown as error:
            return Reading(wanted.part, well=False, said=str(error), needed=False)
        said = f"{refused(found)}. {wanted.remedy}" if found else "refused nowhere"
        return Reading(wanted.part, well=not found, said=said, needed=False, value=len(found), unit="installations")


def _now() -> datetime:
    return datetime.now(UTC)
