"""Builds a new store from a directory of OSV records and puts it in the old one's place in one step."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.advisories import schema
from bot.advisories.errors import BadRecord, ImportRefused
from bot.advisories.osv import read_record
from bot.advisories.source import entries, known_exploited

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from bot.advisories.osv import Reading
    from bot.advisories.source import Entry

# Databases grow; one that lost a tenth of its records was cut short on the way.
FLOOR = 0.9


@dataclass(frozen=True, slots=True)
class Refused:
    """A record, or a part of one, that is not in the store, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought. `counts`: records per ecosystem. `left_out`: parts of records that are in the store otherwise."""

    counts: Mapping[str, int]
    refused: tuple[Refused, ...]
    left_out: tuple[Refused, ...]
    known_exploited: int


@dataclass(slots=True)
class _Progress:
    seen: dict[str, tuple[int, str]] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    left_out: list[Refused] = field(default_factory=list)


def import_directory(source: Path, store: Path, now: datetime, *, force: bool = False) -> Imported:
    """Replace `store` by what `source` holds; the old one is kept beside it as `<name>-previous`.

    Raises `ImportRefused`: nothing to import, a damaged archive, or an ecosystem with less than 90 % of what the
    present store holds (unless `force`).
    """
    fresh = store.with_name(f"{store.name}-new")
    fresh.unlink(missing_ok=True)
    store.parent.mkdir(parents=True, exist_ok=True)
    try:
        imported = _build(source, fresh, now)
        _require_sound(imported, {} if force else _counts_of(store))
        if store.exists():
            _keep(store)
        os.replace(fresh, store)  # noqa: PTH105 - the atomic step, by the name under which it is known
    finally:
        fresh.unlink(missing_ok=True)
    return imported


def roll_back(store: Path) -> None:
    """Put the store before the last import back. Raises `ImportRefused` when there is none."""
    previous = store.with_name(f"{store.name}-previous")
    if not previous.exists():
        raise ImportRefused(f"there is no {previous}; import again instead")
    os.replace(previous, store)  # noqa: PTH105 - as above


def _build(source: Path, file: Path, now: datetime) -> Imported:
    progress = _Progress()
    with closing(sqlite3.connect(file)) as connection:
        # The file is thrown away when anything goes wrong, so that a journal would protect nothing.
        connection.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;{schema.TABLES}")
        connection.execute("BEGIN")
        for entry in entries(source):
            _add(connection, entry, progress)
        exploited = _add_exploited(connection, source, progress)
        counts = dict(connection.execute("SELECT eco, count(DISTINCT aid) FROM affected GROUP BY eco ORDER BY eco"))
        newest = connection.execute("SELECT max(modified) FROM advisory").fetchone()[0] or ""
        told = {"format": schema.FORMAT, "imported": now.isoformat(), "as_of": newest}
        connection.executemany("INSERT INTO meta VALUES (?,?)", told.items())
        connection.commit()
        verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        raise ImportRefused(f"the new store is damaged ({verdict}); look at the disk and import again")
    _flush(file)
    return Imported(counts, tuple(progress.refused), tuple(progress.left_out), exploited)


def _add(connection: sqlite3.Connection, entry: Entry, progress: _Progress) -> None:
    """The same record comes with every ecosystem that it names; the newest text of it counts."""
    try:
        reading = _read(entry)
    except BadRecord as reason:
        progress.refused.append(Refused(entry.name, str(reason)))
        return
    record = reading.record
    known = progress.seen.get(record.id)
    if known is not None and known[1] >= record.modified:
        return
    if known is not None:
        schema.remove(connection, known[0])
    aid = known[0] if known else len(progress.seen) + 1
    progress.seen[record.id] = (aid, record.modified)
    schema.insert(connection, aid, record, entry.raw)
    progress.left_out += [Refused(entry.name, why) for why in reading.left_out]


def _read(entry: Entry) -> Reading:
    """Raises `BadRecord`."""
    if entry.refused:
        raise BadRecord(entry.refused)
    reading = read_record(entry.raw)
    if reading.record.id != entry.id:
        raise BadRecord(f"the file is named after another record than {reading.record.id}")
    return reading


def _add_exploited(connection: sqlite3.Connection, source: Path, progress: _Progress) -> int:
    try:
        found = known_exploited(source)
    except BadRecord as reason:
        progress.refused.append(Refused("kev.json", str(reason)))
        return 0
    rows = [(each.cve, each.added, int(each.ransomware)) for each in found]
    connection.executemany("INSERT OR REPLACE INTO kev VALUES (?,?,?)", rows)
    return len(rows)


def _require_sound(imported: Imported, before: Mapping[str, int]) -> None:
    if not imported.counts:
        raise ImportRefused(f"no advisory could be read ({len(imported.refused)} refused); the directory needs <ECOSYSTEM>/all.zip files")
    lost = [
        f"{eco}: {imported.counts.get(eco, 0)} of {count}" for eco, count in before.items() if imported.counts.get(eco, 0) < FLOOR * count
    ]
    if lost:
        raise ImportRefused(f"records would be lost ({'; '.join(lost)}); fetch complete archives, or force the import when this is meant")


def _counts_of(store: Path) -> dict[str, int]:
    """What the present store holds; an unreadable one holds nothing worth comparing with."""
    if not store.exists():
        return {}
    try:
        with closing(sqlite3.connect(f"{store.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            return dict(connection.execute("SELECT eco, count(DISTINCT aid) FROM affected GROUP BY eco"))
    except sqlite3.Error:
        return {}


def _keep(store: Path) -> None:
    """By link where the file system can, so that the store itself is never missing."""
    previous = store.with_name(f"{store.name}-previous")
    previous.unlink(missing_ok=True)
    try:
        os.link(store, previous)
    except OSError:
        shutil.copy2(store, previous)


def _flush(file: Path) -> None:
    with file.open("rb") as written:
        os.fsync(written.fileno())
