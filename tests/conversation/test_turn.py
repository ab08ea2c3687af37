"""Deciding once, and doing it as often as it takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from bot.conversation.facts import Lifetimes
from bot.conversation.outcome import Paused, Reaction
from bot.conversation.turn import MOST, Table, take_turn
from bot.intake.job import Job, Reason
from bot.intake.said import Said
from bot.review.acknowledgement import Acknowledgement
from bot.review.marker import Kind, Marker, Signer, State
from bot.review.publication import PostedComment, Published
from tests.conversation.talk import NOW, TWO, FakeBook, FakeForum, FakeLedger
from tests.fakes import FakeForge
from tests.review.scene import pull

if TYPE_CHECKING:
    from bot.conversation.ports import Forum, Ledger

KEY = b"key"


@dataclass
class Talk:
    forum: FakeForum = field(default_factory=FakeForum)
    ledger: FakeLedger = field(default_factory=FakeLedger)
    forge: FakeForge = field(default_factory=lambda: FakeForge(pull()))

    def say(self, *lines: str, who: str = "mona", comment: int = 900, thread: int | None = None) -> bool:
        said = Said("thread" if thread else "conversation", lines, thread)
        job = Job(5, "octo/chat", 4711, 12, None, Reason.COMMAND, who, comment, "one", None, said)
        forum: Forum = self.forum
        ledger: Ledger = self.ledger
        return take_turn(job, Table(self.forge, forum, ledger, FakeBook(), Lifetimes(), KEY, lambda: NOW))


def test_a_command_is_seen_done_and_followed_by_a_review() -> None:
    talk = Talk()

    again = talk.say("accept 0123abcd It is fine")

    assert again
    assert talk.forum.faces == [Reaction.SEEN, Reaction.DONE]
    assert talk.forum.replies == []
    assert len(talk.ledger.held) == 1


def test_an_answer_begins_with_a_line_by_which_it_is_known_again() -> None:
    talk = Talk()

    talk.say("help")

    (reply,) = talk.forum.replies
    assert Signer(KEY, "4711#12").read(reply) == Marker(Kind.REPLY, "conversation:900", State.OPEN, "0" * 12)


def test_the_finding_of_a_thread_is_read_from_our_own_comment() -> None:
    talk = Talk()
    talk.forum.ours = Signer(KEY, "4711#12").line(Marker(Kind.FINDING, TWO, State.OPEN, "a" * 12)) + "\nText"

    talk.say("fp It is a test", thread=901)

    (word,) = talk.ledger.held
    assert isinstance(word, Acknowledgement)
    assert word.fingerprint == TWO


@pytest.mark.parametrize("pull_name", ["4711#13", "4712#12"])
def test_a_marker_copied_from_another_pull_request_names_no_finding(pull_name: str) -> None:
    talk = Talk()
    talk.forum.ours = Signer(KEY, pull_name).line(Marker(Kind.FINDING, TWO, State.OPEN, "a" * 12))

    talk.say("fp It is a test", thread=901)

    assert talk.ledger.held == []


def test_a_fix_is_looked_up_in_the_comment_of_its_finding() -> None:
    talk = Talk()
    signer = Signer(KEY, "4711#12")
    body = signer.line(Marker(Kind.FINDING, TWO, State.OPEN, "a" * 12)) + "\n```suggestion\nsafe()\n```"
    talk.forge.state = Published((PostedComment(1, "n", "a.py", body),))

    talk.say("fix 4567abcd")

    assert "safe()" in talk.forum.replies[0]


@pytest.mark.parametrize("dies_at", [0, 1, 2, 3])
def test_whatever_dies_in_between_it_is_decided_once_and_all_of_it_is_done(dies_at: int) -> None:
    talk = Talk()
    talk.forum.dies_at = dies_at
    with pytest.raises(ConnectionError):
        talk.say("accept 0123abcd It is fine", "help", "resume")

    again = talk.say("accept 0123abcd It is fine", "help", "resume")

    assert again
    assert len(talk.ledger.outcomes) == 1
    assert (len(talk.ledger.held), len(talk.forum.replies)) == (1, 1)
    assert sorted(talk.forum.faces, key=lambda face: face.value) == [Reaction.DONE, Reaction.SEEN]


def test_a_stranger_costs_one_question_and_gets_one_face() -> None:
    talk = Talk(FakeForum("read"))

    again = talk.say("accept 0123abcd It is fine")

    assert not again
    assert (talk.forum.asked, talk.forum.faces, talk.forum.replies) == (1, [Reaction.NO], [])


def test_too_many_commands_are_written_down_and_cost_nothing() -> None:
    talk = Talk(ledger=FakeLedger(recently=MOST))

    again = talk.say("pause")

    (outcome,) = talk.ledger.outcomes
    assert not again
    assert (talk.forum.asked, talk.forum.faces) == (0, [])
    assert (outcome.changes, outcome.noted[0].detail["outcome"]) == ((), "refused")
    assert Paused(paused=True) not in outcome.changes
