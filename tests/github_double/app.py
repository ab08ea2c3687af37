"""The server: GitHub's REST and GraphQL API, git, and the control endpoints, on one port."""

# ruff: noqa: ANN401 - JSON may have any shape
from __future__ import annotations

import json
import re
import time
from typing import TYPE_CHECKING, Any

from flask import Flask, request
from werkzeug.wrappers import Response

from tests.github_double import exchange, git_http, graphql_api
from tests.github_double.routes import apps, checks, code_scanning, deliveries, dependency_graph, issues, pulls, repositories, reviews
from tests.github_double.state import Exchange, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.github_double.faults import Fault
    from tests.github_double.routing import Route

_SLASHED = frozenset({"path", "branch", "ref", "basehead"})
_API = "/api/v3"
_TABLES = (apps, repositories, pulls, reviews, issues, checks, code_scanning, dependency_graph, deliveries)


def build(state: State) -> Flask:
    """The WSGI application over `state`."""
    app = Flask("github_double", static_folder=None)
    for table in _TABLES:
        for route in table.ROUTES.all:
            _mount(app, state, route)
    app.add_url_rule("/api/graphql", "graphql", lambda: _observed(state, lambda: graphql_api.answer(state, request)), methods=["POST"])
    app.add_url_rule(f"{_API}/repositories/<int:number>", "moved", lambda number: _by_id(app, state, number, ""), methods=["GET"])
    app.add_url_rule(
        f"{_API}/repositories/<int:number>/<path:rest>",
        "moved-rest",
        lambda number, rest: _by_id(app, state, number, f"/{rest}"),
    )
    app.add_url_rule("/<owner>/<name>/info/refs", "refs", lambda owner, name: git_http.advertise(state, request, f"{owner}/{name}"))
    app.add_url_rule(
        "/<owner>/<name>/git-upload-pack",
        "pack",
        lambda owner, name: git_http.upload_pack(state, request, f"{owner}/{name}"),
        methods=["POST"],
    )
    app.register_error_handler(404, lambda _: _unknown())
    return app


def _by_id(app: Flask, state: State, number: int, rest: str) -> Any:
    """A renamed repository's new address, which GitHub gives by id."""
    found = state.repository_by_id(number)
    if found is None:
        return _unknown()
    name, arguments = app.create_url_adapter(request).match(f"{_API}/repos/{found.full_name}{rest}", method=request.method)  # type: ignore[union-attr]
    return app.view_functions[name](**arguments)


def _unknown() -> Response:
    body = {"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "status": "404"}
    return Response(json.dumps(body), 404, content_type="application/json")


def _mount(app: Flask, state: State, route: Route) -> None:
    def converter(match: re.Match[str]) -> str:
        name = match[1]
        kind = "path:" if name in _SLASHED else "int:" if name.endswith(("_id", "_number")) else ""
        return f"<{kind}{name}>"

    rule = _API + re.sub(r"\{(\w+)\}", converter, route.template)

    def view(**params: Any) -> Response:
        return _observed(state, lambda: exchange.carry_out(state, route, request, params))

    app.add_url_rule(rule, f"{route.method} {route.template}", view, methods=[route.method.upper()])


def _observed(state: State, act: Callable[[], tuple[Response, str]]) -> Response:
    """Let a request meet its fault, and record it."""
    path = request.path.removeprefix(_API)
    fault = state.faults.take(request.method, path, request.get_data(as_text=True))
    if fault is not None and fault.delay:
        time.sleep(fault.delay)
    if fault is not None and fault.when == "before" and (fault.status is not None or fault.cut):
        response, who = _misfortune(fault), "none"
    else:
        response, who = act()
        if fault is not None:
            response = _struck(fault, response)
    body = request.get_json(silent=True)
    exchange_made = Exchange(request.method, path, request.query_string.decode(), who, body, response.status_code)
    with state.lock:
        state.requests.append(exchange_made)
    if fault is not None and fault.cut:
        raise ConnectionAbortedError("the double was told to cut this connection")
    return response


def _misfortune(fault: Fault) -> Response:
    text = fault.body if isinstance(fault.body, str) else json.dumps(fault.body if fault.body is not None else {"message": "Server Error"})
    return Response(
        text,
        fault.status or 502,
        fault.headers,
        content_type="text/html" if isinstance(fault.body, str) else "application/json",
    )


def _struck(fault: Fault, response: Response) -> Response:
    if fault.status is not None:
        return _misfortune(fault)
    response.headers.update(fault.headers)
    return response
