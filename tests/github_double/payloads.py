"""Webhook payloads, built in full from the state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.github_double.render.accounts import account
from tests.github_double.render.accounts import app as render_app
from tests.github_double.render.accounts import installation as render_installation
from tests.github_double.render.checks import check_run as render_run
from tests.github_double.render.checks import check_suite as render_suite
from tests.github_double.render.checks import pulls_of
from tests.github_double.render.discussion import issue_comment as render_issue_comment
from tests.github_double.render.discussion import review as render_review
from tests.github_double.render.discussion import review_comment as render_review_comment
from tests.github_double.render.pulls import issue as render_issue
from tests.github_double.render.pulls import pull_request as render_pull
from tests.github_double.render.pulls import simple_pull
from tests.github_double.render.repositories import commit_facts, repository
from tests.github_double.state import node_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.github_double.model import CheckRun, CheckSuite, Installation, IssueComment, Pull, Repository, Review, ReviewComment
    from tests.github_double.state import State

_MERGE_SETTINGS = ("allow_squash_merge", "allow_merge_commit", "allow_rebase_merge")


def _around(state: State, found: Repository, sender: str, action: str) -> dict[str, Any]:
    """What every event of a repository carries."""
    body: dict[str, Any] = {"action": action, "repository": repository(state, found), "sender": account(state, sender)}
    installation = state.installation_of(found)
    if installation is not None:
        body["installation"] = {"id": installation.id, "node_id": node_id("I", installation.id)}
    if state.account(found.owner).kind == "Organization":
        body["organization"] = _organization(state, found.owner)
    return body


def _organization(state: State, login: str) -> dict[str, Any]:
    who, url = state.account(login), f"{state.api_url}/orgs/{login}"
    links = {f"{name}_url": f"{url}/{name}" for name in ("repos", "events", "hooks", "issues")}
    members = {"members_url": f"{url}/members{{/member}}", "public_members_url": f"{url}/public_members{{/member}}"}
    return (
        {"login": login, "id": who.id, "node_id": node_id("O", who.id), "url": url, "avatar_url": "", "description": ""} | links | members
    )


def _with_settings(pull: dict[str, Any]) -> dict[str, Any]:
    """Only webhooks tell a repository's merge settings inside a pull request."""
    settings: dict[str, Any] = dict.fromkeys(_MERGE_SETTINGS, True) | {
        "allow_auto_merge": False,
        "allow_update_branch": False,
        "delete_branch_on_merge": False,
    }
    settings |= {"squash_merge_commit_message": "COMMIT_MESSAGES", "squash_merge_commit_title": "COMMIT_OR_PR_TITLE"}
    settings |= {"merge_commit_message": "PR_TITLE", "merge_commit_title": "MERGE_MESSAGE", "use_squash_pr_title_as_default": False}
    for side in ("head", "base"):
        if pull[side]["repo"] is not None:
            pull[side]["repo"] |= settings
    return pull


def pull_request(
    state: State,
    found: Repository,
    pull: Pull,
    action: str,
    *,
    before: str | None = None,
    sender: str | None = None,
) -> dict[str, Any]:
    """`pull_request`. `before`: the former head, for `synchronize`."""
    body = _around(state, found, sender or pull.user, action)
    body |= {"number": pull.number, "pull_request": _with_settings(render_pull(state, found, pull))}
    if action == "synchronize":
        body |= {"before": before or pull.base_sha, "after": pull.head_sha}
    if action == "edited":
        body["changes"] = {"title": {"from": pull.title}}
    if action == "labeled":
        body["label"] = body["pull_request"]["labels"][-1]
    return body


def issue_comment(state: State, found: Repository, comment: IssueComment, action: str) -> dict[str, Any]:
    """`issue_comment`, on an issue or on a pull request."""
    item = found.pulls.get(comment.number) or found.issues[comment.number]
    body = _around(state, found, comment.user, action)
    body |= {"issue": render_issue(state, found, item), "comment": render_issue_comment(state, found, comment)}
    return body | ({"changes": {"body": {"from": comment.body}}} if action == "edited" else {})


def review_comment(state: State, found: Repository, comment: ReviewComment, action: str) -> dict[str, Any]:
    """`pull_request_review_comment`."""
    body = _around(state, found, comment.user, action)
    pull = _with_settings(simple_pull(state, found, found.pulls[comment.number]))
    body |= {"pull_request": pull, "comment": render_review_comment(state, found, comment)}
    return body | ({"changes": {"body": {"from": comment.body}}} if action == "edited" else {})


