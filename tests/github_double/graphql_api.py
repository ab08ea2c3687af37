"""GraphQL: review threads, resolving them, and minimising comments, executed over GitHub's own schema."""

# ruff: noqa: ANN401 - JSON may have any shape
from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError, execute_sync, parse
from graphql import validate as check
from werkzeug.wrappers import Response

from tests.github_double import auth
from tests.github_double.graphql_view import View
from tests.github_double.refusals import NOT_ACCESSIBLE, Refused
from tests.github_double.schema.validate import graphql_schema
from tests.github_double.state import Violation

if TYPE_CHECKING:
    from werkzeug.wrappers import Request

    from tests.github_double.state import State


class Denied(GraphQLError):
    """An error of GitHub's, with its type beside the message."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message, extensions={"kind": kind})


def answer(state: State, request: Request) -> tuple[Response, str]:
    """The answer to `POST /graphql`, and who asked."""
    with state.lock:
        try:
            caller = auth.as_installation(state, request.headers.get("Authorization"))
        except Refused as refusal:
            return Response(json.dumps(refusal.body()), refusal.status, content_type="application/json"), "none"
        body = request.get_json(silent=True) or {}
        result = _execute(state, View(state, caller, Denied), body)
    return Response(json.dumps(result), content_type="application/json; charset=utf-8"), "installation"


def _execute(state: State, view: View, body: dict[str, Any]) -> dict[str, Any]:
    schema = graphql_schema()
    try:
        document = parse(body.get("query", ""))
        errors = check(schema, document)
    except GraphQLError as error:
        errors = [error]
    if errors:
        state.violations.append(Violation("graphql", "POST /graphql", tuple(e.message for e in errors), body))
        return {"errors": [{"message": e.message, "locations": [_place(p) for p in e.locations or ()]} for e in errors]}
    result = execute_sync(
        schema,
        document,
        root_value=view.root(),
        variable_values=body.get("variables") or {},
        operation_name=body.get("operationName"),
    )
    told = [_told(state, error, body) for error in result.errors or ()]
    return {"data": result.data} | ({"errors": told} if told else {})


def _place(location: Any) -> dict[str, int]:
    return {"line": location.line, "column": location.column}


def _told(state: State, error: GraphQLError, body: dict[str, Any]) -> dict[str, Any]:
    """An error in GitHub's form. One that is not GitHub's own is a hole in the double, and is recorded."""
    kind = (error.extensions or {}).get("kind")
    if kind is None:
        state.violations.append(Violation("graphql", "the double's own answer", (str(error),), body))
    extensions = {"saml_failure": False} if error.message == NOT_ACCESSIBLE else {}
    told = {
        "type": kind or "INTERNAL",
        "path": error.path,
        "message": error.message,
        "locations": [_place(p) for p in error.locations or ()],
    }
    return told | ({"extensions": extensions} if extensions else {})
