"""Keeps the advisories of a worker fresh, where the operator has switched that on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.advisories.errors import FeedFailed, ImportRefused
from bot.advisories.feed import Feed, Sources
from bot.advisories.store import standing_of
from bot.advisories.sync import synchronise
from bot.compose.local import advisory_file, settings
from config import logs
from config.advisories import AdvisorySettings

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

# Malware is listed within hours of its publication; the lists are one small file for each ecosystem.
REFRESH_AFTER = timedelta(hours=3)
_log = logs.logger("bot.advisories")


def told_feed() -> tuple[Feed, tuple[str, ...]]:
    """The feed and the ecosystems of the settings. Raises `BadSettings`."""
    told = AdvisorySettings.read(settings().environ)
    return Feed.of(Sources(told.osv, told.known_exploited, told.scores)), told.ecosystems


def told_refresh(clock: Callable[[], datetime]) -> Refresh | None:
    """None unless the operator has switched it on. Raises `BadSettings`."""
    return Refresh(*told_feed(), advisory_file(), clock) if AdvisorySettings.read(settings().environ).automatic else None


@dataclass(frozen=True, slots=True)
class Refresh:
    """Syncs a store that is older than `REFRESH_AFTER`; what fails is told in the log, and by the age in `/readyz` and every report."""

    feed: Feed
    ecosystems: Sequence[str]
    store: Path
    clock: Callable[[], datetime]

    def __call__(self) -> None:
        """Never raises for what the network or the archives do."""
        standing, now = standing_of(self.store), self.clock()
        if standing is not None and standing.imported > now - REFRESH_AFTER:
            return
        try:
            done = synchronise(self.feed, self.store, self.ecosystems, now)
        except (FeedFailed, ImportRefused) as error:
            _log.warning("the advisories were not brought up to date; the next sweep tries again", why=str(error))
            return
        counts = {"records": sum(done.imported.counts.values()), "fetched": done.fetched, "refused": len(done.imported.refused)}
        _log.info("brought the advisories up to date", rebuilt=done.rebuilt, **counts)


def swept(refresh: Refresh | None, sweep: Callable[[threading.Event, float], None]) -> Callable[[threading.Event, float], None]:
    """The sweep, before which the advisories are refreshed: what it then queues is judged by the newest."""
    if refresh is None:
        return sweep

    def both(stop: threading.Event, apart: float) -> None:
        refresh()
        if not stop.is_set():
            sweep(stop, apart)

    return both
