"""Reviews, review comments and threads, as PyGithub sees them."""

# ruff: noqa: ANN401, E501 - JSON may have any shape; GraphQL reads better in long lines
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from github import Github, GithubException

from tests.github_double.faults import Fault
from tests.github_double_tests.conftest import AFTER, BEFORE

if TYPE_CHECKING:
    from github.Repository import Repository

    from tests.github_double.double import GitHubDouble
    from tests.github_double.repository import DoublePull

_THREADS = """query($owner: String!, $name: String!, $number: Int!) { repository(owner: $owner, name: $name) { pullRequest(number: $number) {
  reviewThreads(first: 50) { pageInfo { hasNextPage endCursor } nodes { id isResolved isOutdated comments(first: 5) { nodes { id databaseId isMinimized } } } }
} } }"""
_RESOLVE = "mutation($id: ID!) { resolveReviewThread(input: {threadId: $id}) { thread { isResolved } } }"


def _review(chat: Repository, *comments: dict[str, Any]) -> Any:
    pull = chat.get_pull(1)
    return pull.create_review(commit=chat.get_commit(pull.head.sha), body="Looked.", event="COMMENT", comments=list(comments))  # type: ignore[arg-type]


def _threads(client: Github) -> list[dict[str, Any]]:
    _, data = client.requester.graphql_query(_THREADS, {"owner": "octo", "name": "chat", "number": 1})
    return list(data["data"]["repository"]["pullRequest"]["reviewThreads"]["nodes"])


def test_keeps_a_review_with_its_comments(chat: Repository, pull: DoublePull) -> None:
    _review(chat, {"path": "app.py", "line": 21, "body": "here"}, {"path": "old.txt", "line": 1, "side": "LEFT", "body": "there"})

    assert [(c.path, c.anchor.line, c.anchor.side) for c in pull.review_comments] == [("app.py", 21, "RIGHT"), ("old.txt", 1, "LEFT")]


@pytest.mark.parametrize(
    ("comment", "text"),
    [
        ({"path": "app.py", "line": 2}, "Line could not be resolved"),
        ({"path": "nowhere.py", "line": 2}, "Path could not be resolved"),
        ({"path": "app.py", "line": 21, "start_line": 21}, "start line must precede the end line."),
        ({"path": "app.py", "line": 21, "start_line": 2}, "Start line could not be resolved"),
    ],
)
def test_refuses_a_whole_review_for_one_bad_anchor(chat: Repository, pull: DoublePull, comment: dict[str, Any], text: str) -> None:
    with pytest.raises(GithubException) as refused:
        _review(chat, {"path": "app.py", "line": 21, "body": "good"}, comment | {"body": "bad"})

    assert refused.value.status == 422
    assert refused.value.data["errors"] == [text]
    assert pull.review_comments == []


def test_allows_context_lines_inside_a_hunk(chat: Repository, pull: DoublePull) -> None:
    _review(chat, {"path": "app.py", "line": 18, "body": "context"})

    assert pull.review_comments[0].diff_hunk.endswith("line 18")


def test_refuses_a_single_comment_outside_the_diff_with_the_field(chat: Repository) -> None:
    pull = chat.get_pull(1)

    with pytest.raises(GithubException) as refused:
        pull.create_review_comment("no", chat.get_commit(pull.head.sha), "app.py", line=1)

    assert refused.value.data["errors"][0]["field"] == "pull_request_review_thread.line"


def test_comments_on_a_whole_file(chat: Repository) -> None:
    pull = chat.get_pull(1)

    made = pull.create_review_comment("file", chat.get_commit(pull.head.sha), "app.py", subject_type="file")

    assert made.raw_data["subject_type"] == "file"


def test_a_reply_cannot_be_replied_to(chat: Repository, pull: DoublePull) -> None:
    root = pull.review_comment("dev", "app.py", 21, "why?")
    reply = pull.reply("dev", root.id, "because")

    with pytest.raises(GithubException) as refused:
        chat.get_pull(1).create_review_comment_reply(reply.id, "and?")

    assert refused.value.status == 422


def test_a_comment_follows_its_line(chat: Repository, pull: DoublePull) -> None:
    _review(chat, {"path": "app.py", "line": 21, "body": "here"})

    pull.push({"app.py": AFTER.replace("line 18\n", "line 18\nmore\n")})

    seen = chat.get_pull(1).get_review_comments()[0].raw_data
    assert (seen["line"], seen["original_line"]) == (22, 21)


def test_a_comment_becomes_outdated_when_its_line_goes(client: Github, chat: Repository, pull: DoublePull) -> None:
    _review(chat, {"path": "app.py", "line": 21, "body": "here"})

    pull.push({"app.py": BEFORE.replace("line 1\n", "line one\n")})

    seen = chat.get_pull(1).get_review_comments()[0].raw_data
    assert (seen["line"], seen["position"], seen["original_line"]) == (None, None, 21)
    assert _threads(client)[0]["isOutdated"]


def test_resolving_needs_contents_write(double: GitHubDouble, client: Github, pull: DoublePull) -> None:
    pull.review_comment("dev", "app.py", 21, "why?")
    thread = _threads(client)[0]["id"]

    with pytest.raises(GithubException, match="Resource not accessible by integration"):
        client.requester.graphql_query(_RESOLVE, {"id": thread})

    assert not _threads(client)[0]["isResolved"]


def test_resolves_with_contents_write(double: GitHubDouble, client: Github, pull: DoublePull) -> None:
    double.install("octo", {"metadata": "read", "contents": "write", "pull_requests": "write"})
    pull.review_comment("dev", "app.py", 21, "why?")

    client.requester.graphql_query(_RESOLVE, {"id": _threads(client)[0]["id"]})

    assert _threads(client)[0]["isResolved"]


def test_minimises_a_comment(chat: Repository, pull: DoublePull) -> None:
    comment = chat.get_pull(1).create_issue_comment("old news")

    comment.minimize()

    assert pull.comments[0].minimized == "outdated"


def test_a_graphql_field_that_github_does_not_have_is_a_violation(double: GitHubDouble, client: Github) -> None:
    with pytest.raises(GithubException):
        client.requester.graphql_query("query { viewer { shoeSize } }", {})

    assert [v.side for v in double.violations] == ["graphql"]
    double.violations.clear()


def test_a_lost_answer_leaves_the_review_in_place(double: GitHubDouble, chat: Repository, pull: DoublePull) -> None:
    double.faults.add(Fault("POST */pulls/*/reviews", status=502, when="after"))

    with pytest.raises(GithubException):
        _review(chat, {"path": "app.py", "line": 21, "body": "here"})

    assert len(pull.reviews) == 1


def test_too_long_a_comment_is_refused(chat: Repository) -> None:
    with pytest.raises(GithubException) as refused:
        chat.get_pull(1).create_issue_comment("x" * 65_537)

    assert refused.value.status == 422
