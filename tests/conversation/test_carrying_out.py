"""What follows from a command, given the facts."""

from __future__ import annotations

from datetime import date, timedelta

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.carrying_out import carry_out
from bot.conversation.facts import Lifetimes
from bot.conversation.outcome import Effects, Noted, Outcome, Paused, Reaction, Reopened
from bot.conversation.words import HELP, MAX_ROWS
from bot.intake.command import MAX_COMMANDS, command_lines
from bot.review.acknowledgement import Acknowledgement, Kind
from checks.core.severity import Severity
from tests.conversation.talk import FINDINGS, MILD, NOW, ONE, TODAY, TWIN, TWO, FakeComments, facts, found, word


def said(text: str, who: str = "mona", **changed: object) -> Outcome:
    return carry_out(command_lines(text), facts(who, **changed))


def given_word(outcome: Outcome) -> Acknowledgement:
    (change,) = outcome.changes
    assert isinstance(change, Acknowledgement)
    return change


def test_a_stranger_gets_one_face_and_no_words() -> None:
    outcome = said("/bartizan accept 0123abcd It is fine\n/bartizan frobnicate", permission="read")

    assert outcome.effects == Effects((Reaction.NO,))
    assert outcome.changes == ()
    assert [noted.action for noted in outcome.noted] == ["command.accept", "command.misread"]
    assert {noted.detail["outcome"] for noted in outcome.noted} == {"refused"}


def test_an_acceptance_is_scoped_owned_reasoned_and_ends() -> None:
    outcome = said("/bartizan accept 0123abcd Behind a VPN until 2026-12-24")

    assert given_word(outcome) == Acknowledgement(
        ONE, "evil-call", "src/a`b.py", Severity.HIGH, 2, Kind.ACCEPTED, "mona", NOW, "Behind a VPN", date(2026, 12, 24), "octo/chat", 12,
    )
    assert outcome.effects == Effects((Reaction.SEEN, Reaction.DONE), review=True)
    assert outcome.noted == (
        Noted(
            "command.accept",
            {"outcome": "done", "permission": "write", "id": "0123abcd", "reason": "Behind a VPN", "until": "2026-12-24", "finding": ONE},
        ),
    )


@pytest.mark.parametrize(
    ("ending", "last"),
    [("", 90), (" until 0365d", None), (" until 365d", 365), (f" until {TODAY.isoformat()}", 0), (" until 366d", None)],
)
def test_an_acknowledgement_holds_for_a_while(ending: str, last: int | None) -> None:
    outcome = said(f"/bartizan fp 0123abcd It is a test{ending}")

    if last is None:
        assert outcome.changes == ()
    else:
        assert given_word(outcome).until == TODAY + timedelta(days=last)


