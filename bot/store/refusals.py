"""Where GitHub does not take what is to be handed over, since when, and for how many repositories."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.store.engine import connect, normalised, reading
from bot.store.schema import in_utc, look, repository, upload
from bot.store.uploads import REFUSED, SENT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Engine, Select

# The kind under which looks at default branches are asked for.
LOOKS = "advisories"


class Unknown(Exception):
    """The database could not be asked; the message says why."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One installation whose `repositories` (their number) were refused since `since`, and nothing was taken after that."""

    installation: int
    since: datetime
    repositories: int


class Refusals:
    """The refusals of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def standing(self, kind: str) -> Sequence[Refusal]:
        """Those of the kind that still stand, the oldest first: an upload's, or those of looks. Raises `Unknown`."""
        one = (_looks() if kind == LOOKS else _uploads(kind)).subquery()
        here = select(repository.c.repo_id, repository.c.installation).where(repository.c.gone_at.is_(None)).distinct().subquery()
        since = func.min(one.c.since)
        query = (
            select(here.c.installation, since.label("since"), func.count(one.c.repo_id.distinct()).label("repositories"))
            .join(here, here.c.repo_id == one.c.repo_id)
            .group_by(here.c.installation)
            .order_by(since, here.c.installation)
        )
        try:
            with reading(self._engine).connect() as connection:
                rows = connection.execute(query).all()
        except SQLAlchemyError as error:
            raise Unknown(f"the database could not be asked ({type(error).__name__})") from error
        return [Refusal(row.installation, in_utc(row.since), row.repositories) for row in rows]


def _uploads(kind: str) -> Select[tuple[int, datetime]]:
    later = upload.alias("later")
    taken = exists().where(later.c.repo_id == upload.c.repo_id, later.c.kind == kind, later.c.state == SENT, later.c.at > upload.c.at)
    return select(upload.c.repo_id, upload.c.at.label("since")).where(upload.c.state == REFUSED, upload.c.kind == kind, ~taken)


def _looks() -> Select[tuple[int, datetime]]:
    return select(look.c.repo_id, look.c.since).where(look.c.state == REFUSED)


def recorded(url: str, kind: str) -> Sequence[Refusal]:
    """What the database at that address has; without a file there is none. Raises `Unknown`."""
    place = normalised(url)
    if place.get_backend_name() == "sqlite" and not Path(place.database or "").exists():
        return []
    engine = connect(url)
    try:
        return Refusals(engine).standing(kind)
    finally:
        engine.dispose()
