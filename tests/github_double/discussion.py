"""What is said on a pull request: comments, reviews and threads come into being here, for the API and for tests alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.github_double import anchors
from tests.github_double.anchors import Unanchored
from tests.github_double.model import Anchor, IssueComment, Review, ReviewComment, Thread
from tests.github_double.plumbing import GitFailed
from tests.github_double.refusals import Refused, invalid_field, unprocessable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.github_double.diff import FileDiff
    from tests.github_double.model import Pull, Repository
    from tests.github_double.state import State

LONGEST_BODY = 65_536
_STATES = {"COMMENT": "COMMENTED", "APPROVE": "APPROVED", "REQUEST_CHANGES": "CHANGES_REQUESTED"}


def check_body(resource: str, body: str) -> None:
    """GitHub's limit on anything that is said. Raises `Refused` (422)."""
    if len(body) > LONGEST_BODY:
        raise invalid_field(resource, "body", f"body is too long (maximum is {LONGEST_BODY} characters)")
    if not body.strip():
        raise invalid_field(resource, "body", "body can't be blank")


def add_issue_comment(state: State, found: Repository, number: int, user: str, body: str) -> IssueComment:
    """A comment in the conversation."""
    check_body("IssueComment", body)
    state.account(user)
    comment = IssueComment(state.take_id(), number, user, body, state.now(), state.now())
    found.issue_comments[comment.id] = comment
    return comment


def add_review(state: State, found: Repository, pull: Pull, user: str, request: Mapping[str, Any]) -> Review:
    """A review with its comments, all or nothing. Raises `Refused` (422) when one comment cannot stand."""
    event, body, comments = request.get("event"), request.get("body") or "", request.get("comments") or []
    if event in ("COMMENT", "REQUEST_CHANGES") and not body and not (comments and event == "COMMENT"):
        raise unprocessable("Unprocessable Entity", ["Body can't be blank"])
    if len(body) > LONGEST_BODY:
        raise unprocessable("Unprocessable Entity", [f"Body is too long (maximum is {LONGEST_BODY} characters)"])
    limit = state.knobs.comments_per_review
    if limit is not None and len(comments) > limit:
        raise invalid_field("PullRequestReview", "comments", "was submitted too quickly")
    commit = request.get("commit_id") or pull.head_sha
    made = [_drafted(state, found, pull, user, commit, c) for c in comments]
    submitted = None if event is None else state.now()
    review = Review(state.take_id(), pull.number, user, body, _STATES.get(event or "", "PENDING"), commit, submitted)
    found.reviews[review.id] = review
    for comment in made:
        comment.review_id = review.id
        _keep(state, found, comment)
    return review


def _drafted(state: State, found: Repository, pull: Pull, user: str, commit: str, request: Mapping[str, Any]) -> ReviewComment:
    """A comment of a review, not yet kept."""
    if len(request["body"]) > LONGEST_BODY:
        raise unprocessable("Unprocessable Entity", [f"Body is too long (maximum is {LONGEST_BODY} characters)"])
    try:
        anchor, hunk = anchors.place(_diff_at(found, pull, commit), request)
    except Unanchored as error:
        raise unprocessable("Unprocessable Entity", [str(error)]) from error
    return _comment(state, pull, user, request, anchor, hunk, commit)


def _diff_at(found: Repository, pull: Pull, commit: str) -> tuple[FileDiff, ...]:
    try:
        return anchors.pull_diff(found, pull, commit)
    except GitFailed as error:
        raise invalid_field("PullRequestReviewComment", "commit_id", "is not part of the pull request") from error


def _comment(
    state: State,
    pull: Pull,
    user: str,
    request: Mapping[str, Any],
    anchor: Anchor,
    hunk: str,
    commit: str,
    subject: str = "line",
) -> ReviewComment:
    state.account(user)
    original = Anchor(anchor.line, anchor.side, anchor.start_line, anchor.start_side, anchor.position)
    now, path = state.now(), request["path"]
    return ReviewComment(
        state.take_id(),
        pull.number,
        None,
        user,
        request["body"],
        path,
        anchor,
        original,
        commit,
        commit,
        hunk,
        subject,
        now,
        now,
    )


