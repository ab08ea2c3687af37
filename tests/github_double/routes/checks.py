"""Check runs: annotations append, lengths are limited, a completed run has a conclusion."""

from __future__ import annotations

from typing import Any

from tests.github_double.model import CheckRun, CheckSuite
from tests.github_double.refusals import unprocessable
from tests.github_double.render.checks import check_run
from tests.github_double.render.repositories import url_of
from tests.github_double.routes.repositories import commit_named
from tests.github_double.routing import REPO, Answer, Call, Routes

ROUTES = Routes()
_RUN = REPO + "/check-runs/{check_run_id}"
_MOST_ANNOTATIONS, _LONGEST_TEXT, _LONGEST_MESSAGE, _LONGEST_TITLE = 50, 65_535, 65_536, 255


def _check(body: dict[str, Any], *, conclusion: str | None) -> None:
    """GitHub's refusals, in its words."""
    output = body.get("output") or {}
    annotations = output.get("annotations") or []
    if len(annotations) > _MOST_ANNOTATIONS:
        raise unprocessable(f"Invalid request.\n\nNo more than {_MOST_ANNOTATIONS} items are allowed; {len(annotations)} were supplied.")
    for name in ("summary", "text"):
        length = len(output.get(name) or "")
        if length > _LONGEST_TEXT:
            raise unprocessable(f"Invalid request.\n\nOnly {_LONGEST_TEXT} characters are allowed; {length} were supplied.")
    if body.get("status") == "completed" and conclusion is None:
        told = 'No subschema in "anyOf" matched.\n"conclusion" wasn\'t supplied.\ncompleted is not a member of ["queued", "in_progress"].'
        raise unprocessable(f"Invalid request.\n\n{told}")
    for annotation in annotations:
        _check_annotation(annotation)


def _check_annotation(annotation: dict[str, Any]) -> None:
    same_line = annotation["start_line"] == annotation["end_line"]
    if not same_line and annotation.keys() & {"start_column", "end_column"}:
        raise unprocessable("Invalid request.\n\nColumns are only allowed when start_line and end_line are the same.")
    if annotation["start_line"] < 1 or annotation["end_line"] < annotation["start_line"]:
        raise unprocessable("Invalid request.\n\nend_line must not be before start_line.")
    if len(annotation.get("title", "")) > _LONGEST_TITLE:
        raise unprocessable(f"Invalid request.\n\nOnly {_LONGEST_TITLE} characters are allowed; {len(annotation['title'])} were supplied.")
    if any(len(annotation.get(name, "").encode()) > _LONGEST_MESSAGE for name in ("message", "raw_details")):
        raise unprocessable("Invalid request.\n\nOnly 64 KB are allowed.")


def _apply(call: Call, run: CheckRun) -> None:
    body, now = call.body, call.state.now()
    for name in ("name", "external_id", "details_url", "started_at", "actions"):
        if name in body:
            setattr(run, name, body[name])
    run.status = body.get("status", run.status)
    if "conclusion" in body:
        run.conclusion, run.status = body["conclusion"], "completed"
        run.completed_at = body.get("completed_at", now)
    elif "status" in body and run.status != "completed":
        run.conclusion = run.completed_at = None
    output = dict(body.get("output") or {})
    run.annotations += output.pop("annotations", None) or []
    run.output |= output


def ensure_suite(call: Call, sha: str) -> CheckSuite:
    """The App's suite on the commit, made when there is none."""
    suites = call.repository.check_suites
    found = next((s for s in suites.values() if s.head_sha == sha), None)
    if found is None:
        found = CheckSuite(call.state.take_id(), sha, call.state.now())
        suites[found.id] = found
    return found


@ROUTES.add("post", REPO + "/check-runs", "checks=write")
def _create(call: Call) -> Answer:
    _check(call.body, conclusion=call.body.get("conclusion"))
    sha = commit_named(call.repository, call.body["head_sha"])
    suite = ensure_suite(call, sha)
    run = CheckRun(call.state.take_id(), suite.id, call.body["name"], sha, "queued", call.state.now())
    _apply(call, run)
    call.repository.check_runs[run.id] = run
    return Answer(check_run(call.state, call.repository, run), status=201)


@ROUTES.add("patch", _RUN, "checks=write")
def _update(call: Call) -> Answer:
    run = call.pick(call.repository.check_runs, "check_run_id")
    _check(call.body, conclusion=call.body.get("conclusion") or run.conclusion)
    _apply(call, run)
    return Answer(check_run(call.state, call.repository, run))


@ROUTES.add("get", _RUN, "checks=read")
def _get(call: Call) -> Answer:
    return Answer(check_run(call.state, call.repository, call.pick(call.repository.check_runs, "check_run_id")))


@ROUTES.add("get", _RUN + "/annotations", "checks=read")
def _annotations(call: Call) -> Answer:
    run = call.pick(call.repository.check_runs, "check_run_id")
    empty: dict[str, Any] = dict.fromkeys(("start_column", "end_column", "title", "raw_details"))
    blob = f"{url_of(call.state, call.repository)}/git/blobs"
    return Answer(page=[empty | {"blob_href": f"{blob}/{run.head_sha}"} | a for a in run.annotations])


@ROUTES.add("get", REPO + "/commits/{ref}/check-runs", "checks=read")
def _of_commit(call: Call) -> Answer:
    found = call.repository
    sha = commit_named(found, call.params["ref"])
    runs = [r for r in found.check_runs.values() if r.head_sha == sha]
    wanted = {"check_name": "name", "status": "status"}
    for key, attribute in wanted.items():
        runs = [r for r in runs if key not in call.query or getattr(r, attribute) == call.query[key]]
    if call.query.get("filter", "latest") == "latest":
        runs = list({(r.suite, r.name): r for r in runs}.values())
    if call.query.get("app_id", str(call.state.app.id)) != str(call.state.app.id):
        runs = []
    return Answer(page=[check_run(call.state, found, r) for r in reversed(runs)], key="check_runs")
