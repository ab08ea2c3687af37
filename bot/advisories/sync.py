"""Keeps a store level with what is published: changes in between, whole archives once a week."""

from __future__ import annotations

import fcntl
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.advisories.errors import ImportRefused
from bot.advisories.importer import import_directory, update_from
from bot.advisories.source import KEV, SCORES
from bot.advisories.store import standing_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from bot.advisories.feed import Feed
    from bot.advisories.store import Standing
    from bot.advisories.writer import Imported

# Batches of edits do not always move a record's time, and what was taken back is not listed: only whole archives tell.
REBUILD_AFTER = timedelta(days=7)
# Records reach the list late and out of order.
OVERLAP = timedelta(hours=48)
# Beyond this the whole archive is the smaller download.
MOST_RECORDS = 2_000


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did. `fetched`: records fetched one by one; `gone`: ids that were listed and not there."""

    imported: Imported
    rebuilt: bool
    fetched: int
    gone: tuple[str, ...] = ()


def synchronise(feed: Feed, store: Path, ecosystems: Sequence[str], now: datetime, *, whole: bool = False, force: bool = False) -> Synced:
    """Bring the store up to date. Whatever is raised, the store stays as it was.

    `whole`: fetch the archives even if changes would do; `force`: also when records would be lost by it.
    Raises `FeedFailed` and `ImportRefused`, the latter also while another process is at it.
    """
    with _alone(store), tempfile.TemporaryDirectory(dir=store.parent, prefix="sync-") as folder:
        source, standing = Path(folder), standing_of(store)
        feed.known_exploited(source / KEV)
        feed.scores(source / SCORES)
        if whole or standing is None or not _recent(standing, ecosystems, now):
            for ecosystem in ecosystems:
                feed.archive(ecosystem, source / ecosystem / "all.zip")
            return Synced(import_directory(source, store, now, force=force, current=True), rebuilt=True, fetched=0)
        gone: list[str] = []
        fetched = sum(_changes(feed, source, ecosystem, standing.imported - OVERLAP, gone) for ecosystem in ecosystems)
        return Synced(update_from(source, store, now), rebuilt=False, fetched=fetched, gone=tuple(gone))


def _recent(standing: Standing, ecosystems: Sequence[str], now: datetime) -> bool:
    return standing.rebuilt > now - REBUILD_AFTER and standing.ecosystems.issuperset(ecosystems)


def _changes(feed: Feed, source: Path, ecosystem: str, since: datetime, gone: list[str]) -> int:
    ids = list(dict.fromkeys(feed.changes(ecosystem, since)))
    if len(ids) > MOST_RECORDS:
        feed.archive(ecosystem, source / ecosystem / "all.zip")
        return 0
    (source / ecosystem).mkdir()
    there = [feed.record(ecosystem, each, source / ecosystem / f"{each}.json") for each in ids]
    gone += [each for each, found in zip(ids, there, strict=True) if not found]
    return sum(there)


@contextmanager
def _alone(store: Path) -> Iterator[None]:
    """One process at a time; the lock goes with the process."""
    store.parent.mkdir(parents=True, exist_ok=True)
    with store.with_name(f"{store.name}-lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ImportRefused(f"another process is bringing {store} up to date; wait for it") from error
        yield
