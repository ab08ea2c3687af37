"""Pull requests, and what git says about them."""

from __future__ import annotations

from tests.github_double import anchors, plumbing
from tests.github_double.refusals import Refused, not_found
from tests.github_double.render.pulls import pull_request, simple_pull
from tests.github_double.render.repositories import commit, diff_entry
from tests.github_double.routing import PULL, REPO, Answer, Call, Routes

ROUTES = Routes()
_MOST_FILES, _MOST_COMMITS = 3000, 250
_DIFF_FILES, _DIFF_LINES = 300, 20_000


@ROUTES.add("get", REPO + "/pulls", "pull_requests=read")
def _list(call: Call) -> Answer:
    found, wanted = call.repository, call.query.get("state", "open")
    pulls = [p for p in found.pulls.values() if wanted in ("all", p.state)]
    if "head" in call.query:
        pulls = [p for p in pulls if call.query["head"] == f"{p.head_owner}:{p.head_ref}"]
    if "base" in call.query:
        pulls = [p for p in pulls if call.query["base"] == p.base_ref]
    if call.query.get("direction", "desc") == "desc":
        pulls.reverse()
    return Answer(page=[simple_pull(call.state, found, p) for p in pulls])


@ROUTES.add("get", PULL, "pull_requests=read")
def _get(call: Call) -> Answer:
    if ".diff" in call.accept or ".patch" in call.accept:
        return _diff(call)
    body = pull_request(call.state, call.repository, call.pull)
    if call.state.knobs.mergeable_null > 0:
        call.state.knobs.mergeable_null -= 1
        body |= {"mergeable": None, "rebaseable": None, "mergeable_state": "unknown"}
    return Answer(body)


def _diff(call: Call) -> Answer:
    found, pull = call.repository, call.pull
    files = anchors.pull_diff(found, pull)
    if len(files) > _DIFF_FILES or sum(len(h.rows) for f in files for h in f.hunks) > _DIFF_LINES:
        error = {"resource": "PullRequest", "field": "diff", "code": "too_large"}
        raise Refused(406, "Sorry, the diff exceeded the maximum number of files (300) or lines (20000).", [error])
    base = plumbing.merge_base(found.git_dir, pull.base_sha, pull.head_sha) or plumbing.EMPTY_TREE
    text = plumbing.git(found.git_dir, "diff", "-M", base, pull.head_sha)
    return Answer(text=text, content_type="application/vnd.github.v3.diff; charset=utf-8")


@ROUTES.add("get", PULL + "/files", "pull_requests=read", "contents=read")
def _files(call: Call) -> Answer:
    found, pull = call.repository, call.pull
    return Answer(page=[diff_entry(call.state, found, pull.head_sha, f) for f in anchors.pull_diff(found, pull)[:_MOST_FILES]])


@ROUTES.add("get", PULL + "/commits", "pull_requests=read", "contents=read")
def _commits(call: Call) -> Answer:
    found, pull = call.repository, call.pull
    if plumbing.resolve(found.git_dir, pull.head_sha) is None:
        raise not_found()
    shas = plumbing.line(found.git_dir, "rev-list", "--reverse", f"{pull.base_sha}..{pull.head_sha}").split()
    return Answer(page=[commit(call.state, found, sha) for sha in shas[:_MOST_COMMITS]])
