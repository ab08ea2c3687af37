"""A review that GitHub kept without showing it blocks every other one until it is taken away."""

from __future__ import annotations

from bot.github.payload import Fields
from bot.github.published import AppIdentity, Reader
from bot.github.pulls import read_pull
from bot.github.reviews import ReviewPosting
from bot.review.publication import InlineComment, PostReview
from checks.core.place import RepoPath, Span
from tests.github_room import recorded
from tests.github_room.recorded import playing
from tests.github_room.scripted import Reply

PULL = read_pull(Fields(recorded.pull(), "x"))
BOT = {"login": "bartizan[bot]", "type": "Bot"}


def test_a_review_that_was_never_submitted_is_taken_away_before_the_next_try() -> None:
    pending = {"id": 5, "node_id": "n", "state": "PENDING", "body": "Words.", "commit_id": recorded.HEAD, "user": BOT}
    refusal = Reply(422, {"message": "Unprocessable Entity", "errors": ["User can only have one pending review per pull request"]})
    comment = InlineComment(RepoPath("a.py"), "number 1", Span(1, 1))
    with playing([], refusal, [pending], Reply(200, pending), [], [], Reply(200, {"id": 6})) as (session, script):
        posting = ReviewPosting(session, Reader(session, AppIdentity(42, "bartizan")), PULL, PostReview("Words.", (comment,)), lambda: None)
        refused = posting.post()

    assert refused == ()
    assert [(s.verb, s.path.partition("?")[0].removeprefix("/repos/octo/shop/pulls/12")) for s in script.seen] == [
        ("GET", "/reviews"),
        ("POST", "/reviews"),
        ("GET", "/reviews"),
        ("DELETE", "/reviews/5"),
        ("GET", "/reviews"),
        ("GET", "/comments"),
        ("POST", "/reviews"),
    ]
