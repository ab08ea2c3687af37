"""What goes to GitHub after a review: what is to be handed over, what was, and where GitHub would not take any."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.review.parcel import Parcel
from bot.store.engine import reading
from bot.store.insertion import insert_if_absent
from bot.store.schema import in_utc, upload

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine
    from sqlalchemy.sql.elements import ColumnElement

WAITING, TRIED, SENT, REFUSED, FAILED = "waiting", "tried", "sent", "refused", "failed"
# Whoever is to grant something is not asked with every push; after a day it may have been granted.
REFUSAL = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Which:
    """What tells uploads apart: the repository's number, the commit, the content's digest."""

    repo_id: int
    head: str
    digest: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A parcel that waits. `tried`: an earlier attempt was begun at that moment, and how it ended is not known."""

    parcel: Parcel
    tried: datetime | None


class Uploads:
    """The uploads of one `kind` in one database."""

    def __init__(self, engine: Engine, kind: str) -> None:
        self._engine = engine
        self._kind = kind

    def keep(self, repo_id: int, head: str, parcel: Parcel, now: datetime) -> int | None:
        """Keep the parcel until it is handed over; the number of its round, or None when nothing is to be done.

        What was sent stays sent; what was given up gets another round.
        """
        row = {"repo_id": repo_id, "head": head, "digest": parcel.digest, "packed": parcel.packed, "results": parcel.count}
        row |= {"kind": self._kind, "said": ""}
        with self._engine.begin() as connection:
            if insert_if_absent(connection, upload, row | {"state": WAITING, "round": 1, "at": in_utc(now)}):
                return 1
            known = _one(Which(repo_id, head, parcel.digest))
            kept = connection.execute(select(upload.c.state, upload.c.round).where(*known)).one()
            if kept.state in {REFUSED, FAILED}:
                again = {"state": WAITING, "round": kept.round + 1, "packed": parcel.packed, "at": in_utc(now), "said": ""}
                connection.execute(update(upload).where(*known).values(**again))
                return int(kept.round) + 1
            return None if kept.state == SENT else int(kept.round)

    def begin(self, which: Which, now: datetime) -> Kept | None:
        """The parcel, now being tried; None when nothing waits."""
        known = _one(which)
        with self._engine.begin() as connection:
            row = connection.execute(select(upload).where(*known)).first()
            if row is None or row.state not in {WAITING, TRIED}:
                return None
            if row.state == WAITING:
                connection.execute(update(upload).where(*known).values(state=TRIED, at=in_utc(now)))
        return Kept(Parcel(row.packed, which.digest, row.results), in_utc(row.at) if row.state == TRIED else None)

    def end(self, which: Which, state: str, now: datetime, said: str = "") -> None:
        """How it ended: `SENT`, `REFUSED` or `FAILED`. The content is not needed any more."""
        with self._engine.begin() as connection:
            told = {"state": state, "at": in_utc(now), "said": said, "packed": b""}
            connection.execute(update(upload).where(*_one(which)).values(**told))

    def refusal(self, repo_id: int, now: datetime) -> str | None:
        """What GitHub said when it refused the like of the repository within the last day."""
        lately = upload.c.state == REFUSED, upload.c.at > in_utc(now) - REFUSAL
        query = select(upload.c.said).where(upload.c.repo_id == repo_id, upload.c.kind == self._kind, *lately).order_by(upload.c.at.desc())
        with reading(self._engine).connect() as connection:
            found = connection.execute(query).scalars().first()
        return None if found is None else str(found)


def _one(which: Which) -> tuple[ColumnElement[bool], ...]:
    return upload.c.repo_id == which.repo_id, upload.c.head == which.head, upload.c.digest == which.digest
