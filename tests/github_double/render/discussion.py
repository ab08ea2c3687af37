"""Comments, reviews and reactions as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.github_double.render.accounts import account
from tests.github_double.render.accounts import app as render_app
from tests.github_double.render.pulls import association, reactions
from tests.github_double.render.repositories import url_of
from tests.github_double.state import node_id

if TYPE_CHECKING:
    from tests.github_double.model import IssueComment, Reaction, Repository, Review, ReviewComment
    from tests.github_double.state import State


def _page(state: State, found: Repository, number: int) -> str:
    return f"{state.base_url}/{found.full_name}/pull/{number}"


def issue_comment(state: State, found: Repository, comment: IssueComment) -> dict[str, Any]:
    """An `issue-comment`."""
    url = f"{url_of(state, found)}/issues/comments/{comment.id}"
    return {
        "url": url,
        "html_url": f"{_page(state, found, comment.number)}#issuecomment-{comment.id}",
        "issue_url": f"{url_of(state, found)}/issues/{comment.number}",
        "id": comment.id,
        "node_id": node_id("IC", comment.id),
        "user": account(state, comment.user),
        "created_at": comment.created_at,
        "updated_at": comment.updated_at,
        "author_association": association(found, comment.user),
        "body": comment.body,
        "reactions": reactions(url, [r.content for r in comment.reactions]),
        "performed_via_github_app": render_app(state) if comment.user == state.bot_login else None,
    }


def review_comment(state: State, found: Repository, comment: ReviewComment) -> dict[str, Any]:
    """A `pull-request-review-comment`; `line` and `position` are null once it is outdated."""
    url = f"{url_of(state, found)}/pulls/comments/{comment.id}"
    page = f"{_page(state, found, comment.number)}#discussion_r{comment.id}"
    pull_url = f"{url_of(state, found)}/pulls/{comment.number}"
    body: dict[str, Any] = {
        "url": url,
        "pull_request_review_id": comment.review_id,
        "id": comment.id,
        "node_id": node_id("PRRC", comment.id),
        "diff_hunk": comment.diff_hunk,
        "path": comment.path,
        "commit_id": comment.commit_id,
        "original_commit_id": comment.original_commit_id,
        "user": account(state, comment.user),
        "body": comment.body,
        "created_at": comment.created_at,
        "updated_at": comment.updated_at,
        "html_url": page,
        "pull_request_url": pull_url,
        "author_association": association(found, comment.user),
        "_links": {"self": {"href": url}, "html": {"href": page}, "pull_request": {"href": pull_url}},
        "reactions": reactions(url, [r.content for r in comment.reactions]),
        "start_line": comment.anchor.start_line,
        "original_start_line": comment.original.start_line,
        "start_side": comment.anchor.start_side,
        "line": comment.anchor.line,
        "original_line": comment.original.line,
        "side": comment.original.side or "RIGHT",
        "original_position": comment.original.position or 1,
        "position": 1 if comment.subject_type == "file" else comment.anchor.position,
        "subject_type": comment.subject_type,
    }
    return body if comment.in_reply_to is None else body | {"in_reply_to_id": comment.in_reply_to}


def review(state: State, found: Repository, item: Review) -> dict[str, Any]:
    """A `pull-request-review`."""
    page = f"{_page(state, found, item.number)}#pullrequestreview-{item.id}"
    pull_url = f"{url_of(state, found)}/pulls/{item.number}"
    body: dict[str, Any] = {
        "id": item.id,
        "node_id": node_id("PRR", item.id),
        "user": account(state, item.user),
        "body": item.body,
        "state": item.state,
        "html_url": page,
        "pull_request_url": pull_url,
        "_links": {"html": {"href": page}, "pull_request": {"href": pull_url}},
        "commit_id": item.commit_id,
        "author_association": association(found, item.user),
    }
    return body if item.submitted_at is None else body | {"submitted_at": item.submitted_at}


def reaction(state: State, item: Reaction) -> dict[str, Any]:
    """A `reaction`."""
    who = account(state, item.user)
    return {"id": item.id, "node_id": node_id("REA", item.id), "user": who, "content": item.content, "created_at": item.created_at}
