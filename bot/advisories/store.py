"""The advisory store, asked by package; fulfils `checks.core.Advisories`."""

from __future__ import annotations

import json
import sqlite3
import threading
import zlib
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.advisories import fixes, schema
from bot.advisories.events import bare
from bot.advisories.grouping import advisory, groups
from bot.advisories.matching import holds
from bot.advisories.naming import canonical_name
from bot.advisories.record import Kind
from bot.advisories.versions.orders import is_ordered
from checks.core.dependency import AdvisoriesUnavailable, Advisory, Package, Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from bot.advisories.record import Record

_ADVICE = "run `bartizan advisories import DIR` with a directory of OSV archives"


@dataclass(frozen=True, slots=True)
class Status:
    """What an operator asks: which file, which advisories, or why there are none."""

    path: Path
    snapshot: Snapshot | None
    known_exploited: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a sync goes on from. `ecosystems`: as their archives are called, without the releases of a system."""

    imported: datetime
    rebuilt: datetime
    ecosystems: frozenset[str]


def standing_of(path: Path) -> Standing | None:
    """None for a file that is not there, damaged, or of another release: there is nothing to go on from."""
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        with closing(connection):
            told = dict(connection.execute("SELECT k, v FROM meta"))
            held = frozenset(eco.partition(":")[0] for (eco,) in connection.execute("SELECT DISTINCT eco FROM affected"))
        if told["format"] != schema.FORMAT:
            return None
        return Standing(_time(told["imported"]), _time(told[schema.REBUILT]), held)
    except (sqlite3.Error, KeyError, TypeError, ValueError):
        return None


class AdvisoryStore:
    """One store file, for any number of threads; a file put in its place is noticed at the next question."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._own = threading.local()

    def affecting(self, package: Package) -> Sequence[Advisory]:
        """Advisories that hold for exactly that version, worst first. Raises `AdvisoriesUnavailable`."""
        reader = self._reader()
        asked = _canonical(package)
        hit = [record for record in reader.records(asked).values() if holds(record, asked.version)]
        found = [
            advisory(asked, group, reader.exploited(group), reader.withdrawn(group), reader.likelihood(group)) for group in groups(hit)
        ]
        return tuple(sorted(found, key=_urgency))

    def first_clean(self, package: Package) -> str | None:
        """The nearest later release that no advisory names. Raises `AdvisoriesUnavailable`."""
        asked = _canonical(package)
        serious = [record for record in self._reader().records(asked).values() if record.kind is not Kind.INFORMATIONAL]
        return fixes.first_clean(asked.ecosystem, asked.version, serious)

    def first_without(self, package: Package, ids: AbstractSet[str]) -> str | None:
        """The nearest later release that none of these advisories names. Raises `AdvisoriesUnavailable`."""
        asked = _canonical(package)
        return fixes.first_without(asked.ecosystem, asked.version, list(self._reader().records(asked).values()), ids)

    def records_for(self, package: Package) -> list[dict[str, Any]]:
        """Every OSV document that names the package, whatever the version, for others to judge anew.

        As the publisher wrote it, but for aliases that are no ids, CVEs of `upstream` that join the aliases, and operators before
        the versions of events.

        Malware is stored without its text; its documents hold what the store knows. Raises `AdvisoriesUnavailable`.
        """
        reader = self._reader()
        return [reader.document(aid, record) for aid, record in reader.records(_canonical(package)).items()]

    def snapshot(self) -> Snapshot:
        """Which advisories these are. Raises `AdvisoriesUnavailable`."""
        return self._reader().snapshot

    def status(self) -> Status:
        """The same for an operator; never raises."""
        try:
            reader = self._reader()
            return Status(self._path, reader.snapshot, reader.count_exploited())
        except AdvisoriesUnavailable as reason:
            return Status(self._path, None, why=str(reason))

    def _reader(self) -> _Reader:
        """This thread's connection, opened anew when the file is another one than before."""
        try:
            stat = self._path.stat()
        except OSError as error:
            raise AdvisoriesUnavailable(f"there is no advisory store at {self._path}; {_ADVICE}") from error
        identity = (stat.st_dev, stat.st_ino, stat.st_mtime_ns, stat.st_size)
        reader: _Reader | None = getattr(self._own, "reader", None)
        if reader is None or reader.identity != identity:
            reader = self._own.reader = _Reader(self._path, identity)
        return reader


