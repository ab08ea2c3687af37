"""The tables of the store, and how a record becomes rows and comes back."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

from bot.advisories.record import Affected, Kind, Range, Record
from checks.core.severity import Severity

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

FORMAT = "2"
# When the store was last built from whole archives.
REBUILT = "rebuilt"

TABLES = """
CREATE TABLE advisory(aid INTEGER PRIMARY KEY, id TEXT UNIQUE, modified TEXT, published TEXT, withdrawn TEXT,
  kind INTEGER, sev INTEGER, cvss REAL, vector TEXT, summary TEXT, raw BLOB);
CREATE TABLE alias(alias TEXT, aid INTEGER, PRIMARY KEY(alias, aid)) WITHOUT ROWID;
CREATE INDEX alias_by_advisory ON alias(aid);
CREATE TABLE affected(eco TEXT, name TEXT, aid INTEGER, n INTEGER, ranges TEXT, versions TEXT, sev INTEGER, cvss REAL,
  PRIMARY KEY(eco, name, aid, n)) WITHOUT ROWID;
CREATE TABLE kev(cve TEXT PRIMARY KEY, added TEXT, ransomware INTEGER) WITHOUT ROWID;
CREATE TABLE epss(cve TEXT PRIMARY KEY, score REAL, rank REAL) WITHOUT ROWID;
CREATE TABLE meta(k TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID;
"""

BY_PACKAGE = """
SELECT a.aid, r.id, r.modified, r.published, r.withdrawn, r.kind, r.sev, r.cvss, r.vector, r.summary,
  (SELECT group_concat(alias, ' ') FROM alias WHERE alias.aid = a.aid), a.ranges, a.versions, a.sev, a.cvss
FROM affected AS a JOIN advisory AS r USING (aid) WHERE a.eco = ? AND a.name = ? ORDER BY a.aid, a.n
"""


def insert(connection: sqlite3.Connection, aid: int, record: Record, raw: bytes) -> None:
    """Write one record. Malware is kept without its text: there is a hundred times more of it than of the rest."""
    text = None if record.kind is Kind.MALWARE else zlib.compress(raw, 6)
    connection.execute(
        "INSERT INTO advisory VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        (
            aid,
            record.id,
            record.modified,
            record.published,
            record.withdrawn,
            int(record.kind),
            record.word,
            record.score,
            record.vector,
            record.summary,
            text,
        ),
    )
    connection.executemany("INSERT INTO alias VALUES (?,?)", [(alias, aid) for alias in sorted(record.aliases)])
    connection.executemany(
        "INSERT INTO affected VALUES (?,?,?,?,?,?,?,?)",
        [
            (each.ecosystem, each.name, aid, n, _ranges(each), "\n".join(sorted(each.versions)), each.word, each.score)
            for n, each in enumerate(record.affected)
        ],
    )


def remove(connection: sqlite3.Connection, aid: int) -> None:
    """Take one record out again."""
    for table in ("affected", "alias", "advisory"):
        connection.execute(f"DELETE FROM {table} WHERE aid = ?", (aid,))  # noqa: S608 - the names stand one line above


def records(ecosystem: str, name: str, rows: Sequence[Sequence[Any]]) -> dict[int, Record]:
    """Rows of `BY_PACKAGE` as records that speak of this package alone, by row id."""
    entries: dict[int, list[Affected]] = {}
    heads: dict[int, Sequence[Any]] = {}
    for row in rows:
        heads.setdefault(row[0], row)
        ranges, versions, word, score = row[11:]
        listed = frozenset(versions.split("\n")) if versions else frozenset()
        spans = tuple(Range(tuple((name_, version) for name_, version in events)) for events in json.loads(ranges))
        entries.setdefault(row[0], []).append(Affected(ecosystem, name, spans, listed, _word(word), score))
    return {aid: _record(heads[aid], tuple(its)) for aid, its in entries.items()}


def _record(row: Sequence[Any], affected: tuple[Affected, ...]) -> Record:
    _, identity, modified, published, withdrawn, kind, word, score, vector, summary, aliases = row[:11]
    return Record(
        id=identity,
        modified=modified,
        published=published,
        withdrawn=withdrawn,
        kind=Kind(kind),
        aliases=frozenset((aliases or "").split()),
        summary=summary,
        affected=affected,
        word=_word(word),
        score=score,
        vector=vector,
    )


def _ranges(entry: Affected) -> str:
    return json.dumps([each.events for each in entry.ranges], separators=(",", ":"))


def _word(value: int | None) -> Severity | None:
    return None if value is None else Severity(value)
