"""Which commit of each default branch was compared with which advisories, and where that was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.store.engine import reading
from bot.store.insertion import insert_if_absent
from bot.store.schema import in_utc, look
from bot.store.uploads import REFUSAL

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine


class Looks:
    """The looks of one database, the newest of each repository."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def due(self, repo_id: int, snapshot: str, head: str | None, now: datetime) -> bool:
        """Whether there are other advisories, or another commit where `head` is known. Never within a day of a refusal."""
        with reading(self._engine).connect() as connection:
            row = connection.execute(select(look).where(look.c.repo_id == repo_id)).first()
        if row is None:
            return True
        if row.refused:
            return in_utc(row.at) <= in_utc(now) - REFUSAL
        return row.snapshot != snapshot or (head is not None and row.head != head)

    def looked(self, repo_id: int, snapshot: str, head: str, now: datetime) -> None:
        """The commit was compared with these advisories."""
        self._write(repo_id, {"head": head, "snapshot": snapshot, "refused": False, "at": in_utc(now), "said": ""})

    def refused(self, repo_id: int, said: str, now: datetime) -> None:
        """It could not be done and is not tried again for a day."""
        self._write(repo_id, {"head": "", "snapshot": "", "refused": True, "at": in_utc(now), "said": said})

    def _write(self, repo_id: int, told: dict[str, object]) -> None:
        with self._engine.begin() as connection:
            if not insert_if_absent(connection, look, {"repo_id": repo_id} | told):
                connection.execute(update(look).where(look.c.repo_id == repo_id).values(**told))
