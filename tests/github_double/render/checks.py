"""Check runs and suites as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.github_double.render.accounts import app
from tests.github_double.render.pulls import minimal_pull
from tests.github_double.render.repositories import commit_facts, repository, url_of
from tests.github_double.state import node_id

if TYPE_CHECKING:
    from tests.github_double.model import CheckRun, CheckSuite, Repository
    from tests.github_double.state import State


def pulls_of(state: State, found: Repository, sha: str) -> list[dict[str, Any]]:
    """Open pull requests with that head; GitHub leaves those of forks out."""
    own = (p for p in found.pulls.values() if p.head_sha == sha and p.state == "open" and p.head_repo == found.full_name)
    return [minimal_pull(state, found, p) for p in own]


def check_run(state: State, found: Repository, run: CheckRun) -> dict[str, Any]:
    """A `check-run`."""
    url = f"{url_of(state, found)}/check-runs/{run.id}"
    page = f"{state.base_url}/{found.full_name}/runs/{run.id}"
    output = {name: run.output.get(name) for name in ("title", "summary", "text")}
    return {
        "id": run.id,
        "name": run.name,
        "node_id": node_id("CR", run.id),
        "head_sha": run.head_sha,
        "external_id": run.external_id,
        "url": url,
        "html_url": page,
        "details_url": run.details_url or page,
        "status": run.status,
        "conclusion": run.conclusion,
        "started_at": run.started_at,
        "completed_at": run.completed_at,
        "output": output | {"annotations_count": len(run.annotations), "annotations_url": f"{url}/annotations"},
        "check_suite": {"id": run.suite},
        "app": app(state),
        "pull_requests": pulls_of(state, found, run.head_sha),
    }


def check_suite(state: State, found: Repository, suite: CheckSuite) -> dict[str, Any]:
    """A `check-suite`."""
    runs = [r for r in found.check_runs.values() if r.suite == suite.id]
    done = bool(runs) and all(r.status == "completed" for r in runs)
    branch = next((p.head_ref for p in found.pulls.values() if p.head_sha == suite.head_sha and p.head_repo == found.full_name), None)
    url = f"{url_of(state, found)}/check-suites/{suite.id}"
    facts = commit_facts(found, suite.head_sha)
    person = {"name": facts.author, "email": facts.email}
    commit = {
        "id": facts.sha,
        "tree_id": facts.tree,
        "message": facts.message,
        "timestamp": facts.date,
        "author": person,
        "committer": person,
    }
    return {
        "id": suite.id,
        "node_id": node_id("CS", suite.id),
        "head_branch": branch,
        "head_sha": suite.head_sha,
        "status": "completed" if done else "queued",
        "conclusion": runs[-1].conclusion if done else None,
        "url": url,
        "before": facts.parents[0] if facts.parents else None,
        "after": suite.head_sha,
        "pull_requests": pulls_of(state, found, suite.head_sha),
        "app": app(state),
        "repository": repository(state, found),
        "created_at": suite.created_at,
        "updated_at": suite.created_at,
        "rerequestable": True,
        "runs_rerequestable": True,
        "head_commit": commit,
        "latest_check_runs_count": len(runs),
        "check_runs_url": f"{url}/check-runs",
    }