def _keep(state: State, found: Repository, comment: ReviewComment) -> None:
    found.review_comments[comment.id] = comment
    if comment.in_reply_to is None:
        thread = Thread(state.take_id(), comment.number, comment.id)
        found.threads[thread.id] = thread
    pull = found.pulls[comment.number]
    if comment.commit_id != pull.head_sha:
        anchors.follow(found, pull, comment)


def add_review_comment(state: State, found: Repository, pull: Pull, user: str, request: Mapping[str, Any]) -> ReviewComment:
    """A single comment, on a line or (`subject_type: file`) on a file. Raises `Refused` (422)."""
    check_body("PullRequestReviewComment", request["body"])
    if request.get("in_reply_to") is not None:
        return reply(state, found, pull, user, request["in_reply_to"], request["body"])
    commit, subject = request["commit_id"], request.get("subject_type") or "line"
    files = _diff_at(found, pull, commit)
    try:
        if subject == "file":
            anchors.file_of(files, request["path"])
            anchor, hunk = Anchor(None, None), ""
        else:
            anchor, hunk = anchors.place(files, request)
    except Unanchored as error:
        raise _refusal(error) from error
    comment = _comment(state, pull, user, request, anchor, hunk, commit, subject)
    comment.review_id = _own_review(state, found, pull, user, commit)
    _keep(state, found, comment)
    return comment


def _refusal(error: Unanchored) -> Refused:
    known = "precede" in str(error)
    return invalid_field(
        "PullRequestReviewComment",
        f"pull_request_review_thread.{error.field}",
        str(error) if known else "could not be resolved",
    )


def _own_review(state: State, found: Repository, pull: Pull, user: str, commit: str) -> int:
    """GitHub wraps each single comment in a review without a body."""
    review = Review(state.take_id(), pull.number, user, "", "COMMENTED", commit, state.now())
    found.reviews[review.id] = review
    return review.id


def reply(state: State, found: Repository, pull: Pull, user: str, to: int, body: str) -> ReviewComment:
    """An answer in a thread; only its first comment can be answered. Raises `Refused`."""
    check_body("PullRequestReviewComment", body)
    root = found.review_comments.get(to)
    if root is None or root.number != pull.number:
        raise Refused(404, "Not Found")
    if root.in_reply_to is not None:
        raise invalid_field("PullRequestReviewComment", "in_reply_to", "must be a top-level comment")
    comment = _comment(state, pull, user, {"body": body, "path": root.path}, root.anchor, root.diff_hunk, root.commit_id, root.subject_type)
    comment.original, comment.original_commit_id, comment.in_reply_to = root.original, root.original_commit_id, root.id
    comment.review_id = _own_review(state, found, pull, user, root.commit_id)
    _keep(state, found, comment)
    return comment


def remove_review_comment(found: Repository, comment: ReviewComment) -> None:
    """Delete a comment; a thread goes with its last comment, and answers to a deleted root stay."""
    del found.review_comments[comment.id]
    thread = next((t for t in found.threads.values() if t.root == (comment.in_reply_to or comment.id)), None)
    if thread is None or comment.in_reply_to is not None:
        return
    rest = [c for c in found.review_comments.values() if c.in_reply_to == comment.id]
    if not rest:
        del found.threads[thread.id]
        return
    thread.root, rest[0].in_reply_to = rest[0].id, None
    for other in rest[1:]:
        other.in_reply_to = rest[0].id


def comments_of(found: Repository, thread: Thread) -> list[ReviewComment]:
    """The thread's comments, the first one first."""
    return [c for c in found.review_comments.values() if thread.root in (c.id, c.in_reply_to)]
