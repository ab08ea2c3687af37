"""The audit log: appended to, never changed, each entry sealed together with all before it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, text

from bot.store.engine import reading
from bot.store.schema import audit, in_utc

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Engine, Row

_LOCK = 4_862_170_332
_START = "0" * 64
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """Who did what to which thing. `detail` holds plain values that JSON can carry."""

    at: datetime
    actor: str
    action: str
    subject: str
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chain:
    """What `verify` found. `broken_at` is the id of the first entry that does not fit; None when all do.

    A cut at the end leaves a chain that fits: keep `length` and `digest` elsewhere to notice it.
    """

    length: int
    digest: str
    broken_at: int | None = None


class Audit:
    """The log of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def append(self, entry: Entry) -> None:
        """Add an entry in a transaction of its own."""
        with self._engine.begin() as connection:
            append_in(connection, entry)

    def latest(self, count: int = 100) -> Sequence[Entry]:
        """The newest entries, newest first."""
        with reading(self._engine).connect() as connection:
            rows = connection.execute(select(audit).order_by(audit.c.id.desc()).limit(count)).all()
        return [Entry(in_utc(row.at), row.actor, row.action, row.subject, json.loads(row.detail)) for row in rows]

    def verify(self) -> Chain:
        """Recompute every digest from the first entry on."""
        previous, length = _START, 0
        with reading(self._engine).connect() as connection:
            for row in connection.execute(select(audit).order_by(audit.c.id)).yield_per(_BATCH):
                if row.digest != _digest(previous, _sealed(row)):
                    return Chain(length, previous, row.id)
                previous, length = row.digest, length + 1
        return Chain(length, previous)


def append_in(connection: Connection, entry: Entry) -> None:
    """Add an entry to the caller's transaction: what it tells of and the entry are kept together, or neither is."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    previous = connection.execute(select(audit.c.digest).order_by(audit.c.id.desc()).limit(1)).scalar() or _START
    detail = json.dumps(dict(entry.detail), sort_keys=True, ensure_ascii=True, default=str)
    fields = (in_utc(entry.at).isoformat(), entry.actor, entry.action, entry.subject, detail)
    values = {"at": in_utc(entry.at), "actor": entry.actor, "action": entry.action, "subject": entry.subject, "detail": detail}
    connection.execute(insert(audit).values(**values, digest=_digest(previous, fields)))


def _sealed(row: Row[tuple[object, ...]]) -> tuple[str, ...]:
    return (in_utc(row.at).isoformat(), row.actor, row.action, row.subject, row.detail)


def _digest(previous: str, fields: tuple[str, ...]) -> str:
    return hashlib.sha256(json.dumps([previous, *fields], ensure_ascii=True).encode()).hexdigest()
