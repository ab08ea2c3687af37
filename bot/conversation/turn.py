"""Our turn in a conversation: decide once, write it down, then do what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.conversation.carrying_out import MAY_COMMAND, carry_out, refuse
from bot.conversation.facts import Facts
from bot.conversation.outcome import Heard, Reaction
from bot.review.marker import Kind, Marker, Signer, State
from bot.review.ports import PullGone

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.conversation.facts import Book, Lifetimes
    from bot.conversation.outcome import Effects, Outcome
    from bot.conversation.ports import Forum, Ledger
    from bot.intake.job import Job
    from bot.intake.said import Said
    from bot.review.ports import Forge, Pull

# Commands of one person on one pull request; beyond that they are written down and nothing else.
MOST = 10
PERIOD = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Table:
    """Everything a conversation needs; `key` signs our answers, so that they are known again."""

    forge: Forge
    forum: Forum
    ledger: Ledger
    book: Book
    lifetimes: Lifetimes
    key: bytes
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class _Posted:
    """Our comments on the pull request, by the findings they are about."""

    table: Table
    pull: Pull
    signer: Signer

    def about(self, fingerprint: str) -> str:
        for comment in self.table.forge.published(self.pull).comments:
            marker = self.signer.read(comment.body)
            if marker is not None and marker.kind is Kind.FINDING and marker.fingerprint == fingerprint:
                return comment.body
        return ""


def heard_id(job: Job) -> str:
    """The name under which the ledger keeps what was decided about the job's comment."""
    return f"{job.repo_id}/{job.said.place if job.said else ''}/{job.comment_id}"


def take_turn(job: Job, table: Table) -> bool:
    """Carry out what the job's comment says; whether the pull request is to be reviewed now. Raises `PullGone` and `ForgeFailed`.

    After a crash at any point it can be taken again: what was decided is kept, and doing it again changes nothing.
    """
    said, comment = job.said, job.comment_id
    if said is None or comment is None or job.number is None:
        return False
    heard = Heard(heard_id(job), job.repo, job.repo_id, job.number, job.sender, table.clock(), len(said.lines))
    effects = table.ledger.kept(heard.id)
    if effects is None:
        outcome = _decide(heard, said, comment, table)
        table.ledger.keep(heard, outcome)
        effects = outcome.effects
    _do(effects, heard, said, comment, table)
    return effects.review


def _decide(heard: Heard, said: Said, comment: int, table: Table) -> Outcome:
    if table.ledger.recent(heard, heard.at - PERIOD) >= MOST:
        return refuse(said.lines, f"more than {MOST} commands in a minute")
    permission = table.forum.permission(heard.repo, heard.who)
    if permission not in MAY_COMMAND:
        return refuse(said.lines, "no write permission", permission, (Reaction.NO,))
    table.forum.react(heard.repo, comment, said, Reaction.SEEN)
    pull = table.forge.pull(heard.repo, heard.number)
    return carry_out(said.lines, _facts(heard, said, pull, permission, table))


def _facts(heard: Heard, said: Said, pull: Pull, permission: str, table: Table) -> Facts:
    signer = Signer(table.key, f"{pull.repo_id}#{pull.ref.number}")
    return Facts(
        repo=pull.ref.repo,
        number=pull.ref.number,
        author=pull.author,
        who=heard.who,
        permission=permission,
        now=heard.at,
        findings=table.ledger.findings(pull.ref.repo, pull.ref.number),
        thread=_finding_of_thread(said, pull, signer, table),
        words=table.ledger.words(pull.repo_id, heard.at.date()),
        lifetimes=table.lifetimes,
        book=table.book,
        comments=_Posted(table, pull, signer),
    )


def _finding_of_thread(said: Said, pull: Pull, signer: Signer, table: Table) -> str:
    if said.thread is None:
        return ""
    try:
        marker = signer.read(table.forum.our_words(pull.ref.repo, said.thread))
    except PullGone:
        return ""
    return marker.fingerprint if marker is not None and marker.kind is Kind.FINDING else ""


def _do(effects: Effects, heard: Heard, said: Said, comment: int, table: Table) -> None:
    if effects.reply:
        signer = Signer(table.key, f"{heard.repo_id}#{heard.number}")
        line = signer.line(Marker(Kind.REPLY, f"{said.place}:{comment}", State.OPEN, "0" * 12))
        table.forum.reply(heard.repo, heard.number, said, f"{line}\n{effects.reply}")
    for reaction in effects.reactions:
        table.forum.react(heard.repo, comment, said, reaction)
