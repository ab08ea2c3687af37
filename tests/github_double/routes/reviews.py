"""Reviews and review comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.github_double import discussion
from tests.github_double.refusals import Refused, not_found, unprocessable
from tests.github_double.render.discussion import review, review_comment
from tests.github_double.routing import PULL, REPO, Answer, Call, Routes

if TYPE_CHECKING:
    from tests.github_double.model import Review, ReviewComment

ROUTES = Routes()
_READ, _WRITE = "pull_requests=read", "pull_requests=write"
_REVIEW, _COMMENT = PULL + "/reviews/{review_id}", REPO + "/pulls/comments/{comment_id}"


def _review(call: Call) -> Review:
    found = call.pick(call.repository.reviews, "review_id")
    if found.number != call.pull.number:
        raise not_found()
    return found


def _comment(call: Call) -> ReviewComment:
    return call.pick(call.repository.review_comments, "comment_id")


def _own(call: Call, user: str) -> None:
    """The App may change only what it said itself."""
    if user != call.bot:
        raise Refused(403, "Resource not accessible by integration")


@ROUTES.add("get", PULL + "/reviews", _READ)
def _list(call: Call) -> Answer:
    number = call.pull.number
    own = [r for r in call.repository.reviews.values() if r.number == number and (r.state != "PENDING" or r.user == call.bot)]
    return Answer(page=[review(call.state, call.repository, r) for r in own])


@ROUTES.add("post", PULL + "/reviews", _WRITE)
def _create(call: Call) -> Answer:
    made = discussion.add_review(call.state, call.repository, call.pull, call.bot, call.body)
    return Answer(review(call.state, call.repository, made))


@ROUTES.add("get", _REVIEW, _READ)
def _get(call: Call) -> Answer:
    return Answer(review(call.state, call.repository, _review(call)))


@ROUTES.add("put", _REVIEW, _WRITE)
def _update(call: Call) -> Answer:
    found = _review(call)
    _own(call, found.user)
    discussion.check_body("PullRequestReview", call.body["body"])
    found.body = call.body["body"]
    return Answer(review(call.state, call.repository, found))


@ROUTES.add("put", _REVIEW + "/dismissals", _WRITE)
def _dismiss(call: Call) -> Answer:
    found = _review(call)
    if found.state not in ("APPROVED", "CHANGES_REQUESTED"):
        raise unprocessable("Unprocessable Entity", ["Can not dismiss a commented pull request review"])
    found.state = "DISMISSED"
    return Answer(review(call.state, call.repository, found))


@ROUTES.add("get", _REVIEW + "/comments", _READ)
def _comments_of_review(call: Call) -> Answer:
    own = (c for c in call.repository.review_comments.values() if c.review_id == _review(call).id)
    # This list has no fields for lines in GitHub's description, yet it sends them.
    return Answer(page=[review_comment(call.state, call.repository, c) for c in own])


@ROUTES.add("get", PULL + "/comments", _READ)
def _comments(call: Call) -> Answer:
    number = call.pull.number
    own = [c for c in call.repository.review_comments.values() if c.number == number]
    own.sort(key=lambda c: c.id, reverse=call.query.get("direction") == "desc")
    return Answer(page=[review_comment(call.state, call.repository, c) for c in own])


@ROUTES.add("post", PULL + "/comments", _WRITE)
def _comment_create(call: Call) -> Answer:
    made = discussion.add_review_comment(call.state, call.repository, call.pull, call.bot, call.body)
    return Answer(review_comment(call.state, call.repository, made), status=201)


@ROUTES.add("post", PULL + "/comments/{comment_id}/replies", _WRITE)
def _reply(call: Call) -> Answer:
    made = discussion.reply(call.state, call.repository, call.pull, call.bot, call.params["comment_id"], call.body["body"])
    return Answer(review_comment(call.state, call.repository, made), status=201)


@ROUTES.add("get", _COMMENT, _READ)
def _comment_get(call: Call) -> Answer:
    return Answer(review_comment(call.state, call.repository, _comment(call)))


@ROUTES.add("patch", _COMMENT, _WRITE)
def _comment_update(call: Call) -> Answer:
    found = _comment(call)
    _own(call, found.user)
    discussion.check_body("PullRequestReviewComment", call.body["body"])
    found.body, found.updated_at = call.body["body"], call.state.now()
    return Answer(review_comment(call.state, call.repository, found))


@ROUTES.add("delete", _COMMENT, _WRITE)
def _comment_delete(call: Call) -> Answer:
    found = _comment(call)
    _own(call, found.user)
    discussion.remove_review_comment(call.repository, found)
    return Answer(status=204)
