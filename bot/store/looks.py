"""Which commit of each default branch was compared with which advisories, and where that failed or was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.store.engine import reading
from bot.store.insertion import insert_if_absent
from bot.store.schema import in_utc, look
from bot.store.uploads import FAILED, REFUSAL, REFUSED

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

LOOKED = "looked"


class Looks:
    """The looks of one database, the newest of each repository."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def due(self, repo_id: int, snapshot: str, head: str | None, now: datetime) -> bool:
        """Whether there are other advisories, or another commit where `head` is known. Never within a day of a failure or refusal."""
        with reading(self._engine).connect() as connection:
            row = connection.execute(select(look).where(look.c.repo_id == repo_id)).first()
        if row is None:
            return True
        if row.state != LOOKED:
            return in_utc(row.at) <= in_utc(now) - REFUSAL
        return row.snapshot != snapshot or (head is not None and row.head != head)

    def looked(self, repo_id: int, snapshot: str, head: str, now: datetime) -> None:
        """The commit was compared with these advisories."""
        self._write(repo_id, {"head": head, "snapshot": snapshot, "state": LOOKED, "at": in_utc(now), "said": ""})

    def refused(self, repo_id: int, said: str, now: datetime) -> None:
        """The App may not write the issue there; asked again after a day."""
        self._write(repo_id, {"head": "", "snapshot": "", "state": REFUSED, "at": in_utc(now), "said": said})

    def failed(self, repo_id: int, said: str, now: datetime) -> None:
        """It could not be done, whatever the App may do; tried again after a day."""
        self._write(repo_id, {"head": "", "snapshot": "", "state": FAILED, "at": in_utc(now), "said": said})

    def _write(self, repo_id: int, told: dict[str, object]) -> None:
        with self._engine.begin() as connection:
            if insert_if_absent(connection, look, {"repo_id": repo_id, "since": told["at"]} | told):
                return
            before = connection.execute(select(look.c.state).where(look.c.repo_id == repo_id)).scalar_one()
            since = {} if before == told["state"] else {"since": told["at"]}
            connection.execute(update(look).where(look.c.repo_id == repo_id).values(**told, **since))
