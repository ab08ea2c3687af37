"""A repository, its branches, commits, files and people."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from tests.github_double import diff, plumbing
from tests.github_double.refusals import Refused, not_found, unprocessable
from tests.github_double.render.accounts import account
from tests.github_double.render.pulls import simple_pull
from tests.github_double.render.repositories import commit, diff_entry, full_repository, url_of
from tests.github_double.routing import REPO, Answer, Call, Routes
from tests.github_double.state import node_id

if TYPE_CHECKING:
    from tests.github_double.model import Repository

ROUTES = Routes()
_CONTENTS_LIMIT = 1_000_000
_ROLE_TO_PERMISSION = {"maintain": "write", "triage": "read"}


def commit_named(found: Repository, name: str) -> str:
    """The commit of a branch, tag or id. Raises `Refused` (422)."""
    sha = plumbing.resolve(found.git_dir, name)
    if sha is None:
        raise unprocessable(f"No commit found for SHA: {name}")
    return sha


@ROUTES.add("get", REPO, "metadata=read")
def _repository(call: Call) -> Answer:
    granted = call.caller.grant.permissions if call.caller.grant else {}
    return Answer(full_repository(call.state, call.repository, granted))


@ROUTES.add("get", REPO + "/branches/{branch}", "contents=read")
def _branch(call: Call) -> Answer:
    name, found = call.params["branch"], call.repository
    try:
        sha = plumbing.line(found.git_dir, "rev-parse", "--verify", f"refs/heads/{name}^{{commit}}")
    except plumbing.GitFailed as error:
        raise Refused(404, "Branch not found") from error
    url = f"{url_of(call.state, found)}/branches/{name}"
    body = {"name": name, "commit": commit(call.state, found, sha), "protected": False, "protection_url": f"{url}/protection"}
    protection = {"enabled": False, "required_status_checks": {"enforcement_level": "off", "contexts": [], "checks": []}}
    return Answer(
        body | {"_links": {"self": url, "html": f"{call.state.base_url}/{found.full_name}/tree/{name}"}, "protection": protection},
    )


@ROUTES.add("get", REPO + "/commits/{ref}", "contents=read")
def _commit(call: Call) -> Answer:
    found = call.repository
    sha = commit_named(found, call.params["ref"])
    body = commit(call.state, found, sha)
    parents = body["parents"]
    files = diff.between(found.git_dir, parents[0]["sha"] if parents else plumbing.EMPTY_TREE, sha)
    added, removed = sum(f.additions for f in files), sum(f.deletions for f in files)
    stats = {"additions": added, "deletions": removed, "total": added + removed}
    return Answer(body | {"stats": stats, "files": [diff_entry(call.state, found, sha, f) for f in files[:300]]})


@ROUTES.add("get", REPO + "/commits/{commit_sha}/pulls", "pull_requests=read")
def _pulls_of_commit(call: Call) -> Answer:
    found = call.repository
    sha = commit_named(found, call.params["commit_sha"])
    return Answer(page=[simple_pull(call.state, found, p) for p in found.pulls.values() if p.head_sha == sha])


@ROUTES.add("get", REPO + "/compare/{basehead}", "contents=read")
def _compare(call: Call) -> Answer:
    found, state = call.repository, call.state
    base_name, dots, head_name = call.params["basehead"].partition("...")
    base, head = plumbing.resolve(found.git_dir, base_name), plumbing.resolve(found.git_dir, head_name.rpartition(":")[2])
    if not dots or base is None or head is None:
        raise not_found()
    merge_base = plumbing.merge_base(found.git_dir, base, head)
    if merge_base is None:
        raise Refused(404, f"No common ancestor between {base_name} and {head_name}.")
    ahead = plumbing.line(found.git_dir, "rev-list", "--reverse", f"{base}..{head}").split()
    behind = int(plumbing.line(found.git_dir, "rev-list", "--count", f"{head}..{base}"))
    url, page = f"{url_of(state, found)}/compare/{base_name}...{head_name}", f"{state.base_url}/{found.full_name}/compare"
    status = {(False, False): "identical", (True, False): "ahead", (False, True): "behind", (True, True): "diverged"}
    body = {
        "url": url,
        "html_url": f"{page}/{base_name}...{head_name}",
        "permalink_url": f"{page}/{base[:7]}...{head[:7]}",
        "diff_url": f"{page}/{base_name}...{head_name}.diff",
        "patch_url": f"{page}/{base_name}...{head_name}.patch",
        "base_commit": commit(state, found, base),
        "merge_base_commit": commit(state, found, merge_base),
        "status": status[bool(ahead), bool(behind)],
        "ahead_by": len(ahead),
        "behind_by": behind,
        "total_commits": len(ahead),
        "commits": [commit(state, found, sha) for sha in ahead[:250]],
        "files": [diff_entry(state, found, head, f) for f in diff.between(found.git_dir, merge_base, head)[:300]],
    }
    return Answer(body)


@ROUTES.add("get", REPO + "/contents/{path}", "contents=read")
def _contents(call: Call) -> Answer:
    found, path = call.repository, call.params["path"].strip("/")
    sha = plumbing.resolve(found.git_dir, call.query.get("ref", found.default_branch))
    if sha is None:
        raise Refused(404, f"No commit found for the ref {call.query.get('ref')}")
    exact = _tree_rows(found, sha, path)
    if not exact:
        raise not_found()
    _, kind, target, size, _ = exact[0]
    if kind == "tree":
        rows = _tree_rows(found, sha, f"{path}/")[:1000]
        return Answer([_entry(call, row, sha) for row in rows])
    if "raw" in call.accept:
        return Answer(
            text=plumbing.git(found.git_dir, "cat-file", "blob", target),
            content_type="application/vnd.github.raw; charset=utf-8",
        )
    body = _entry(call, exact[0], sha)
    if kind == "blob" and size <= _CONTENTS_LIMIT:
        return Answer(body | {"encoding": "base64", "content": _base64(plumbing.git(found.git_dir, "cat-file", "blob", target))})
    return Answer(body | {"encoding": "none", "content": ""})


def _base64(content: bytes) -> str:
    return base64.encodebytes(content).decode()


def _tree_rows(found: Repository, tree: str, path: str | None = None, *, deep: bool = False) -> list[tuple[str, str, str, int, str]]:
    """(mode, kind, id, size, path) as `ls-tree` tells."""
    options = ["-r", "-t"] if deep else []
    where = [] if path is None else ["--", path]
    rows = plumbing.git(found.git_dir, "--literal-pathspecs", "ls-tree", "-l", "-z", "--full-tree", *options, tree, *where)
    result = []
    for row in rows.decode("utf-8", "replace").split("\0")[:-1]:
        facts, _, name = row.partition("\t")
        mode, kind, target, size = facts.split()
        result.append((mode, kind, target, 0 if size == "-" else int(size), name))
    return result


def _entry(call: Call, row: tuple[str, str, str, int, str], sha: str) -> dict[str, Any]:
    mode, kind, target, size, path = row
    found = call.repository
    url, page = url_of(call.state, found), f"{call.state.base_url}/{found.full_name}"
    own, git_url, html = f"{url}/contents/{path}?ref={sha}", f"{url}/git/{kind}s/{target}", f"{page}/blob/{sha}/{path}"
    shown = {"blob": "symlink" if mode == "120000" else "file", "tree": "dir", "commit": "file"}[kind]
    return {
        "type": shown,
        "size": size,
        "name": path.rpartition("/")[2],
        "path": path,
        "sha": target,
        "url": own,
        "git_url": git_url,
        "html_url": html,
        "download_url": None if kind == "tree" else f"{page}/raw/{sha}/{path}",
        "_links": {"self": own, "git": git_url, "html": html},
    }


@ROUTES.add("get", REPO + "/git/trees/{tree_sha}", "contents=read")
def _tree(call: Call) -> Answer:
    found, name = call.repository, call.params["tree_sha"]
    try:
        sha = plumbing.line(found.git_dir, "rev-parse", "--verify", f"{plumbing.resolve(found.git_dir, name) or name}^{{tree}}")
    except plumbing.GitFailed as error:
        raise not_found() from error
    url = url_of(call.state, found)
    entries = []
    for mode, kind, target, size, path in _tree_rows(found, sha, deep="recursive" in call.query):
        entry: dict[str, Any] = {"path": path, "mode": mode, "type": kind, "sha": target}
        if kind == "blob":
            entry["size"] = size
        entries.append(entry if kind == "commit" else entry | {"url": f"{url}/git/{kind}s/{target}"})
    truncated = call.state.knobs.truncate_trees
    shown = entries[: len(entries) // 2] if truncated else entries
    return Answer({"sha": sha, "url": f"{url}/git/trees/{sha}", "tree": shown, "truncated": truncated})


@ROUTES.add("get", REPO + "/git/blobs/{file_sha}", "contents=read")
def _blob(call: Call) -> Answer:
    found, sha = call.repository, call.params["file_sha"]
    try:
        content = plumbing.git(found.git_dir, "cat-file", "blob", sha)
    except plumbing.GitFailed as error:
        raise not_found() from error
    if "raw" in call.accept:
        return Answer(text=content, content_type="application/vnd.github.raw; charset=utf-8")
    body = {"sha": sha, "node_id": node_id("B", int(sha[:12], 16)), "size": len(content), "encoding": "base64", "content": _base64(content)}
    return Answer(body | {"url": f"{url_of(call.state, found)}/git/blobs/{sha}"})


@ROUTES.add("get", REPO + "/collaborators/{username}/permission", "metadata=read")
def _permission(call: Call) -> Answer:
    login, found = call.params["username"], call.repository
    if login not in call.state.accounts:
        raise Refused(404, f"{login} is not a user")
    role = "admin" if login == found.owner else found.roles.get(login, "none" if found.private else "read")
    rights = {"admin": role == "admin", "maintain": role in ("admin", "maintain"), "push": role in ("admin", "maintain", "write")}
    rights |= {"triage": role not in ("none", "read"), "pull": role != "none"}
    user = account(call.state, login) | {"permissions": rights, "role_name": role}
    return Answer(json.loads(json.dumps({"permission": _ROLE_TO_PERMISSION.get(role, role), "role_name": role, "user": user})))