def test_what_the_operator_set_is_the_measure() -> None:
    lifetimes = Lifetimes(usual=30, most=14)

    assert given_word(said("/bartizan fp 0123abcd It is a test", lifetimes=lifetimes)).until == TODAY + timedelta(days=14)
    assert said("/bartizan fp 0123abcd It is a test until 15d", lifetimes=lifetimes).changes == ()


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("accept 0123abcd It is fine until 2026-11-22", "That day has passed"),
        ("accept 0123abcd It is fine until 2028-01-01", "The latest day possible is `2027-11-23`"),
        ("accept 0123abcd It is fine until 2026-02-30", "There is no such day"),
        ("accept It is fine until 30d", "Which finding?"),
        ("explain", "Which finding?"),
        ("fp 00000000 It is fine", "knows no such finding"),
        ("fp fedcba98 It was there before", "knows no such finding"),
        ("accept 0123abcd", "takes a reason"),
        ("reopen 0123abcd", "Nothing is acknowledged there"),
        ("frobnicate", "not one of my commands"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(text: str, part: str) -> None:
    outcome = said(f"/bartizan {text}")

    assert outcome.effects.reactions == (Reaction.SEEN, Reaction.CONFUSED)
    assert part in outcome.effects.reply
    assert (outcome.changes, outcome.effects.review) == ((), False)
    assert outcome.noted[0].detail["outcome"] == "refused"


def test_an_id_that_two_findings_share_is_refused_with_both() -> None:
    twins = (found(ONE), found("v1:0123abcd" + "f" * 24))

    outcome = said("/bartizan fp 0123abcd It is a test", findings=twins)

    assert outcome.changes == ()
    assert "`0123abcdffffffffffffffffffffffff`" in outcome.effects.reply
    assert given_word(said("/bartizan fp 0123abcdf It is a test", findings=twins)).fingerprint == twins[1].fingerprint


def test_without_a_review_nothing_can_be_meant() -> None:
    assert "has not been reviewed yet" in said("/bartizan fp 0123abcd It is a test", findings=None).effects.reply


@pytest.mark.parametrize("verb", ["accept", "fp"])
@pytest.mark.parametrize(("id_", "who", "refused"), [("4567abcd", "Dev", True), ("0123abcd", "dev", True), ("89abcdef", "dev", False)])
def test_an_author_may_only_speak_about_their_milder_findings(verb: str, id_: str, who: str, *, refused: bool) -> None:
    outcome = said(f"/bartizan {verb} {id_} It is fine", who)

    assert (outcome.changes == ()) is refused
    assert ("somebody other than the author" in outcome.effects.reply) is refused


def test_in_a_thread_its_finding_is_meant_unless_another_is_named() -> None:
    assert given_word(said("/bartizan fp It is a test", thread=TWO)).fingerprint == TWO
    assert given_word(said("/bartizan fp 89abcdef It is a test", thread=TWO)).fingerprint == MILD


def test_what_was_acknowledged_elsewhere_can_be_reopened() -> None:
    outcome = said("/bartizan reopen 0123abce", words=(word(TWIN),))

    assert (outcome.changes, outcome.effects.review) == ((Reopened(TWIN),), True)


def test_an_author_may_reopen_what_somebody_accepted() -> None:
    assert said("/bartizan reopen 0123abcd", "dev", words=(word(ONE),)).changes == (Reopened(ONE),)


def test_pausing_says_nothing_of_the_present_head_and_resuming_looks_at_it() -> None:
    paused, resumed = said("/bartizan pause"), said("/bartizan resume")

    assert (paused.changes, paused.effects.review) == ((Paused(paused=True),), False)
    assert (resumed.changes, resumed.effects.review) == ((Paused(paused=False),), True)


def test_several_commands_are_carried_out_in_order_and_answered_once() -> None:
    outcome = said("/bartizan pause\n/bartizan help\n/bartizan frobnicate\n/bartizan help")

    assert outcome.changes == (Paused(paused=True),)
    assert outcome.effects.reactions == (Reaction.SEEN, Reaction.CONFUSED)
    assert outcome.effects.reply.count(HELP) == 1
    assert len(outcome.noted) == 4


def test_more_commands_than_a_comment_may_hold_are_refused_aloud() -> None:
    outcome = said("/bartizan pause\n" * (MAX_COMMANDS + 3))

    assert len(outcome.changes) == MAX_COMMANDS
    assert "Only the first 5" in outcome.effects.reply


def test_the_list_is_short_whatever_there_is() -> None:
    many = tuple(found(f"v1:{number:032x}") for number in range(500))

    reply = said("/bartizan list", findings=many, words=tuple(word(each.fingerprint) for each in many)).effects.reply

    assert "**Open** (500)" in reply
    assert "**Acknowledged** (500)" in reply
    assert reply.count("\n- `") == 2 * MAX_ROWS
    assert reply.count(f"{500 - MAX_ROWS} more") == 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<!-- m -->\nTitle\n\n```suggestion\nsafe(1)\n```\n\nmore", "```\nsafe(1)\n```"),
        ("Title\n\n````suggestion\n```\n````\n", "````\n```\n````"),
        ("T\n<details><summary>A fix</summary>\n\n```diff\n-a\n+b\n```\n\n</details>", "```diff\n-a\n+b\n```"),
        ("Title\n\nNo fix here.", "Call something else."),
        ("", "Call something else."),
    ],
)
def test_the_fix_of_our_comment_is_shown_as_text(text: str, shown: str) -> None:
    assert shown in said("/bartizan fix 0123abcd", comments=FakeComments(text)).effects.reply


def test_an_explanation_tells_where_and_why() -> None:
    reply = said("/bartizan explain 0123abcd").effects.reply

    assert "``src/a`b.py:7``: high" in reply
    assert "It is evil." in reply


def test_a_rule_of_another_release_has_no_page() -> None:
    unknown = (found(ONE),)
    old = tuple(type(each)(each.fingerprint, "gone", each.path, 1, "high", "high", "reported") for each in unknown)

    assert "knows nothing more" in said("/bartizan explain 0123abcd", findings=old).effects.reply


_HOSTILE = st.text(alphabet=st.sampled_from(list("@#`<>[](){}!|*_~&:/.-\\ aowGH1")), min_size=3, max_size=60)


@settings(max_examples=150, deadline=None)
@given(_HOSTILE)
def test_a_reason_is_inert_in_every_answer(reason: str) -> None:
    held = word()
    hostile = Acknowledgement(
        held.fingerprint, held.rule, held.path, held.severity, 1, held.kind, held.who, NOW, reason + " @octocat #1", held.until, "o/r", 1,
    )

    reply = said("/bartizan list", words=(hostile,)).effects.reply

    html = cmarkgfm.github_flavored_markdown_to_html(reply, options=Options.CMARK_OPT_UNSAFE)
    assert "<a " not in html
    assert "<img" not in html
    assert "@octocat" not in reply


def test_the_facts_of_these_tests_are_as_a_review_leaves_them() -> None:
    assert {finding.state for finding in FINDINGS} == {"reported", "preexisting"}
