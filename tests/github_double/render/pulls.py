"""Pull requests and issues as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.github_double import anchors, plumbing
from tests.github_double.model import Pull
from tests.github_double.render.accounts import account
from tests.github_double.render.repositories import repository, url_of
from tests.github_double.state import node_id

if TYPE_CHECKING:
    from tests.github_double.model import Issue, Repository
    from tests.github_double.state import State


def association(found: Repository, login: str) -> str:
    """What the author is to the repository."""
    if login.lower() == found.owner.lower():
        return "OWNER"
    return "COLLABORATOR" if login in found.roles else "NONE"


def label(state: State, found: Repository, name: str) -> dict[str, Any]:
    """A label; its id is made from its name."""
    number = sum(name.encode())
    url = f"{url_of(state, found)}/labels/{name}"
    return {
        "id": number,
        "node_id": node_id("LA", number),
        "url": url,
        "name": name,
        "color": "ededed",
        "default": False,
        "description": None,
    }


def links(state: State, found: Repository, pull: Pull) -> dict[str, Any]:
    """The `_links` of a pull request."""
    url, page = url_of(state, found), f"{state.base_url}/{found.full_name}/pull/{pull.number}"
    targets = {
        "self": f"{url}/pulls/{pull.number}",
        "html": page,
        "issue": f"{url}/issues/{pull.number}",
        "comments": f"{url}/issues/{pull.number}/comments",
        "review_comments": f"{url}/pulls/{pull.number}/comments",
        "review_comment": f"{url}/pulls/comments{{/number}}",
        "commits": f"{url}/pulls/{pull.number}/commits",
        "statuses": f"{url}/statuses/{pull.head_sha}",
    }
    return {name: {"href": target} for name, target in targets.items()}


def simple_pull(state: State, found: Repository, pull: Pull) -> dict[str, Any]:
    """A `pull-request-simple`, which lists carry."""
    hrefs = {name: entry["href"] for name, entry in links(state, found, pull).items()}
    head_repo = None if pull.head_repo is None else state.repositories.get(pull.head_repo.lower())
    return {
        "url": hrefs["self"],
        "id": pull.id,
        "node_id": node_id("PR", pull.id),
        "html_url": hrefs["html"],
        "diff_url": f"{hrefs['html']}.diff",
        "patch_url": f"{hrefs['html']}.patch",
        "issue_url": hrefs["issue"],
        "commits_url": hrefs["commits"],
        "review_comments_url": hrefs["review_comments"],
        "review_comment_url": hrefs["review_comment"],
        "comments_url": hrefs["comments"],
        "statuses_url": hrefs["statuses"],
        "number": pull.number,
        "state": pull.state,
        "locked": False,
        "title": pull.title,
        "user": account(state, pull.user),
        "body": pull.body,
        "labels": [label(state, found, name) for name in pull.labels],
        "milestone": None,
        "active_lock_reason": None,
        "created_at": pull.created_at,
        "updated_at": pull.updated_at,
        "closed_at": pull.closed_at,
        "merged_at": pull.merged_at,
        "merge_commit_sha": None,
        "assignee": None,
        "assignees": [],
        "requested_reviewers": [],
        "requested_teams": [],
        "head": {
            "label": f"{pull.head_owner}:{pull.head_ref}",
            "ref": pull.head_ref,
            "sha": pull.head_sha,
            "user": account(state, pull.head_owner),
            "repo": None if head_repo is None else repository(state, head_repo),
        },
        "base": {
            "label": f"{found.owner}:{pull.base_ref}",
            "ref": pull.base_ref,
            "sha": pull.base_sha,
            "user": account(state, found.owner),
            "repo": repository(state, found),
        },
        "_links": links(state, found, pull),
        "author_association": association(found, pull.user),
        "auto_merge": None,
        "draft": pull.draft,
    }


def pull_request(state: State, found: Repository, pull: Pull) -> dict[str, Any]:
    """A `pull-request`, with counts that git gives."""
    files = anchors.pull_diff(found, pull)
    count = plumbing.line(found.git_dir, "rev-list", "--count", f"{pull.base_sha}..{pull.head_sha}")
    return simple_pull(state, found, pull) | {
        "merged": pull.merged_at is not None,
        "mergeable": pull.mergeable,
        "rebaseable": pull.mergeable,
        "mergeable_state": "unknown" if pull.mergeable is None else "clean" if pull.mergeable else "dirty",
        "merged_by": None,
        "comments": sum(c.number == pull.number for c in found.issue_comments.values()),
        "review_comments": sum(c.number == pull.number for c in found.review_comments.values()),
        "maintainer_can_modify": False,
        "commits": int(count),
        "additions": sum(f.additions for f in files),
        "deletions": sum(f.deletions for f in files),
        "changed_files": len(files),
    }


def minimal_pull(state: State, found: Repository, pull: Pull) -> dict[str, Any]:
    """A `pull-request-minimal`, which check runs carry."""

    def side(ref: str, sha: str, full_name: str) -> dict[str, Any]:
        where = state.repositories.get(full_name.lower(), found)
        return {"ref": ref, "sha": sha, "repo": {"id": where.id, "url": url_of(state, where), "name": where.name}}

    head = side(pull.head_ref, pull.head_sha, pull.head_repo or found.full_name)
    base = side(pull.base_ref, pull.base_sha, found.full_name)
    return {"id": pull.id, "number": pull.number, "url": f"{url_of(state, found)}/pulls/{pull.number}", "head": head, "base": base}


def issue(state: State, found: Repository, item: Issue | Pull) -> dict[str, Any]:
    """An `issue`; a pull request is one too."""
    url = f"{url_of(state, found)}/issues/{item.number}"
    is_pull = isinstance(item, Pull)
    page = f"{state.base_url}/{found.full_name}/{'pull' if is_pull else 'issues'}/{item.number}"
    body: dict[str, Any] = {
        "id": item.id,
        "node_id": node_id("I", item.id),
        "url": url,
        "repository_url": url_of(state, found),
        "labels_url": f"{url}/labels{{/name}}",
        "comments_url": f"{url}/comments",
        "events_url": f"{url}/events",
        "timeline_url": f"{url}/timeline",
        "html_url": page,
        "number": item.number,
        "title": item.title,
        "user": account(state, item.user),
        "labels": [label(state, found, name) for name in item.labels],
        "state": item.state,
        "locked": False,
        "assignee": None,
        "assignees": [],
        "milestone": None,
        "comments": sum(c.number == item.number for c in found.issue_comments.values()),
        "created_at": item.created_at,
        "updated_at": item.updated_at,
        "closed_at": item.closed_at,
        "author_association": association(found, item.user),
        "active_lock_reason": None,
        "body": item.body,
        "reactions": reactions(url, []),
        "performed_via_github_app": None,
        "state_reason": None,
    }
    if isinstance(item, Pull):
        body["draft"] = item.draft
        pull_url = f"{url_of(state, found)}/pulls/{item.number}"
        body["pull_request"] = {
            "url": pull_url,
            "html_url": page,
            "diff_url": f"{page}.diff",
            "patch_url": f"{page}.patch",
            "merged_at": item.merged_at,
        }
    return body


def reactions(url: str, contents: list[str]) -> dict[str, Any]:
    """A `reaction-rollup`."""
    names = ("+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes")
    return {"url": f"{url}/reactions", "total_count": len(contents)} | {name: contents.count(name) for name in names}
