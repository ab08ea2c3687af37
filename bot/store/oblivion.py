"""Forgetting a repository: everything that is remembered about it, at once, with an entry that counts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, false, func, or_, select

from bot.review.recollection import scope_mark
from bot.store.audit import Entry, append_in
from bot.store.engine import reading
from bot.store.schema import acknowledgement, blob_cache, command, delivery, finding, look, pause, repository, review, upload

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Engine, Table
    from sqlalchemy.sql.elements import ColumnElement

_ACTOR = "bartizan"


class Oblivion:
    """What forgets in one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def names(self, repo_id: int) -> Sequence[str]:
        """The names under which the repository alone is known."""
        with reading(self._engine).connect() as connection:
            return _own_names(connection, repo_id)

    def forget(self, repo_id: int, now: datetime, jobs: int = 0) -> Mapping[str, int]:
        """Delete the repository's rows; how many of each kind, beside the `jobs` that the queue has forgotten.

        The audit log keeps its own entries: it is never changed. A name that another repository has now belongs to that one,
        and what is kept under it stays.
        """
        with self._engine.begin() as connection:
            names = _own_names(connection, repo_id)
            reviews = select(review.c.key).where(review.c.repo.in_(names))
            counts = {
                "jobs": jobs,
                "findings": _gone(connection, finding, finding.c.review.in_(reviews)),
                "reviews": _gone(connection, review, review.c.repo.in_(names)),
                "acknowledgements": _gone(connection, acknowledgement, acknowledgement.c.repo_id == repo_id),
                "pauses": _gone(connection, pause, pause.c.repo_id == repo_id),
                "commands": _gone(connection, command, command.c.repo_id == repo_id),
                "matches": _gone(connection, blob_cache, blob_cache.c.engine.startswith(scope_mark(str(repo_id)))),
                "uploads": _gone(connection, upload, upload.c.repo_id == repo_id),
                "looks": _gone(connection, look, look.c.repo_id == repo_id),
                "deliveries": _gone(connection, delivery, or_(false(), *(_asked_by(name) for name in names))),
            }
            connection.execute(delete(repository).where(repository.c.repo_id == repo_id))
            append_in(connection, Entry(now, _ACTOR, "repository.forgotten", str(repo_id), counts))
        return counts


def _own_names(connection: Connection, repo_id: int) -> Sequence[str]:
    others = select(repository.c.full_name).where(repository.c.repo_id != repo_id, repository.c.gone_at.is_(None))
    own = select(repository.c.full_name).where(repository.c.repo_id == repo_id, repository.c.full_name.not_in(others))
    return connection.execute(own).scalars().all()


def _asked_by(name: str) -> ColumnElement[bool]:
    """Keys begin with the name and go on with `#12`, or with `@` where no pull request is named."""
    return or_(*(func.substr(delivery.c.job, 1, len(name) + 1) == name + mark for mark in "#@"))


def _gone(connection: Connection, table: Table, which: ColumnElement[bool]) -> int:
    return connection.execute(delete(table).where(which)).rowcount
