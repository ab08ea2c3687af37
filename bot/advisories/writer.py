"""Writes records into a store's file: those of a whole snapshot, or those that changed since."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from bot.advisories import schema
from bot.advisories.errors import BadRecord, ImportRefused
from bot.advisories.osv import read_record
from bot.advisories.source import KEV, SCORES, entries, exploit_scores, known_exploited

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from bot.advisories.osv import Reading
    from bot.advisories.source import Entry

T = TypeVar("T")


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
    scored: int


@dataclass(slots=True)
class Writer:
    """Fills an open store; what cannot be read is noted and left out."""

    connection: sqlite3.Connection
    refused: list[Refused] = field(default_factory=list)
    left_out: list[Refused] = field(default_factory=list)
    _last: int = 0

    def __post_init__(self) -> None:
        self._last = self.connection.execute("SELECT coalesce(max(aid), 0) FROM advisory").fetchone()[0]

    def fill(self, source: Path) -> None:
        """Every record below the directory, and what it says of exploitation. Raises `ImportRefused` for a damaged archive."""
        for entry in entries(source):
            self._add(entry)
        self._replace("kev", [(each.cve, each.added, int(each.ransomware)) for each in self._heard(KEV, known_exploited, source)])
        self._replace("epss", [(each.cve, each.score, each.rank) for each in self._heard(SCORES, exploit_scores, source)])

    def close(self, told: Mapping[str, str], now: datetime) -> Imported:
        """Write down when the store was made, and look whether it is sound. Raises `ImportRefused`."""
        counts = dict(self._rows("SELECT eco, count(DISTINCT aid) FROM affected GROUP BY eco ORDER BY eco"))
        newest = self._rows("SELECT max(modified) FROM advisory")[0][0] or ""
        meta = {"format": schema.FORMAT, "imported": now.isoformat(), "as_of": newest, **told}
        self.connection.executemany("INSERT OR REPLACE INTO meta VALUES (?,?)", meta.items())
        self.connection.commit()
        verdict = self._rows("PRAGMA integrity_check")[0][0]
        if verdict != "ok":
            raise ImportRefused(f"the new store is damaged ({verdict}); look at the disk and import again")
        exploited, scored = self._rows("SELECT (SELECT count(*) FROM kev), (SELECT count(*) FROM epss)")[0]
        return Imported(counts, tuple(self.refused), tuple(self.left_out), exploited, scored)

    def _add(self, entry: Entry) -> None:
        """The same record comes with every ecosystem that it names; the newest text of it counts."""
        try:
            reading = _read(entry)
        except BadRecord as reason:
            self.refused.append(Refused(entry.name, str(reason)))
            return
        record = reading.record
        known = self.connection.execute("SELECT aid, modified FROM advisory WHERE id = ?", (record.id,)).fetchone()
        if known is not None and known[1] >= record.modified:
            return
        if known is None:
            self._last += 1
        else:
            schema.remove(self.connection, known[0])
        schema.insert(self.connection, known[0] if known else self._last, record, entry.raw)
        self.left_out += [Refused(entry.name, why) for why in reading.left_out]

    def _heard(self, name: str, read: Callable[[Path], list[T]], source: Path) -> list[T]:
        try:
            return read(source)
        except BadRecord as reason:
            self.refused.append(Refused(name, str(reason)))
            return []

    def _replace(self, table: str, rows: list[tuple[str, str | float, float]]) -> None:
        """These lists come whole; one that did not come leaves what is there."""
        if rows:
            self.connection.execute(f"DELETE FROM {table}")  # noqa: S608 - one of two names written above
            self.connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?,?,?)", rows)  # noqa: S608 - as above

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()


def _read(entry: Entry) -> Reading:
    """Raises `BadRecord`."""
    if entry.refused:
        raise BadRecord(entry.refused)
    reading = read_record(entry.raw)
    if reading.record.id != entry.id:
        raise BadRecord(f"the file is named after another record than {reading.record.id}")
    return reading
