"""Looking for what was missed: deliveries that failed, heads without a verdict, and what is to be forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.intake.missed import Attempt, undelivered
from bot.intake.queue import DeliveryState
from bot.review.ports import ForgeFailed, PullGone
from bot.store.audit import Entry
from config import logs

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator

    from bot.compose.sweep_heads import Heads
    from bot.github.powers import Powers
    from bot.jobs.queue import JobQueue
    from bot.store.audit import Audit
    from bot.store.deliveries import Deliveries
    from bot.store.installations import Installations
    from bot.store.oblivion import Oblivion
    from bot.store.sweeps import Sweeps

# GitHub redelivers what is younger than this.
REDELIVERED_WITHIN = timedelta(days=3)
# A delivery may have been under way when the last sweep looked.
OVERLAP = timedelta(minutes=10)
MOST_REDELIVERIES = 3
# Pages of 50: three thousand attempts, five thousand installations.
_DELIVERY_PAGES = 60
_INSTALLATION_PAGES = 100
_ACTOR = "bartizan"
_ENDED = frozenset({DeliveryState.DONE, DeliveryState.IGNORED})
_log = logs.logger("bot.sweep")


@dataclass(frozen=True, slots=True)
class Sweep:
    """One for a worker process; `clock` gives the time with its zone, `grace` is how long what has gone is remembered."""

    powers: Powers
    heads: Heads
    queue: JobQueue
    oblivion: Oblivion
    audit: Audit
    deliveries: Deliveries
    installations: Installations
    sweeps: Sweeps
    clock: Callable[[], datetime]
    grace: timedelta

    def __call__(self, stop: threading.Event, apart: float) -> None:
        """Sweep unless a worker did within `apart` seconds. A part that GitHub refuses is left for the next time."""
        if not self.sweeps.claim("turn", self.clock(), timedelta(seconds=apart)):
            return
        self.forget()
        for part in (self.redeliver, self.look):
            try:
                part(stop)
            except (ForgeFailed, PullGone) as error:
                _log.warning("a part of the sweep was not finished; the next one goes on", part=part.__name__, why=str(error))
        _log.info("swept")

    def redeliver(self, stop: threading.Event) -> None:
        """Have GitHub send again what never arrived. Raises `ForgeFailed`; then the next sweep looks at the same time again."""
        progress, now = self.sweeps.begin("deliveries", self.clock()), self.clock()
        oldest = now - REDELIVERED_WITHIN
        missed = undelivered(self._attempts(max(progress.through - OVERLAP, oldest) if progress.through else oldest))
        asked = 0
        for one in missed:
            if stop.is_set():
                return
            asked += self._again(one)
        self.sweeps.complete("deliveries", progress.began)
        self.sweeps.forget_before(now - 2 * REDELIVERED_WITHIN)
        _log.info("looked for failed deliveries", failed=len(missed), redelivered=asked)

    def look(self, stop: threading.Event) -> None:
        """Look at the open pull requests of every installation that is not suspended. Raises `ForgeFailed`."""
        everyone = self._installed()
        suspended = [one for one, asleep in everyone.items() if asleep]
        lost = self.installations.standing(suspended, list(everyone), self.clock())
        if lost:
            _log.warning("installations have gone unheard", installations=lost)
        for installation in sorted(everyone.keys() - set(suspended)):
            if stop.is_set():
                return
            try:
                self.heads.look(installation, stop)
            except (ForgeFailed, PullGone) as error:
                _log.warning("an installation could not be looked at", installation=installation, why=str(error))

    def forget(self) -> None:
        """Delete what is remembered about repositories that went longer ago than the grace period."""
        now = self.clock()
        for repo_id in self.installations.gone_before(now - self.grace):
            jobs = sum(self.queue.forget(name) for name in self.oblivion.names(repo_id))
            counts = self.oblivion.forget(repo_id, now, jobs)
            _log.info("a repository that had gone was forgotten", repository=repo_id, **counts)

    def _attempts(self, since: datetime) -> Iterator[Attempt]:
        cursor = ""
        for _ in range(_DELIVERY_PAGES):
            page = self.powers.deliveries(cursor)
            for one in page.attempts:
                at = datetime.fromisoformat(one.at)
                if at < since:
                    return
                yield Attempt(one.id, one.guid, at, one.arrived)
            cursor = page.following
            if not cursor:
                return
        _log.warning("deliveries before the newest were not looked at: there are too many", looked_at=_DELIVERY_PAGES * 50)

    def _again(self, missed: Attempt) -> bool:
        seen = self.deliveries.find(missed.guid)
        if (seen is not None and seen.state in _ENDED) or not self.sweeps.asked_again(missed.guid, self.clock(), MOST_REDELIVERIES):
            return False
        try:
            self.powers.redeliver(missed.id)
        except PullGone as gone:
            _log.warning("a delivery cannot be sent again", delivery=missed.guid, why=str(gone))
            return False
        detail = {"attempt": missed.id, "time": self.sweeps.times(missed.guid)}
        self.audit.append(Entry(self.clock(), _ACTOR, "delivery.redelivered", missed.guid, detail))
        return True

    def _installed(self) -> dict[int, bool]:
        """Every installation, and whether it is suspended. Raises `ForgeFailed` when there are more than can be read."""
        found: dict[int, bool] = {}
        for number in range(1, _INSTALLATION_PAGES + 1):
            page = self.powers.installations(number)
            found |= {one.id: one.suspended for one in page.installations}
            if page.last:
                return found
        raise ForgeFailed(f"the App has more than {len(found)} installations")
