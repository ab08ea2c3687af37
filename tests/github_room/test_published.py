"""What stands in our name is read back; what others wrote is not, whatever it looks like."""

from __future__ import annotations

import pytest

from bot.github.payload import Fields
from bot.github.published import AppIdentity, Reader
from bot.github.pulls import read_pull
from bot.github.session import MOST_PAGES
from bot.review.ports import ForgeFailed, PullGone
from bot.review.publication import PostedCheck, PostedComment
from checks.core.place import Span
from tests.github_room import recorded
from tests.github_room.recorded import comment, playing, run

WHO = AppIdentity(42, "bartizan")
PULL = read_pull(Fields(recorded.pull(), "x"))
MARKED = "<!-- bartizan v1 kind=finding -->\ntext"


def folded(*ids: str, more: str | None = None) -> dict[str, object]:
    nodes = [{"id": f"of {one}", "isResolved": False, "comments": {"nodes": [{"id": one, "isMinimized": True}]}} for one in ids]
    threads = {"pageInfo": {"hasNextPage": more is not None, "endCursor": more}, "nodes": nodes}
    return {"data": {"repository": {"pullRequest": {"reviewThreads": threads}}}}


@pytest.mark.parametrize(
    ("login", "kind"),
    [("mallory", "User"), ("bartizan", "User"), ("bartizan[bot]", "User"), ("bartizan-2[bot]", "Bot"), ("bartizan", "Bot")],
)
def test_a_forged_marker_by_somebody_else_is_ignored(login: str, kind: str) -> None:
    with playing([comment(1, MARKED, login, kind), comment(2, MARKED, user=None)]) as (session, script):
        found = Reader(session, WHO).comments(PULL)

    assert found == ()
    assert len(script.seen) == 1, "nobody asks what is folded when nothing is ours"


def test_lines_files_and_outdated_comments_are_told_apart() -> None:
    ours = [
        comment(5, "e", line=9, start_line=7),
        comment(4, "d", line=1, subject_type="file"),
        comment(3, "c", line=None, original_line=3),
        comment(2, "b"),
    ]
    with playing(ours, folded("PRRC_3", more="x"), folded("PRRC_5")) as (session, _):
        found = Reader(session, WHO).comments(PULL)

    assert [(one.id, one.span, one.minimised) for one in found] == [
        (2, Span(7, 7), False),
        (3, None, True),
        (4, None, False),
        (5, Span(7, 9), True),
    ]


def test_threads_without_an_end_are_not_taken_for_the_whole() -> None:
    with playing([comment(1, MARKED)], folded("PRRC_1", more="x")) as (session, script), pytest.raises(ForgeFailed, match="threads of"):
        Reader(session, WHO).comments(PULL)

    assert len(script.seen) == 1 + MOST_PAGES


@pytest.mark.parametrize(
    ("login", "kind", "replied"), [("mona", "User", True), ("other[bot]", "Bot", False), ("bartizan[bot]", "Bot", False)]
)
def test_only_a_persons_reply_counts(login: str, kind: str, *, replied: bool) -> None:
    thread = [comment(1, MARKED), comment(2, "thanks", login, kind, in_reply_to_id=1)]
    with playing(thread, folded()) as (session, _):
        found = Reader(session, WHO).comments(PULL)

    answers = frozenset({"thanks"}) if login == "bartizan[bot]" else frozenset[str]()
    assert found == (PostedComment(1, "PRRC_1", "app.py", MARKED, Span(7, 7), replied=replied, answers=answers),)


def test_a_pull_request_that_vanishes_between_two_requests_is_gone() -> None:
    gone = {"data": {"repository": None}}
    with playing([comment(1, MARKED)], gone) as (session, _), pytest.raises(PullGone):
        Reader(session, WHO).comments(PULL)


def test_reviews_never_submitted_are_not_published() -> None:
    bot = {"login": "bartizan[bot]", "type": "Bot"}
    reviews = [
        {"id": 1, "node_id": "a", "state": "COMMENTED", "body": "x", "commit_id": recorded.HEAD, "user": bot},
        {"id": 2, "node_id": "b", "state": "PENDING", "body": "y", "commit_id": None, "user": bot},
        {"id": 3, "node_id": "c", "state": "APPROVED", "body": "x", "commit_id": recorded.HEAD, "user": {"login": "mona", "type": "User"}},
    ]
    with playing(reviews) as (session, _):
        reader = Reader(session, WHO)
        found, pending = reader.reviews(PULL), reader.pending(PULL)

    assert [review.id for review in found] == [1]
    assert pending == (2,)


def test_check_runs_of_others_and_of_other_pull_requests_are_left_out() -> None:
    runs = [
        run(1, "12:aa"),
        run(4, "12:bb", status="in_progress", conclusion=None),
        run(2, "12:aa", app=7),
        run(3, "123:aa"),
        run(5, "12:cc", name="x"),
    ]
    with playing({"total_count": 5, "check_runs": runs}) as (session, script):
        found = Reader(session, WHO).checks(PULL)

    assert found == (
        PostedCheck(4, "12:bb", completed=False, conclusion="", annotations=3),
        PostedCheck(1, "12:aa", completed=True, conclusion="success", annotations=3),
    )
    assert "app_id=42" in script.seen[0].path
    assert "filter=all" in script.seen[0].path


@pytest.mark.parametrize("place", [{"line": 0}, {"line": -1}, {"line": 3, "start_line": -2}, {"line": 3, "start_line": 0}])
def test_a_line_that_cannot_exist_is_a_broken_answer(place: dict[str, object]) -> None:
    with playing([comment(1, MARKED) | place], folded()) as (session, _), pytest.raises(ForgeFailed, match="cannot exist"):
        Reader(session, WHO).comments(PULL)
