"""What the App is installed on, what it is no longer installed on, and whom it may not work for now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from bot.store.audit import Entry, append_in
from bot.store.engine import reading
from bot.store.insertion import insert_if_absent
from bot.store.schema import in_utc, repository, suspension

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Engine

    from bot.intake.job import Housekeeping

_GITHUB = "github"


@dataclass(frozen=True, slots=True)
class Known:
    """A repository under one of its names. `gone_at`: since when the App does not see it any more."""

    repo_id: int
    full_name: str
    installation: int
    since: datetime
    gone_at: datetime | None


class Installations:
    """The installations of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(self, event: Housekeeping, delivery: str, now: datetime) -> None:
        """Write down what GitHub told about the App, with its entry in the audit log. The same again changes nothing but the log."""
        with self._engine.begin() as connection:
            if event.installation is not None:
                _apply(connection, event, event.installation, now)
            detail = {"delivery": delivery, "added": len(event.added), "removed": len(event.removed)}
            append_in(connection, Entry(now, _GITHUB, f"{event.event}.{event.action}", str(event.installation or ""), detail))

    def met(self, repo_id: int, full_name: str, installation: int, now: datetime) -> None:
        """A job names the repository. It may be an old one, so that only a newer installation calls back what had gone."""
        with self._engine.begin() as connection:
            _met(connection, repo_id, full_name, installation, now)

    def reconcile(self, installation: int, seen: Mapping[int, str], now: datetime, *, whole: bool) -> Sequence[str]:
        """What GitHub lists now is there; with `whole` everything else of the installation has gone. The names that went."""
        with self._engine.begin() as connection:
            for repo_id, full_name in seen.items():
                _there(connection, repo_id, full_name, installation, now)
            if not whole:
                return []
            present = repository.c.installation == installation, repository.c.gone_at.is_(None)
            known = connection.execute(select(repository.c.repo_id, repository.c.full_name).where(*present)).all()
            lost = {row.repo_id for row in known} - seen.keys()
            _leave(connection, [repository.c.installation == installation, repository.c.repo_id.in_(lost)], now)
            return sorted(row.full_name for row in known if row.repo_id in lost)

    def standing(self, suspended: Collection[int], all_: Collection[int], now: datetime) -> Sequence[int]:
        """GitHub's whole list of installations: who is suspended, and whoever is not in it has gone. The installations that went."""
        with self._engine.begin() as connection:
            connection.execute(delete(suspension).where(suspension.c.installation.not_in(suspended)))
            for installation in suspended:
                insert_if_absent(connection, suspension, {"installation": installation, "since": in_utc(now)})
            known = select(repository.c.installation).where(repository.c.gone_at.is_(None)).distinct()
            lost = sorted(set(connection.execute(known).scalars()) - set(all_))
            _leave(connection, [repository.c.installation.in_(lost)], now)
        return lost

    def suspended(self, installation: int) -> bool:
        """Whether its owner has suspended the App."""
        with reading(self._engine).connect() as connection:
            found = connection.execute(select(suspension.c.since).where(suspension.c.installation == installation))
            return found.first() is not None

    def gone_before(self, moment: datetime) -> Sequence[int]:
        """Repositories that went, under all their names, at the moment or earlier; sorted."""
        latest = func.max(repository.c.gone_at) <= in_utc(moment)
        whole = func.count(repository.c.gone_at) == func.count()
        query = select(repository.c.repo_id).group_by(repository.c.repo_id).having(whole, latest).order_by(repository.c.repo_id)
        with reading(self._engine).connect() as connection:
            return connection.execute(query).scalars().all()

    def known(self) -> Sequence[Known]:
        """Every repository under every name, by number and name."""
        query = select(repository).order_by(repository.c.repo_id, repository.c.full_name)
        with reading(self._engine).connect() as connection:
            rows = connection.execute(query).all()
        return [Known(r.repo_id, r.full_name, r.installation, in_utc(r.since), in_utc(r.gone_at) if r.gone_at else None) for r in rows]


def _apply(connection: Connection, event: Housekeeping, installation: int, now: datetime) -> None:
    for repo_id, full_name in event.added:
        _there(connection, repo_id, full_name, installation, now)
    ids = [repo_id for repo_id, _ in event.removed]
    if ids:
        for repo_id, full_name in event.removed:
            _met(connection, repo_id, full_name, installation, now)
        _leave(connection, [repository.c.installation == installation, repository.c.repo_id.in_(ids)], now)
    mine = suspension.c.installation == installation
    match (event.event, event.action):
        case ("installation", "deleted"):
            _leave(connection, [repository.c.installation == installation], now)
            connection.execute(delete(suspension).where(mine))
        case ("installation", "suspend"):
            insert_if_absent(connection, suspension, {"installation": installation, "since": in_utc(now)})
        case ("installation", "unsuspend" | "created"):
            connection.execute(delete(suspension).where(mine))


def _met(connection: Connection, repo_id: int, full_name: str, installation: int, now: datetime) -> None:
    row = {"repo_id": repo_id, "full_name": full_name, "installation": installation, "since": in_utc(now), "gone_at": None}
    if not insert_if_absent(connection, repository, row):
        # GitHub numbers installations upwards: a higher one means that the App was installed anew.
        older = repository.c.repo_id == repo_id, repository.c.installation < installation
        connection.execute(update(repository).where(*older).values(installation=installation, gone_at=None))


def _there(connection: Connection, repo_id: int, full_name: str, installation: int, now: datetime) -> None:
    _met(connection, repo_id, full_name, installation, now)
    mine = repository.c.repo_id == repo_id, repository.c.installation == installation
    connection.execute(update(repository).where(*mine).values(gone_at=None))


def _leave(connection: Connection, which: Sequence[ColumnElement[bool]], now: datetime) -> None:
    """A second telling does not lengthen the time."""
    connection.execute(update(repository).where(*which, repository.c.gone_at.is_(None)).values(gone_at=in_utc(now)))
