"""What people said: commands and what was decided, acknowledgements, pauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from bot.conversation.outcome import Effects, Paused, Reaction, Reopened
from bot.review.acknowledgement import Acknowledgement, Kind
from bot.store.audit import Entry, append_in
from bot.store.engine import reading
from bot.store.insertion import insert_if_absent
from bot.store.reviews import Reviews
from bot.store.schema import acknowledgement, command, in_utc, pause
from checks.core.severity import Severity

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection, Engine, Row

    from bot.conversation.outcome import Change, Heard, Outcome
    from bot.review.record import RecordedFinding


class Conversations:
    """The `Ledger` of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def kept(self, id_: str) -> Effects | None:
        """What was decided about this comment, if it was."""
        with reading(self._engine).connect() as connection:
            row = connection.execute(select(command).where(command.c.id == id_)).one_or_none()
        return None if row is None else Effects(tuple(Reaction(face) for face in row.reactions), row.reply, row.review)

    def keep(self, heard: Heard, outcome: Outcome) -> None:
        """Write down the decision with its changes and audit entries in one transaction; the same comment again changes nothing."""
        effects, at = outcome.effects, in_utc(heard.at)
        faces = [reaction.value for reaction in effects.reactions]
        about = {"repo_id": heard.repo_id, "number": heard.number, "who": heard.who, "at": at}
        said = {"id": heard.id, "commands": heard.commands, "reactions": faces, "reply": effects.reply, "review": effects.review}
        with self._engine.begin() as connection:
            if not insert_if_absent(connection, command, about | said):
                return
            for change in outcome.changes:
                _make(connection, heard, change)
            for noted in outcome.noted:
                detail = {**noted.detail, "comment": heard.id}
                append_in(connection, Entry(at, heard.who, noted.action, f"{heard.repo}#{heard.number}", detail))

    def recent(self, heard: Heard, since: datetime) -> int:
        """How many commands the same person has given on the same pull request since then."""
        mine = (command.c.repo_id == heard.repo_id, command.c.number == heard.number, command.c.who == heard.who)
        with reading(self._engine).connect() as connection:
            query = select(func.coalesce(func.sum(command.c.commands), 0)).where(*mine, command.c.at >= in_utc(since))
            return int(connection.execute(query).scalar_one())

    def words(self, repo_id: int, today: date) -> tuple[Acknowledgement, ...]:
        """The acknowledgements that hold in the repository, newest first."""
        return self._words(today, acknowledgement.c.repo_id == repo_id)

    def words_everywhere(self, today: date, repo: str | None = None) -> tuple[Acknowledgement, ...]:
        """Those that hold in all repositories, or in the one that had this name when they were said."""
        return self._words(today, *(() if repo is None else (acknowledgement.c.repo == repo,)))

    def findings(self, repo: str, number: int) -> tuple[RecordedFinding, ...] | None:
        """Those of the pull request's last review."""
        found = Reviews(self._engine).newest(repo, number)
        return None if found is None else found.findings

    def paused_by(self, repo_id: int, number: int) -> str | None:
        """Who has paused the automatic reviews of the pull request."""
        with reading(self._engine).connect() as connection:
            query = select(pause.c.who).where(pause.c.repo_id == repo_id, pause.c.number == number)
            return connection.execute(query).scalar_one_or_none()

    def _words(self, today: date, *where: object) -> tuple[Acknowledgement, ...]:
        holds = (acknowledgement.c.undone_at.is_(None), acknowledgement.c.until >= today)
        query = select(acknowledgement).where(*holds, *where).order_by(acknowledgement.c.id.desc())  # type: ignore[arg-type]  # conditions
        with reading(self._engine).connect() as connection:
            return tuple(_word(row) for row in connection.execute(query))


def _make(connection: Connection, heard: Heard, change: Acknowledgement | Change) -> None:
    match change:
        case Reopened(fingerprint=fingerprint):
            _undo(connection, heard, fingerprint)
        case Paused(paused=paused):
            connection.execute(delete(pause).where(pause.c.repo_id == heard.repo_id, pause.c.number == heard.number))
            if paused:
                row = {"repo_id": heard.repo_id, "number": heard.number, "who": heard.who, "at": in_utc(heard.at)}
                connection.execute(insert(pause).values(**row))
        case Acknowledgement():
            _undo(connection, heard, change.fingerprint)
            connection.execute(insert(acknowledgement).values(**_row(heard, change)))


def _undo(connection: Connection, heard: Heard, fingerprint: str) -> None:
    held = (acknowledgement.c.repo_id == heard.repo_id, acknowledgement.c.fingerprint == fingerprint, acknowledgement.c.undone_at.is_(None))
    connection.execute(update(acknowledgement).where(*held).values(undone_by=heard.who, undone_at=in_utc(heard.at)))


def _row(heard: Heard, word: Acknowledgement) -> dict[str, object]:
    return {
        "repo_id": heard.repo_id,
        "repo": word.repo,
        "number": word.number,
        "fingerprint": word.fingerprint,
        "rule": word.rule,
        "path": word.path,
        "severity": str(word.severity),
        "copies": word.copies,
        "kind": word.kind.value,
        "who": word.who,
        "at": in_utc(word.when),
        "reason": word.reason,
        "until": word.until,
        "kinship": word.kinship,
    }


def _word(row: Row[tuple[object, ...]]) -> Acknowledgement:
    return Acknowledgement(
        fingerprint=row.fingerprint,
        rule=row.rule,
        path=row.path,
        severity=Severity[row.severity.upper()],
        copies=row.copies,
        kind=Kind(row.kind),
        who=row.who,
        when=in_utc(row.at),
        reason=row.reason,
        until=row.until,
        repo=row.repo,
        number=row.number,
        kinship=row.kinship,
    )
