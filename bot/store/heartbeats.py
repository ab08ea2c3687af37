"""Signs of life of the worker processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from bot.store.engine import reading
from bot.store.insertion import insert_if_absent
from bot.store.schema import heartbeat, in_utc

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Engine


class Heartbeats:
    """The workers of one database, each under its executor id."""

    def __init__(self, engine: Engine, status: str = "") -> None:
        """`status` is what this process says of itself with each sign of life, such as its sandbox."""
        self._engine = engine
        self._status = status

    def beat(self, executor: str, now: datetime) -> None:
        """Say that the executor is alive."""
        with self._engine.begin() as connection:
            told = {"beat": in_utc(now), "status": self._status}
            if not insert_if_absent(connection, heartbeat, {"executor": executor, **told}):
                connection.execute(update(heartbeat).where(heartbeat.c.executor == executor).values(**told))

    def alive_since(self, moment: datetime) -> Sequence[tuple[str, str]]:
        """Executors heard of at the moment or later, each with what it said of itself, sorted."""
        query = select(heartbeat.c.executor, heartbeat.c.status).where(heartbeat.c.beat >= in_utc(moment)).order_by(heartbeat.c.executor)
        with reading(self._engine).connect() as connection:
            return [(row.executor, row.status) for row in connection.execute(query)]

    def silent_since(self, moment: datetime) -> Sequence[str]:
        """Executors last heard of before the moment, sorted."""
        query = select(heartbeat.c.executor).where(heartbeat.c.beat < in_utc(moment)).order_by(heartbeat.c.executor)
        with reading(self._engine).connect() as connection:
            return connection.execute(query).scalars().all()

    def forget(self, executor: str) -> None:
        """Remove an executor that ended, or whose work was taken over."""
        with self._engine.begin() as connection:
            connection.execute(delete(heartbeat).where(heartbeat.c.executor == executor))
