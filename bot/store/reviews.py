"""Reviews that ended, with their findings."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from bot.review.record import Record, RecordedFinding
from bot.store.audit import Entry, append_in
from bot.store.engine import reading
from bot.store.insertion import insert_if_absent
from bot.store.schema import finding, in_utc, review

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Engine, Row

_ACTOR = "bartizan"


class Reviews:
    """The `Memory` of one database. `policy` is the digest of the policy in force, written beside each review."""

    def __init__(self, engine: Engine, policy: str = "") -> None:
        self._engine = engine
        self._policy = policy

    def remember(self, record: Record) -> None:
        """Keep a finished review. The same again changes nothing; another of the same key takes its place and is audited."""
        row = _row(record) | {"policy": self._policy}
        with self._engine.begin() as connection:
            if insert_if_absent(connection, review, row):
                action = "review.remembered"
            else:
                connection.execute(select(review.c.key).where(review.c.key == record.key).with_for_update())
                if _load(connection, record.key) == record:
                    return
                connection.execute(delete(finding).where(finding.c.review == record.key))
                connection.execute(update(review).where(review.c.key == record.key).values(**row))
                action = "review.replaced"
            if record.findings:
                rows = [asdict(found) | {"review": record.key, "place": place} for place, found in enumerate(record.findings)]
                connection.execute(insert(finding), rows)
            detail = {"decision": record.decision, "findings": len(record.findings), "writes": record.writes, "policy": self._policy}
            append_in(connection, Entry(record.finished, _ACTOR, action, record.key, detail))

    def find(self, key: str) -> Record | None:
        """The review of that key."""
        with reading(self._engine).connect() as connection:
            return _load(connection, key)

    def newest(self, repo: str, number: int) -> Record | None:
        """The last review of a pull request."""
        query = select(review).where(review.c.repo == repo, review.c.number == number).order_by(review.c.finished.desc()).limit(1)
        return next(iter(self._select(query)), None)

    def history(self, repo: str, number: int) -> Sequence[Record]:
        """Every review of a pull request, newest first."""
        return self._select(select(review).where(review.c.repo == repo, review.c.number == number).order_by(review.c.finished.desc()))

    def latest(self, count: int = 50) -> Sequence[Record]:
        """The newest reviews of all repositories, newest first."""
        return self._select(select(review).order_by(review.c.finished.desc()).limit(count))

    def _select(self, query: object) -> Sequence[Record]:
        with reading(self._engine).connect() as connection:
            rows = connection.execute(query).all()  # type: ignore[call-overload]  # any select of whole rows
            return [_record(connection, row) for row in rows]


def _row(record: Record) -> dict[str, object]:
    return {
        "key": record.key,
        "repo": record.repo,
        "number": record.number,
        "head": record.head,
        "base": record.base,
        "decision": record.decision,
        "summary": record.summary,
        "started": in_utc(record.started),
        "finished": in_utc(record.finished),
        "timings": [list(timing) for timing in record.timings],
        "writes": record.writes,
    }


def _load(connection: Connection, key: str) -> Record | None:
    row = connection.execute(select(review).where(review.c.key == key)).one_or_none()
    return None if row is None else _record(connection, row)


def _record(connection: Connection, row: Row[tuple[object, ...]]) -> Record:
    found = connection.execute(select(finding).where(finding.c.review == row.key).order_by(finding.c.place)).all()
    return Record(
        key=row.key,
        repo=row.repo,
        number=row.number,
        head=row.head,
        base=row.base,
        decision=row.decision,
        summary=row.summary,
        started=in_utc(row.started),
        finished=in_utc(row.finished),
        findings=tuple(
            RecordedFinding(item.fingerprint, item.rule, item.path, item.line, item.severity, item.confidence, item.state, item.kinship)
            for item in found
        ),
        timings=tuple((stage, float(seconds)) for stage, seconds in row.timings),
        writes=row.writes,
    )
