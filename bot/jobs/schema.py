"""DBOS's own tables, made before anybody needs them."""

from __future__ import annotations

import fcntl
from pathlib import Path

from dbos import DBOS, DBOSClient
from sqlalchemy import create_engine, text

from bot.jobs.names import APPLICATION, QUEUE

# A queue polled every second (DBOS's default) would add half a second to every review.
POLLING_SECONDS = 0.15
# Any number that no other user of the same database takes for its own advisory lock.
_LOCK = 4_862_170_332


def dbos_url(database_url: str) -> str:
    """The address as DBOS wants it: without the driver's name."""
    return database_url.replace("postgresql+psycopg://", "postgresql://", 1)


def prepare(database_url: str, *, concurrency: int = 4, polling: float = POLLING_SECONDS) -> None:
    """Make or bring up to date DBOS's tables and our queue. Any number of processes may call it at once, again and again.

    `concurrency`: reviews that one worker process runs at the same time; the last caller's figure holds for all workers.
    """
    url = dbos_url(database_url)
    if url.startswith("sqlite:///"):
        _prepare_file(Path(url.removeprefix("sqlite:///")))
    DBOS.migrate(url)
    _index_pulls(url)
    client = DBOSClient(system_database_url=url, application_name=APPLICATION)
    try:
        client.register_queue(QUEUE, worker_concurrency=concurrency, partition_concurrency=1, polling_interval_sec=polling)
    finally:
        client.destroy()


def _index_pulls(url: str) -> None:
    """Each delivery looks for other work at its pull request, and DBOS has no index for any column that could name it."""
    postgresql = url.startswith("postgresql:")
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:", 1))
    try:
        with engine.begin() as connection:
            if postgresql:
                # Two processes that make the same index at once would fail at PostgreSQL's catalogue.
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            table = "dbos.workflow_status" if postgresql else "workflow_status"
            connection.execute(text(f"CREATE INDEX IF NOT EXISTS bartizan_pull ON {table} (authenticated_user)"))
    finally:
        engine.dispose()


def _prepare_file(path: Path) -> None:
    """With a write-ahead log readers do not wait for writers; the mode is a property of the file and stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Changing the mode does not wait for others who do the same, so the lock is one of ours.
    with Path(f"{path}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        engine = create_engine(f"sqlite:///{path}")
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        finally:
            engine.dispose()
