"""Markers that are not ours to the letter, for this pull request and by our account, are nobody's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import strategies as st

from bot.review import draft, reconcile
from bot.review.examination import examine
from bot.review.marker import Kind, Marker, Signer, State
from bot.review.publication import PostedComment, PostFileComment, PostReview, Published
from tests.fuzz.hunting import hunt, tries
from tests.review.scene import HEAD, NOW, Stage, pull

OURS = Signer(b"key", "4711#12")
WORDS = st.from_regex(r"\A[A-Za-z0-9_:]{1,40}\Z")
FACTS = st.builds(
    Marker,
    st.sampled_from(Kind),
    WORDS,
    st.sampled_from(State),
    st.from_regex(r"\A[0-9a-f]{12}\Z"),
    WORDS,
    st.integers(0, 10**9 - 1),
)
CHARACTERS = st.sampled_from([*"0123456789abcdefABCDEF :=#-<>!`\n\r\t", "\0", "\u200b", "\u0661", "\u212a", "\ud800", "open", "fixed"])


@tries
def test_what_we_write_we_know_again(tries: int) -> None:
    def look(given: tuple[Marker, str]) -> None:
        marker, after = given
        assert OURS.read(f"{OURS.line(marker)}\n{after}") == marker
        assert OURS.read(f"{OURS.line(marker)}\r\n{after}") == marker

    hunt(st.tuples(FACTS, st.text(max_size=40)), look, tries)


@tries
def test_one_character_more_less_or_another_is_a_forgery(tries: int) -> None:
    def look(given: tuple[Marker, float, str, str]) -> None:
        marker, place, how, character = given
        line = OURS.line(marker)
        at = int(place * len(line))
        changed = line[:at] + ("" if how == "cut" else character) + line[at + (how != "put") :]
        if changed != line:
            assert OURS.read(changed + "\ntext") is None

    places = st.floats(0, 1, exclude_max=True)
    hunt(st.tuples(FACTS, places, st.sampled_from(["put", "cut", "set"]), CHARACTERS), look, tries)


@tries
def test_facts_are_not_exchanged_under_a_signature(tries: int) -> None:
    def look(given: tuple[Marker, Marker]) -> None:
        one, other = (OURS.line(each) for each in given)
        spliced = one.partition(" sig=")[0] + " sig=" + other.partition(" sig=")[2]
        assert OURS.read(spliced) == (given[0] if one == other else None)

    hunt(st.tuples(FACTS, FACTS), look, tries)


@pytest.mark.parametrize("other", [Signer(b"key2", "4711#12"), Signer(b"key", "4712#12"), Signer(b"key", "4711#1"), Signer(b"", "4711#12")])
@tries
def test_another_key_repository_or_pull_request_signs_for_itself_alone(other: Signer, tries: int) -> None:
    hunt(FACTS, lambda marker: _is_unknown(other.line(marker)), tries)


@pytest.mark.parametrize("before", ["```\n", "> ", " ", "\n", "\ufeff", "text\n", "<!--", "`", "    ", "\u200b", "<!-- bartizan v1 "])
def test_a_marker_that_does_not_come_first_is_quoted(before: str) -> None:
    line = OURS.line(Marker(Kind.FINDING, "v1:aa", State.OPEN, HEAD, "v1:bb", 7))

    assert OURS.read(before + line) is None


@tries
def test_any_text_after_the_beginning_of_ours_is_unknown(tries: int) -> None:
    pieces = ("kind=finding ", "fp=v1:aa ", "state=open ", "scan=aaaaaaaaaaaa ", "kin=v1:b ", "line=7 ", "sig=" + "0" * 32, " -->", "\n")
    text = st.lists(st.sampled_from(pieces) | st.text(max_size=5), max_size=10).map("".join)

    hunt(text, lambda rest: _is_unknown("<!-- bartizan v1 " + rest), tries)


@tries
def test_forgeries_among_our_comments_change_nothing_of_what_is_planned(tries: int) -> None:
    stage = Stage({"app.py": "evil(1)\n"})
    examined = examine(stage.sides(), stage.desk().instruments, stage.policy, NOW.date())
    written = draft.write(examined, pull(), OURS)
    own = written.remarks[0].comment.body
    standing = PostedComment(1, "n", "app.py", own, written.remarks[0].comment.span)
    theirs = Signer(b"other", "4711#12")

    def look(given: tuple[Marker, str, int, str]) -> None:
        marker, text, number, path = given
        bodies = (theirs.line(marker), f"```\n{own}\n```", f" {own}", own.replace("state=open", "state=fixed"), text)
        forged = [PostedComment(number + at, "f", path, body) for at, body in enumerate(bodies)]
        assert reconcile.plan(written, Published(comments=(*forged, standing)), OURS) == alone
        assert _posts(reconcile.plan(written, Published(comments=tuple(forged)), OURS)) == 1

    alone = reconcile.plan(written, Published(comments=(standing,)), OURS)
    numbers = st.sampled_from([-10, 5, 10**9])
    # A plan takes milliseconds: the full form makes fewer of them.
    hunt(st.tuples(FACTS, st.text(max_size=30), numbers, st.sampled_from(["app.py", "x"])), look, min(tries, 800))


def test_the_same_comment_twice_is_one_finding_and_one_edit_each() -> None:
    stage = Stage({"app.py": "evil(1)\n"})
    examined = examine(stage.sides(), stage.desk().instruments, stage.policy, NOW.date())
    written = draft.write(examined, pull(), OURS)
    first = PostedComment(1, "n", "app.py", written.remarks[0].comment.body, written.remarks[0].comment.span)

    steps = reconcile.plan(written, Published(comments=(first, replace(first, id=2, node_id="m"))), OURS)

    assert _posts(steps) == 0


def _is_unknown(body: str) -> None:
    assert OURS.read(body) is None


def _posts(steps: tuple[object, ...]) -> int:
    return sum(isinstance(step, PostReview | PostFileComment) for step in steps)
