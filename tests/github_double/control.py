"""Control over HTTP, for a demo or a test in another process: JSON under `/_double/`."""

# ruff: noqa: ANN401 - JSON may have any shape
from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, jsonify, request

from tests.github_double import payloads
from tests.github_double.faults import Fault
from tests.github_double.repository import DoublePull, DoubleRepository

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

    from tests.github_double.double import GitHubDouble


def mount(app: Flask, double: GitHubDouble) -> None:
    """Add the control endpoints. All but the two GETs take a JSON object."""
    actions: dict[str, Callable[[GitHubDouble, dict[str, Any]], Any]] = {
        "repository": _repository,
        "branch": _branch,
        "pull": _pull,
        "push": _push,
        "comment": _comment,
        "user": _user,
        "deliver": _deliver,
        "fault": _fault,
    }

    def act(name: str) -> Response:
        try:
            return jsonify(actions[name](double, request.get_json()))
        except (KeyError, LookupError, TypeError, ValueError) as error:
            response = jsonify({"error": f"{type(error).__name__}: {error}"})
            response.status_code = 400
            return response

    app.add_url_rule("/_double/<name>", "control", act, methods=["POST"])
    app.add_url_rule("/_double/state", "control-state", lambda: jsonify(_state(double)))


def _held(double: GitHubDouble, asked: dict[str, Any]) -> DoubleRepository:
    return DoubleRepository(double.state, double.state.repositories[asked["repository"].lower()])


def _held_pull(double: GitHubDouble, asked: dict[str, Any]) -> DoublePull:
    repository = _held(double, asked)
    return DoublePull(repository, repository.facts.pulls[int(asked["number"])])


def _repository(double: GitHubDouble, asked: dict[str, Any]) -> Any:
    """{name, private?, files?, git_dir?, default_branch?}."""
    options = {key: value for key, value in asked.items() if key != "name"}
    made = double.repository(asked["name"], **options)
    return {"full_name": made.full_name, "clone_url": made.clone_url, "git_dir": made.git_dir, "id": made.facts.id}


def _branch(double: GitHubDouble, asked: dict[str, Any]) -> Any:
    """{repository, name, files, base?, author?, message?}: text files; null removes."""
    return {"sha": _held(double, asked).branch(asked["name"], **{k: v for k, v in asked.items() if k not in ("repository", "name")})}


def _pull(double: GitHubDouble, asked: dict[str, Any]) -> Any:
    """{repository, head, base?, title?, user?, body?, fork?, draft?}."""
    made = _held(double, asked).open_pull(**{key: value for key, value in asked.items() if key != "repository"})
    return {"number": made.number, "head_sha": made.head_sha, "url": made.url}


def _push(double: GitHubDouble, asked: dict[str, Any]) -> Any:
    """{repository, number, files, message?, force?}."""
    pull = _held_pull(double, asked)
    act = pull.force_push if asked.get("force") else pull.push
    return {"head_sha": act(asked["files"], message=asked.get("message", "More"))}


def _comment(double: GitHubDouble, asked: dict[str, Any]) -> Any:
    """{repository, number, user, body}."""
    return {"id": _held_pull(double, asked).comment(asked["user"], asked["body"]).id}


def _user(double: GitHubDouble, asked: dict[str, Any]) -> Any:
    """{login, permission?, repository?}."""
    where = _held(double, asked) if "repository" in asked else None
    return {"id": double.user(asked["login"], asked.get("permission"), where).id}


def _deliver(double: GitHubDouble, asked: dict[str, Any]) -> Any:
    """{to, event, action, repository, number?, comment?, before?, guid?}: the payload is built from the state; {payload} overrides it."""
    payload = asked.get("payload") or _payload(double, asked)
    sent = double.deliver(asked["event"], asked.get("action"), payload, to=asked["to"], guid=asked.get("guid"))
    return {"guid": sent.guid, "status_code": sent.status_code, "response": sent.response}


def _payload(double: GitHubDouble, asked: dict[str, Any]) -> dict[str, Any]:
    state, action = double.state, asked.get("action") or ""
    with state.lock:
        match asked["event"]:
            case "pull_request":
                return _held_pull(double, asked).payload(action, before=asked.get("before"))
            case "issue_comment":
                found = _held(double, asked).facts
                return payloads.issue_comment(state, found, found.issue_comments[int(asked["comment"])], action)
            case "pull_request_review_comment":
                found = _held(double, asked).facts
                return payloads.review_comment(state, found, found.review_comments[int(asked["comment"])], action)
            case "ping":
                return payloads.ping(state)
            case other:
                raise ValueError(f"send the payload of {other} yourself, in the field `payload`")


def _fault(double: GitHubDouble, asked: dict[str, Any]) -> Any:
    """The fields of `Fault`."""
    double.faults.add(Fault(**asked))
    return {}


def _state(double: GitHubDouble) -> dict[str, Any]:
    """Everything but secrets."""
    with double.state.lock:
        repositories = {r.full_name: _plain(r) for r in double.state.repositories.values()}
        violations = [_plain(v) for v in double.state.violations]
        requests = [_plain(r) for r in double.state.requests]
        deliveries = [_plain(d) for d in double.state.deliveries]
    return {"repositories": repositories, "violations": violations, "requests": requests, "deliveries": deliveries}


def _plain(thing: Any) -> Any:
    if dataclasses.is_dataclass(thing):
        return {field.name: _plain(getattr(thing, field.name)) for field in dataclasses.fields(thing)}
    if isinstance(thing, dict):
        return {str(key): _plain(value) for key, value in thing.items()}
    if isinstance(thing, (list, tuple, set)):
        return [_plain(item) for item in thing]
    return str(thing) if isinstance(thing, Path) else thing
