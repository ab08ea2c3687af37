"""Opening the database: SQLite for one machine, PostgreSQL for several."""

from __future__ import annotations

import fcntl
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.engine import URL

_BUSY_MS = 20_000
_READS = "bartizan_reads"


def connect(url: str) -> Engine:
    """An engine for `sqlite:///file` or `postgresql://…`; nothing is opened yet. Raises `ValueError` for other addresses."""
    parsed = normalised(url)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(parsed, pool_pre_ping=True, pool_size=10, max_overflow=20)
    engine = create_engine(parsed)
    place = Path(parsed.database) if parsed.database not in {None, "", ":memory:"} else None

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own object
        _prepare(connection, place)

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        # A transaction that reads and then writes would fail with "locked" instead of waiting its turn.
        kind = "DEFERRED" if connection.get_execution_options().get(_READS) else "IMMEDIATE"
        connection.exec_driver_sql(f"BEGIN {kind}")

    return engine


def reading(engine: Engine) -> Engine:
    """The same engine for transactions that only read: on SQLite they do not wait for a writer."""
    return engine.execution_options(**{_READS: True})


def normalised(url: str) -> URL:
    """The address with the driver we ship. Raises `ValueError` for other databases; the message shows no password."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return make_url("postgresql+psycopg://" + url.removeprefix(prefix))
    if not url.startswith(("sqlite://", "postgresql+psycopg://")):
        message = f"a database address begins with sqlite:/// or postgresql://, not with {url.partition(':')[0][:30]!r}"
        raise ValueError(message)
    return make_url(url)


def _prepare(connection: Any, place: Path | None) -> None:  # noqa: ANN401 - the driver's own object
    connection.isolation_level = None
    with closing(connection.cursor()) as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = NORMAL")
        if place is not None and cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            # Changing the mode does not wait for others who do the same, so the lock is one of ours.
            with Path(f"{place}.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                cursor.execute("PRAGMA journal_mode = WAL")
