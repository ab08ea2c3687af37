"""What people said is kept as a whole, once, and found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.conversation.outcome import Effects, Heard, Noted, Outcome, Paused, Reaction, Reopened
from bot.review.acknowledgement import Acknowledgement, Kind
from bot.review.record import Record, RecordedFinding
from bot.store.audit import Audit
from bot.store.conversations import Conversations
from bot.store.reviews import Reviews
from bot.store.schema import acknowledgement
from checks.core.severity import Severity

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bot.conversation.ports import Ledger

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HEARD = Heard("4711/thread/900", "octo/chat", 4711, 12, "mona", NOW, 2)
WORD = Acknowledgement(
    "v1:0123abcd", "evil-call", "ü.py", Severity.HIGH, 2, Kind.ACCEPTED, "mona", NOW, "Behind a VPN", date(2026, 12, 24), "octo/chat", 12,
)
EFFECTS = Effects((Reaction.SEEN, Reaction.DONE), "An answer", review=True)


def outcome(*changes: Acknowledgement | Reopened | Paused) -> Outcome:
    return Outcome(EFFECTS, changes, (Noted("command.accept", {"outcome": "done", "why": "ü"}),))


def test_gives_back_what_was_decided(engine: Engine) -> None:
    ledger: Ledger = Conversations(engine)

    before = ledger.kept(HEARD.id)
    ledger.keep(HEARD, outcome(WORD))

    assert (before, ledger.kept(HEARD.id)) == (None, EFFECTS)
    assert ledger.words(4711, NOW.date()) == (WORD,)
    assert ledger.words(4712, NOW.date()) == ()


def test_a_command_can_be_read_back_from_the_audit_log(engine: Engine) -> None:
    Conversations(engine).keep(HEARD, outcome(WORD))

    (entry,) = Audit(engine).latest()
    assert (entry.at, entry.actor, entry.action, entry.subject) == (NOW, "mona", "command.accept", "octo/chat#12")
    assert entry.detail == {"outcome": "done", "why": "ü", "comment": HEARD.id}
    assert Audit(engine).verify().broken_at is None


def test_the_same_comment_again_changes_nothing(engine: Engine) -> None:
    ledger = Conversations(engine)
    ledger.keep(HEARD, outcome(WORD))

    ledger.keep(HEARD, Outcome(Effects(), (Reopened(WORD.fingerprint),), (Noted("command.reopen"),)))

    assert ledger.words(4711, NOW.date()) == (WORD,)
    assert len(Audit(engine).latest()) == 1


def test_a_decision_is_kept_as_a_whole_or_not_at_all(engine: Engine) -> None:
    ledger = Conversations(engine)
    broken = replace(WORD, reason=None)  # type: ignore[arg-type]  # the database refuses it

    with pytest.raises(SQLAlchemyError):
        ledger.keep(HEARD, outcome(Paused(paused=True), broken))

    assert (ledger.kept(HEARD.id), ledger.paused_by(4711, 12), Audit(engine).latest()) == (None, None, [])


def test_the_last_word_holds_and_the_former_is_kept_as_undone(engine: Engine) -> None:
    ledger, later = Conversations(engine), replace(WORD, reason="Another reason", kind=Kind.FALSE_POSITIVE)
    ledger.keep(HEARD, outcome(WORD))

    ledger.keep(replace(HEARD, id="2", who="lisa"), outcome(later))

    with engine.connect() as connection:
        undone = connection.execute(select(acknowledgement.c.undone_by).order_by(acknowledgement.c.id)).scalars().all()
    assert ledger.words(4711, NOW.date()) == (later,)
    assert undone == ["lisa", None]


def test_what_is_reopened_or_has_ended_holds_no_longer(engine: Engine) -> None:
    ledger, other = Conversations(engine), replace(WORD, fingerprint="v1:4567")
    ledger.keep(HEARD, outcome(WORD, other, Reopened(WORD.fingerprint)))

    assert ledger.words(4711, WORD.until) == (other,)
    assert ledger.words(4711, WORD.until + timedelta(days=1)) == ()
    assert ledger.words_everywhere(NOW.date()) == ledger.words_everywhere(NOW.date(), "octo/chat") == (other,)
    assert ledger.words_everywhere(NOW.date(), "octo/other") == ()


def test_a_pause_is_one_pull_requests(engine: Engine) -> None:
    ledger = Conversations(engine)
    ledger.keep(HEARD, outcome(Paused(paused=True), Paused(paused=True)))
    paused = [ledger.paused_by(4711, number) for number in (12, 13)]

    ledger.keep(replace(HEARD, id="2"), outcome(Paused(paused=False)))

    assert paused == ["mona", None]
    assert ledger.paused_by(4711, 12) is None


def test_counts_the_commands_of_one_person_on_one_pull_request(engine: Engine) -> None:
    ledger = Conversations(engine)
    for number, said in enumerate((HEARD, HEARD, replace(HEARD, who="lisa"), replace(HEARD, number=13))):
        ledger.keep(replace(said, id=str(number)), outcome())
    ledger.keep(replace(HEARD, id="old", at=NOW - timedelta(minutes=2)), outcome())

    assert ledger.recent(HEARD, NOW - timedelta(minutes=1)) == 4


def test_the_findings_are_those_of_the_last_review(engine: Engine) -> None:
    found = RecordedFinding("v1:abc", "evil-call", "a.py", 3, "high", "high", "reported")
    record = Record("octo/chat#12@a", "octo/chat", 12, "a", "b", "block", "1 finding", NOW, NOW, (found,), (), 1)
    Reviews(engine).remember(record)
    Reviews(engine).remember(replace(record, key="octo/chat#12@c", head="c", finished=NOW + timedelta(1), findings=()))

    assert Conversations(engine).findings("octo/chat", 12) == ()
    assert Conversations(engine).findings("octo/chat", 13) is None