class _Reader:
    """One connection to one version of the file."""

    def __init__(self, path: Path, identity: tuple[int, ...]) -> None:
        self.identity = identity
        self._connection: sqlite3.Connection | None = None
        self._path = path
        try:
            # Closed by whichever thread lets go of the reader last.
            uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            told = dict(self._rows("SELECT k, v FROM meta"))
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        if told.get("format") != schema.FORMAT:
            raise AdvisoriesUnavailable(f"{path} was made by another release of this program; {_ADVICE}")
        counts = self._rows("SELECT eco, count(DISTINCT aid) FROM affected GROUP BY eco ORDER BY eco")
        self._held = frozenset(eco for eco, _ in counts)
        try:
            self.snapshot = Snapshot(_time(told["as_of"]), _time(told["imported"]), tuple((eco, count) for eco, count in counts))
        except (KeyError, TypeError, ValueError) as error:
            raise self._unusable(error) from error

    def __del__(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def records(self, package: Package) -> dict[int, Record]:
        """Every record that names the package, whatever the version."""
        if package.ecosystem not in self._held:
            raise AdvisoriesUnavailable(f"the advisory store holds nothing about {package.ecosystem}; {_ADVICE} that covers it")
        if not is_ordered(package.ecosystem):
            raise AdvisoriesUnavailable(f"the versions of {package.ecosystem} cannot be compared with those that its advisories name")
        rows = self._rows(schema.BY_PACKAGE, package.ecosystem, package.name)
        try:
            return schema.records(package.ecosystem, package.name, rows)
        except (AttributeError, TypeError, ValueError) as error:  # a damaged row
            raise self._unusable(error) from error

    def exploited(self, group: Iterable[Record]) -> frozenset[str]:
        """Which CVEs of the group are known to be used in attacks."""
        cves = {each for record in group for each in record.ids if each.startswith("CVE-")}
        return frozenset(cve for each in cves for (cve,) in self._rows("SELECT cve FROM kev WHERE cve = ?", each))

    def likelihood(self, group: Iterable[Record]) -> float | None:
        """The highest estimate that one of the group's CVEs will be used in attacks, from 0 to 1."""
        cves = {each for record in group for each in record.ids if each.startswith("CVE-")}
        return max((score for each in cves for (score,) in self._rows("SELECT score FROM epss WHERE cve = ?", each)), default=None)

    def withdrawn(self, group: Iterable[Record]) -> frozenset[str]:
        """Which aliases of the group's malware records are themselves in the store and withdrawn."""
        aliases = {each for record in group if record.kind is Kind.MALWARE for each in record.aliases}
        return frozenset(
            found for each in aliases for (found,) in self._rows("SELECT id FROM advisory WHERE id = ? AND withdrawn <> ''", each)
        )

    def count_exploited(self) -> int:
        """How many CVEs are known to be used in attacks."""
        return int(self._rows("SELECT count(*) FROM kev")[0][0])

    def document(self, aid: int, record: Record) -> dict[str, Any]:
        """The publisher's JSON, or a small one made of what is stored."""
        raw = self._rows("SELECT raw FROM advisory WHERE aid = ?", aid)[0][0]
        if raw is not None:
            try:
                document: dict[str, Any] = json.loads(zlib.decompress(raw))
            except (TypeError, ValueError, zlib.error) as error:
                raise self._unusable(error) from error
            return _mended(document) | {"aliases": sorted(record.aliases)}
        return _small_document(record)

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        if self._connection is None:
            raise AdvisoriesUnavailable(f"{self._path} is not open; {_ADVICE}")
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> AdvisoriesUnavailable:
        return AdvisoriesUnavailable(f"the advisory store at {self._path} cannot be read ({error}); {_ADVICE}")


def _urgency(each: Advisory) -> tuple[object, ...]:
    return (not each.malicious, not each.known_exploited, -(each.severity or 0), -(each.exploit_likelihood or 0), each.ids)


def _mended(document: dict[str, Any]) -> dict[str, Any]:
    """The import read every list here, so that their shape is known."""
    ranges = [each for entry in document.get("affected") or [] for each in entry.get("ranges") or []]
    for each in ranges:
        each["events"] = [
            {kind: bare(text) if isinstance(text, str) else text for kind, text in event.items()} for event in each.get("events") or []
        ]
    return document


def _small_document(record: Record) -> dict[str, Any]:
    affected = [
        {
            "package": {"ecosystem": entry.ecosystem, "name": entry.name},
            "ranges": [{"type": "ECOSYSTEM", "events": [{name: version} for name, version in each.events]} for each in entry.ranges],
            "versions": sorted(entry.versions),
        }
        for entry in record.affected
    ]
    aliases = sorted(record.aliases)
    document = {"id": record.id, "modified": record.modified, "aliases": aliases, "summary": record.summary, "affected": affected}
    return document | ({"withdrawn": record.withdrawn} if record.withdrawn else {})


def _canonical(package: Package) -> Package:
    return replace(package, name=canonical_name(package.ecosystem, package.name))


def _time(text: str) -> datetime:
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=UTC)
