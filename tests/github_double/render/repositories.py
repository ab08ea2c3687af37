"""Repositories, commits and files as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tests.github_double import plumbing
from tests.github_double.render.accounts import account
from tests.github_double.state import node_id

if TYPE_CHECKING:
    from tests.github_double.diff import FileDiff
    from tests.github_double.model import Repository
    from tests.github_double.state import State

_PLAIN = "contributors deployments downloads events forks hooks languages merges stargazers subscribers subscription tags teams"
_TEMPLATED = {
    "archive": "/{archive_format}{/ref}",
    "assignees": "/assignees{/user}",
    "blobs": "/git/blobs{/sha}",
    "branches": "/branches{/branch}",
    "collaborators": "/collaborators{/collaborator}",
    "comments": "/comments{/number}",
    "commits": "/commits{/sha}",
    "compare": "/compare/{base}...{head}",
    "contents": "/contents/{+path}",
    "git_commits": "/git/commits{/sha}",
    "git_refs": "/git/refs{/sha}",
    "git_tags": "/git/tags{/sha}",
    "issue_comment": "/issues/comments{/number}",
    "issue_events": "/issues/events{/number}",
    "issues": "/issues{/number}",
    "keys": "/keys{/key_id}",
    "labels": "/labels{/name}",
    "milestones": "/milestones{/number}",
    "notifications": "/notifications{?since,all,participating}",
    "pulls": "/pulls{/number}",
    "releases": "/releases{/id}",
    "statuses": "/statuses/{sha}",
    "trees": "/git/trees{/sha}",
}


def url_of(state: State, found: Repository) -> str:
    """The repository's API address."""
    return f"{state.api_url}/repos/{found.full_name}"


def repository(state: State, found: Repository) -> dict[str, Any]:
    """A repository with the fields that every one of GitHub's schemas for it asks for."""
    url, page = url_of(state, found), f"{state.base_url}/{found.full_name}"
    flags = {f"has_{name}": name == "issues" for name in ("issues", "projects", "downloads", "wiki", "pages", "discussions")}
    counts = dict.fromkeys(("forks", "forks_count", "stargazers_count", "watchers", "watchers_count", "size"), 0)
    issues = sum(i.state == "open" for i in found.issues.values()) + sum(p.state == "open" for p in found.pulls.values())
    body: dict[str, Any] = {
        "id": found.id,
        "node_id": node_id("R", found.id),
        "name": found.name,
        "full_name": found.full_name,
        "private": found.private,
        "visibility": "private" if found.private else "public",
        "owner": account(state, found.owner),
        "html_url": page,
        "description": None,
        "fork": found.fork_of is not None,
        "url": url,
        "git_url": f"git:{page.split(':', 1)[1]}.git",
        "ssh_url": f"git@localhost:{found.full_name}.git",
        "clone_url": f"{page}.git",
        "svn_url": page,
        "mirror_url": None,
        "homepage": None,
        "language": None,
        "license": None,
        "default_branch": found.default_branch,
        "archived": False,
        "disabled": False,
        "is_template": False,
        "allow_forking": True,
        "web_commit_signoff_required": False,
        "topics": [],
        "open_issues": issues,
        "open_issues_count": issues,
        "created_at": found.created_at,
        "updated_at": found.created_at,
        "pushed_at": found.created_at,
    }
    links = {f"{name}_url": f"{url}/{name}" for name in _PLAIN.split()}
    return body | flags | counts | links | {f"{name}_url": url + tail for name, tail in _TEMPLATED.items()}


def full_repository(state: State, found: Repository, permissions: dict[str, str]) -> dict[str, Any]:
    """A `full-repository`."""
    can_push = permissions.get("contents") == "write"
    rights = {"admin": False, "maintain": False, "push": can_push, "triage": False, "pull": True}
    return repository(state, found) | {"permissions": rights, "network_count": 0, "subscribers_count": 0}


@dataclass(frozen=True, slots=True)
class CommitFacts:
    """What git says about a commit."""

    sha: str
    tree: str
    parents: tuple[str, ...]
    author: str
    email: str
    date: str
    message: str


def commit_facts(found: Repository, sha: str) -> CommitFacts:
    """Read a commit."""
    text = plumbing.git(
        found.git_dir,
        "log",
        "-1",
        "--format=%H%x00%T%x00%P%x00%an%x00%ae%x00%ad%x00%B",
        "--date=format-local:%Y-%m-%dT%H:%M:%SZ",
        sha,
    )
    commit, tree, parents, name, email, date, message = text.decode("utf-8", "replace").split("\0", 6)
    return CommitFacts(commit, tree, tuple(parents.split()), name, email, date, message.rstrip("\n"))


def commit(state: State, found: Repository, sha: str) -> dict[str, Any]:
    """A `commit`."""
    facts, url = commit_facts(found, sha), url_of(state, found)
    person = {"name": facts.author, "email": facts.email, "date": facts.date}
    author = account(state, facts.author) if facts.author in state.accounts else None
    page = f"{state.base_url}/{found.full_name}/commit"
    return {
        "sha": sha,
        "node_id": node_id("C", int(sha[:12], 16)),
        "commit": {
            "author": person,
            "committer": person,
            "message": facts.message,
            "tree": {"sha": facts.tree, "url": f"{url}/git/trees/{facts.tree}"},
            "url": f"{url}/git/commits/{sha}",
            "comment_count": 0,
            "verification": {"verified": False, "reason": "unsigned", "signature": None, "payload": None, "verified_at": None},
        },
        "url": f"{url}/commits/{sha}",
        "html_url": f"{page}/{sha}",
        "comments_url": f"{url}/commits/{sha}/comments",
        "author": author,
        "committer": author,
        "parents": [{"sha": p, "url": f"{url}/commits/{p}", "html_url": f"{page}/{p}"} for p in facts.parents],
    }


def diff_entry(state: State, found: Repository, head: str, file: FileDiff) -> dict[str, Any]:
    """A `diff-entry`; GitHub leaves `patch` out for binary and for large files."""
    path = quote(file.path)
    body: dict[str, Any] = {
        "sha": file.old_blob if file.status == "removed" else file.new_blob,
        "filename": file.path,
        "status": file.status,
        "additions": file.additions,
        "deletions": file.deletions,
        "changes": file.additions + file.deletions,
        "blob_url": f"{state.base_url}/{found.full_name}/blob/{head}/{path}",
        "raw_url": f"{state.base_url}/{found.full_name}/raw/{head}/{path}",
        "contents_url": f"{url_of(state, found)}/contents/{path}?ref={head}",
    }
    if file.previous is not None:
        body["previous_filename"] = file.previous
    if file.patch is not None and not state.knobs.hide_patches and body["changes"] <= state.knobs.patch_line_limit:
        body["patch"] = file.patch
    return body
