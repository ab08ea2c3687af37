"""Webhook deliveries: which were seen, and what became of each."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from bot.intake.queue import RECEIVED, Claim, DeliveryState, Standing
from bot.store.engine import reading
from bot.store.insertion import insert_if_absent
from bot.store.schema import delivery, in_utc

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from sqlalchemy import Engine


_ENDS = frozenset({DeliveryState.IGNORED, DeliveryState.DONE})


@dataclass(frozen=True, slots=True)
class SeenDelivery:
    """One delivery as it is remembered. `why` says what it was ignored or failed for; `job` is the work's key, or empty."""

    id: str
    event: str
    action: str
    received: datetime
    state: DeliveryState
    why: str
    job: str


class Deliveries:
    """The deliveries of one database, shared by all processes."""

    def __init__(self, engine: Engine, turn: Callable[[], AbstractContextManager[None]] = nullcontext) -> None:
        """`turn` is entered while a delivery is claimed; see `bot.store.turns`."""
        self._engine = engine
        self._turn = turn

    def claim(self, id_: str, event: str, action: str, now: datetime, stands: Standing = RECEIVED) -> Claim:
        """Take a delivery by one atomic insert: of any number of callers at once exactly one is told NEW.

        `stands` is written down with a new one, so that an ordinary delivery costs one transaction.
        """
        told = {"state": stands.state.value, "why": stands.why, "job": stands.job}
        row = {"id": id_, "event": event, "action": action, "received": in_utc(now), **told}
        with self._turn(), self._engine.begin() as connection:
            if insert_if_absent(connection, delivery, row):
                return Claim.NEW
            state = connection.execute(select(delivery.c.state).where(delivery.c.id == id_)).scalar_one()
        return Claim.DONE if DeliveryState(state) in _ENDS else Claim.UNFINISHED

    def settle(self, id_: str, state: DeliveryState, why: str = "", job: str = "") -> None:
        """Write down what became of a delivery; an empty `job` keeps the one known. Raises `LookupError` for an unknown id."""
        values = {"state": state.value, "why": why} | ({"job": job} if job else {})
        with self._engine.begin() as connection:
            if connection.execute(update(delivery).where(delivery.c.id == id_).values(**values)).rowcount != 1:
                message = f"the delivery {id_[:80]!r} was never claimed"
                raise LookupError(message)

    def settle_job(self, job: str, state: DeliveryState, why: str = "") -> int:
        """Write down what became of a job for every delivery that asked for it and has not ended; how many there were."""
        open_ = delivery.c.state.not_in([end.value for end in _ENDS])
        with self._engine.begin() as connection:
            changed = update(delivery).where(delivery.c.job == job, open_).values(state=state.value, why=why)
            return connection.execute(changed).rowcount

    def find(self, id_: str) -> SeenDelivery | None:
        """The delivery of that id."""
        with reading(self._engine).connect() as connection:
            row = connection.execute(select(delivery).where(delivery.c.id == id_)).one_or_none()
        if row is None:
            return None
        return SeenDelivery(row.id, row.event, row.action, in_utc(row.received), DeliveryState(row.state), row.why, row.job)

    def counts(self) -> Sequence[tuple[DeliveryState, str, int]]:
        """How many deliveries are in each state for each reason, sorted."""
        columns = (delivery.c.state, delivery.c.why)
        with reading(self._engine).connect() as connection:
            rows = connection.execute(select(*columns, func.count()).group_by(*columns).order_by(*columns)).all()
        return [(DeliveryState(state), why, count) for state, why, count in rows]

    def forget_before(self, moment: datetime) -> int:
        """Remove deliveries that ended and came before the moment; how many. GitHub redelivers for a few days only."""
        ended = delivery.c.state.in_([end.value for end in _ENDS])
        with self._engine.begin() as connection:
            return connection.execute(delete(delivery).where(ended, delivery.c.received < in_utc(moment))).rowcount