def review(state: State, found: Repository, item: Review, action: str) -> dict[str, Any]:
    """`pull_request_review`; the state is in small letters here."""
    body = _around(state, found, item.user, action)
    told = render_review(state, found, item) | {"state": item.state.lower(), "submitted_at": item.submitted_at}
    pull = _with_settings(simple_pull(state, found, found.pulls[item.number]))
    return body | {"pull_request": pull, "review": told}


def check_run(state: State, found: Repository, run: CheckRun, action: str, *, sender: str, identifier: str | None = None) -> dict[str, Any]:
    """`check_run`; `identifier` names the pressed button, for `requested_action`."""
    rendered = render_run(state, found, run) | {"check_suite": _suite(state, found, found.check_suites[run.suite])}
    body = _around(state, found, sender, action) | {"check_run": rendered}
    return body | ({"requested_action": {"identifier": identifier}} if identifier else {})


def _suite(state: State, found: Repository, suite: CheckSuite) -> dict[str, Any]:
    rendered = render_suite(state, found, suite)
    names = (
        "id",
        "node_id",
        "head_branch",
        "head_sha",
        "status",
        "conclusion",
        "url",
        "before",
        "after",
        "pull_requests",
        "app",
        "created_at",
        "updated_at",
    )
    return {name: rendered[name] for name in names}


def check_suite(state: State, found: Repository, suite: CheckSuite, action: str, *, sender: str) -> dict[str, Any]:
    """`check_suite`."""
    rendered = render_suite(state, found, suite)
    rendered.pop("repository")
    rendered["pull_requests"] = pulls_of(state, found, suite.head_sha)
    return _around(state, found, sender, action) | {"check_suite": rendered}


def _short(found: Repository) -> dict[str, Any]:
    return {"id": found.id, "node_id": node_id("R", found.id), "name": found.name, "full_name": found.full_name, "private": found.private}


def installation(state: State, subject: Installation, action: str, *, sender: str) -> dict[str, Any]:
    """`installation`."""
    repositories = [_short(r) for r in state.repositories_of(subject)]
    body = {"action": action, "installation": render_installation(state, subject), "sender": account(state, sender)}
    return body | {"repositories": repositories, "requester": None}


def installation_repositories(
    state: State,
    subject: Installation,
    *,
    added: Sequence[Repository] = (),
    removed: Sequence[Repository] = (),
    sender: str,
) -> dict[str, Any]:
    """`installation_repositories`: added, or removed when nothing was added."""
    body = installation(state, subject, "added" if added else "removed", sender=sender)
    body.pop("repositories")
    selection = body["installation"]["repository_selection"]
    lists = {"repositories_added": [_short(r) for r in added], "repositories_removed": [_short(r) for r in removed]}
    return body | lists | {"repository_selection": selection}


def merge_group(state: State, found: Repository, pull: Pull, head_sha: str, action: str) -> dict[str, Any]:
    """`merge_group`: the queue's temporary branch for a pull request."""
    facts = commit_facts(found, head_sha)
    person = {"name": facts.author, "email": facts.email}
    commit = {
        "id": facts.sha,
        "tree_id": facts.tree,
        "message": facts.message,
        "timestamp": facts.date,
        "author": person,
        "committer": person,
    }
    ref = f"refs/heads/gh-readonly-queue/{pull.base_ref}/pr-{pull.number}-{pull.base_sha}"
    group = {
        "head_sha": head_sha,
        "head_ref": ref,
        "base_sha": pull.base_sha,
        "base_ref": f"refs/heads/{pull.base_ref}",
        "head_commit": commit,
    }
    body = _around(state, found, pull.user, action) | {"merge_group": group}
    return body | ({"reason": "merged"} if action == "destroyed" else {})


def ping(state: State) -> dict[str, Any]:
    """`ping`, as a new App gets it."""
    config = {"content_type": "json", "insecure_ssl": "0", "secret": "********", "url": state.base_url}
    hook: dict[str, Any] = {"type": "App", "id": state.app.id, "name": "web", "active": True, "events": state.app.events, "config": config}
    hook |= {"updated_at": state.app.created_at, "created_at": state.app.created_at, "app_id": state.app.id}
    assert render_app(state)
    return {"zen": "Keep it logically awesome.", "hook_id": state.app.id, "hook": hook}
