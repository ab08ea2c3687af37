"""Does an exchange or a webhook agree with GitHub's description?"""

# ruff: noqa: ANN401 - JSON may have any shape
from __future__ import annotations

import gzip
import json
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import jsonschema_rs
from graphql import GraphQLSchema, build_schema

_HERE = Path(__file__).parent
_LONGEST_LIST = 8


def _load(name: str) -> Any:
    return json.loads(gzip.decompress((_HERE / name).read_bytes()))


@lru_cache(maxsize=1)
def _rest() -> Any:
    return _load("rest.json.gz")


@lru_cache(maxsize=1)
def _webhooks() -> Any:
    return _load("webhooks.json.gz")


@lru_cache(maxsize=1)
def graphql_schema() -> GraphQLSchema:
    """The part of GitHub's GraphQL schema that is kept."""
    return build_schema(gzip.decompress((_HERE / "schema.graphql.gz").read_bytes()).decode(), assume_valid=True)


def request_errors(template: str, method: str, query: dict[str, str], body: Any) -> list[str]:
    """What is wrong with a request to the operation `method template` (the description's path, with braces)."""
    operation = _rest()["paths"][template][method]
    errors = _query_errors(template, method, query)
    described = operation.get("requestBody")
    if described is None:
        return errors
    if body is None:
        return [*errors, "a body is required"] if described.get("required") else errors
    validator = _request_body(template, method)
    return errors + _errors(validator, body) + _unknown_keys(described, body)


def response_errors(template: str, method: str, status: int, body: Any) -> list[str]:
    """What is wrong with an answer of the operation."""
    responses = _rest()["paths"][template][method]["responses"]
    if str(status) not in responses:
        return [] if status >= 300 else [f"status {status} is not described"]
    validator = _response_body(template, method, status)
    if validator is None:
        return [] if body is None else [f"status {status} has no body"]
    return _errors(validator, body)


def webhook_errors(event: str, action: str | None, payload: Any) -> list[str]:
    """What is wrong with a delivery's payload."""
    name = "-".join(part for part in (event, action) if part).replace("_", "-")
    if name not in _webhooks()["webhooks"]:
        return [f"no schema for {name}: add it to operations.WEBHOOKS and regenerate"]
    return _errors(_webhook(name), payload)


def _validator(schema: Any, components: Any) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator({"allOf": [schema], "components": components})


def _content(described: Any) -> Any:
    resolved = _resolve(described)
    media: dict[str, Any] = resolved.get("content", {})
    return next((value["schema"] for kind, value in media.items() if kind.split(";")[0].endswith("json")), None)


def _resolve(node: Any) -> Any:
    while "$ref" in node:
        kind, name = node["$ref"].removeprefix("#/components/").split("/", 1)
        node = _rest()["components"][kind][name]
    return node


@cache
def _request_body(template: str, method: str) -> jsonschema_rs.Draft202012Validator:
    return _validator(_content(_rest()["paths"][template][method]["requestBody"]) or {}, _rest()["components"])


@cache
def _response_body(template: str, method: str, status: int) -> jsonschema_rs.Draft202012Validator | None:
    schema = _content(_rest()["paths"][template][method]["responses"][str(status)])
    return None if schema is None else _validator(schema, _rest()["components"])


@cache
def _webhook(name: str) -> jsonschema_rs.Draft202012Validator:
    return _validator(_webhooks()["webhooks"][name], _webhooks()["components"])


@cache
def _parameters(template: str, method: str) -> dict[str, jsonschema_rs.Draft202012Validator]:
    found = [_resolve(node) for node in _rest()["paths"][template][method].get("parameters", ())]
    return {node["name"]: _validator(node["schema"], _rest()["components"]) for node in found if node["in"] == "query"}


def _query_errors(template: str, method: str, query: dict[str, str]) -> list[str]:
    known = _parameters(template, method)
    errors = [f"unknown query parameter {name}" for name in query if name not in known]
    for name, value in query.items():
        candidates = [value, int(value)] if value.lstrip("-").isdigit() else [value, value == "true"]
        if name in known and not any(known[name].is_valid(candidate) for candidate in candidates):
            errors.append(f"query parameter {name}={value!r} is not as described")
    return errors


def _unknown_keys(described: Any, body: Any) -> list[str]:
    """GitHub ignores what it does not know; for us such a key is a misspelling."""
    schema = _content(described) or {}
    known = schema.get("properties")
    if known is None or not isinstance(body, dict) or schema.keys() & {"oneOf", "anyOf"}:
        return []
    return [f"{name} is not a field of the request" for name in body if name not in known]


def _errors(validator: jsonschema_rs.Draft202012Validator, instance: Any) -> list[str]:
    found = islice(validator.iter_errors(instance), _LONGEST_LIST)
    # The tail of a message says what was wrong; its head quotes the instance.
    return [f"{'/'.join(str(part) for part in error.instance_path) or '(top)'}: {error.message[-300:]}" for error in found]
