"""How far the sweeps have come: whose turn it is, what was seen, and how often a delivery was asked for again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from bot.store.engine import reading
from bot.store.insertion import insert_if_absent
from bot.store.schema import in_utc, redelivery, sweep

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True)
class Progress:
    """A sweep that began at `began`. `through`: up to when everything was seen before; `place`: where a cut one goes on, 0 at its start."""

    began: datetime
    through: datetime | None
    place: int


class Sweeps:
    """The sweeps of one database, shared by all workers."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim(self, name: str, now: datetime, every: timedelta) -> bool:
        """Take the turn unless somebody took it within `every`: of any number of callers at once one is told True."""
        row = {"name": name, "began": in_utc(now), "through": None, "place": 0}
        due = sweep.c.began <= in_utc(now) - every
        with self._engine.begin() as connection:
            if insert_if_absent(connection, sweep, row):
                return True
            taken = update(sweep).where(sweep.c.name == name, due).values(began=in_utc(now))
            return connection.execute(taken).rowcount == 1

    def begin(self, name: str, now: datetime) -> Progress:
        """Where to go on; a sweep that was cut short keeps its own beginning."""
        with self._engine.begin() as connection:
            insert_if_absent(connection, sweep, {"name": name, "began": in_utc(now), "through": None, "place": 0})
            fresh = update(sweep).where(sweep.c.name == name, sweep.c.place == 0).values(began=in_utc(now))
            connection.execute(fresh)
            row = connection.execute(select(sweep).where(sweep.c.name == name)).one()
        return Progress(in_utc(row.began), in_utc(row.through) if row.through else None, row.place)

    def cut(self, name: str, place: int) -> None:
        """It stopped after `place` and goes on there next time."""
        self._write(name, place=place)

    def complete(self, name: str, through: datetime) -> None:
        """Everything up to `through` was seen."""
        self._write(name, place=0, through=in_utc(through))

    def asked_again(self, guid: str, now: datetime, most: int) -> bool:
        """Count one more redelivery; False when the delivery had `most` of them already."""
        with self._engine.begin() as connection:
            if insert_if_absent(connection, redelivery, {"guid": guid, "times": 1, "last": in_utc(now)}):
                return True
            more = update(redelivery).where(redelivery.c.guid == guid, redelivery.c.times < most)
            return connection.execute(more.values(times=redelivery.c.times + 1, last=in_utc(now))).rowcount == 1

    def times(self, guid: str) -> int:
        """How often the delivery was asked for again."""
        with reading(self._engine).connect() as connection:
            return connection.execute(select(redelivery.c.times).where(redelivery.c.guid == guid)).scalar() or 0

    def forget_before(self, moment: datetime) -> int:
        """Remove counts last changed before the moment: GitHub cannot deliver these again."""
        with self._engine.begin() as connection:
            return connection.execute(delete(redelivery).where(redelivery.c.last < in_utc(moment))).rowcount

    def _write(self, name: str, **values: object) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(sweep).where(sweep.c.name == name).values(**values))
