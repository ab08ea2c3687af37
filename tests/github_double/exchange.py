"""One request through the double: fault, caller, permission, limits, validation, handler, validation, answer."""

# ruff: noqa: ANN401 - JSON may have any shape
from __future__ import annotations

import hashlib
import json
import secrets
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Response

from tests.github_double import auth, limits, paging
from tests.github_double.refusals import Refused, unprocessable
from tests.github_double.routing import Answer, Call, Caller, Route
from tests.github_double.schema import validate
from tests.github_double.state import Violation

if TYPE_CHECKING:
    from werkzeug.wrappers import Request

    from tests.github_double.model import Repository
    from tests.github_double.state import State


def carry_out(state: State, route: Route, request: Request, params: dict[str, Any]) -> tuple[Response, str]:
    """The answer, and who asked (app, installation or none). Holds the lock while the request takes effect."""
    with state.lock:
        who = "none"
        try:
            caller = _caller(state, route, request)
            who = route.caller
            call = _call(state, route, request, params, caller)
            answer = _handled(state, route, call)
            response = _response(call, request, answer)
        except _Moved as moved:
            body = {"message": "Moved Permanently", "url": moved.url, "documentation_url": "https://docs.github.com"}
            response = _json(body, 301, {"Location": moved.url})
        except Refused as refusal:
            response = _json(refusal.body(), refusal.status, refusal.headers)
    limits.stamp(state, request, response, who)
    response.headers["X-GitHub-Request-Id"] = secrets.token_hex(16).upper()
    response.headers["X-GitHub-Media-Type"] = "github.v3; format=json"
    return response, who


class _Moved(Exception):
    """The repository has another name now."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


def _caller(state: State, route: Route, request: Request) -> Caller:
    header = request.headers.get("Authorization")
    return auth.as_app(state, header) if route.caller == "app" else auth.as_installation(state, header)


def _call(state: State, route: Route, request: Request, params: dict[str, Any], caller: Caller) -> Call:
    found = _repository(state, request, params)
    if found is not None and route.caller == "installation":
        auth.enter(state, caller, found, route.method, route.needs)
    limits.spend(state, route, caller)
    call = Call(state, caller, params, request.args.to_dict(), _body(request), request.headers.get("Accept", ""), found)
    if route.method != "get" and not isinstance(call.body, dict):
        raise Refused(400, "Body should be a JSON object")
    return call


def _repository(state: State, request: Request, params: dict[str, Any]) -> Repository | None:
    if "owner" not in params:
        return None
    name = f"{params['owner']}/{params['repo']}"
    if name.lower() in state.moved:
        rest = request.path.split(name, 1)[1]
        raise _Moved(f"{state.api_url}/repositories/{state.moved[name.lower()]}{rest}")
    return state.repository(name)


def _body(request: Request) -> Any:
    raw = request.get_data()
    if not raw:
        return {}
    try:
        return json.loads(raw)
    except ValueError as error:
        raise Refused(400, "Problems parsing JSON") from error


def _handled(state: State, route: Route, call: Call) -> Answer:
    """The handler's answer. A request that breaks the description is recorded, and refused when the handler cannot refuse it better."""
    where = f"{route.method.upper()} {route.template}"
    errors = validate.request_errors(route.template, route.method, call.query, call.body or None)
    if errors:
        state.violations.append(Violation("request", where, tuple(errors), call.body))
    try:
        answer = route.handler(call)
    except (KeyError, TypeError, AttributeError) as error:
        if errors:
            raise unprocessable(f"Invalid request.\n\n{errors[0]}") from error
        raise
    if answer.text is None:
        whole = answer.body if answer.page is None else paging.whole(answer)
        wrong = validate.response_errors(route.template, route.method, answer.status, whole)
        if wrong:
            state.violations.append(Violation("response", where, tuple(wrong), whole))
            raise Refused(500, f"the double's own answer is invalid: {wrong[0]}")
    return answer


def _response(call: Call, request: Request, answer: Answer) -> Response:
    if answer.text is not None:
        return Response(answer.text, answer.status, content_type=answer.content_type)
    headers = dict(answer.headers)
    body = answer.body
    if answer.page is not None:
        body, headers = paging.cut(call.state, request, answer)
    response = _json(body, answer.status, headers) if body is not None else Response(status=answer.status)
    if request.method == "GET":
        tag = f'W/"{hashlib.sha256(response.get_data() + headers.get("Link", "").encode()).hexdigest()}"'
        response.headers["ETag"] = tag
        if request.headers.get("If-None-Match") == tag:
            response.status_code = 304
            response.set_data(b"")
    return response


def _json(body: Any, status: int, headers: dict[str, str]) -> Response:
    return Response(json.dumps(body), status, headers, content_type="application/json; charset=utf-8")
