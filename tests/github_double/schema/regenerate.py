"""Reduces GitHub's published descriptions to the data beside this file.

Usage: python -m tests.github_double.schema.regenerate OPENAPI WEBHOOKS GRAPHQL

The three arguments are the unpacked folders of the npm packages `@octokit/openapi`, `@octokit/openapi-webhooks` and
`@octokit/graphql-schema` (`npm pack NAME`, then `tar xzf`; the folder that holds `package.json`).
"""

# ruff: noqa: ANN401 - JSON may have any shape
from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

from tests.github_double.schema.graphql_subset import subset
from tests.github_double.schema.operations import OPERATIONS, WEBHOOKS

HERE = Path(__file__).parent
_PROSE = frozenset(
    {"description", "summary", "externalDocs", "example", "examples", "title", "operationId", "tags", "deprecated", "default"},
)
_MAPS_OF_NAMES = frozenset({"properties", "patternProperties", "schemas", "parameters", "responses", "headers"})
_PREFIX = "#/components/"


def strip(node: Any, *, names: bool = False) -> Any:
    """`node` without prose. `names`: the keys of this mapping are names of the domain and stay, whatever they are called."""
    if isinstance(node, list):
        return [strip(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: strip(value, names=not names and key in _MAPS_OF_NAMES and isinstance(value, dict))
        for key, value in node.items()
        if names or not (key in _PROSE or key.startswith("x-"))
    }


def nullable_as_type(node: Any) -> Any:
    """OpenAPI 3.0's `nullable` said in JSON Schema's words, which is what the validator reads."""
    if isinstance(node, list):
        return [nullable_as_type(item) for item in node]
    if not isinstance(node, dict):
        return node
    new = {key: nullable_as_type(value) for key, value in node.items() if key != "nullable" or value is not True}
    return {"anyOf": [new, {"type": "null"}]} if node.get("nullable") is True else new


def references(node: Any) -> set[str]:
    """The components that `node` refers to."""
    if isinstance(node, dict):
        own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
        return own.union(*(references(value) for value in node.values()))
    return set().union(*(references(item) for item in node)) if isinstance(node, list) else set()


def closure(roots: Any, components: dict[str, Any]) -> dict[str, Any]:
    """The components that `roots` need, directly or not, stripped."""
    kept: dict[str, dict[str, Any]] = {}
    todo = references(roots)
    while todo:
        kind, name = todo.pop().removeprefix(_PREFIX).split("/", 1)
        if name not in kept.setdefault(kind, {}):
            kept[kind][name] = strip({name: components[kind][name]}, names=True)[name]
            todo |= references(kept[kind][name])
    return kept


def exchange(operation: dict[str, Any]) -> dict[str, Any]:
    """Request, parameters, and responses: all that an exchange is checked against."""
    return {key: operation[key] for key in ("parameters", "requestBody", "responses") if key in operation}


def rest(package: Path) -> dict[str, Any]:
    """The OpenAPI description of `OPERATIONS`, with the corrections that recorded traffic demands."""
    source = json.loads((package / "generated/api.github.com.json").read_text())
    paths = {path: {m: strip(exchange(source["paths"][path][m])) for m in methods} for path, methods in OPERATIONS.items()}
    correct_operations(paths)
    components = closure(paths, source["components"])
    correct_components(components["schemas"])
    return {"paths": nullable_as_type(paths), "components": nullable_as_type(components)}


def correct_operations(paths: dict[str, Any]) -> None:
    """The list holds the installations that the single answer describes; PATCH of a check run accepts `head_sha` (recorded traffic)."""
    listed = paths["/app/installations"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    listed["items"] = {"$ref": "#/components/schemas/installation"}
    patch = paths["/repos/{owner}/{repo}/check-runs/{check_run_id}"]["patch"]
    patch["requestBody"]["content"]["application/json"]["schema"]["properties"]["head_sha"] = {"type": "string"}
    create = paths["/repos/{owner}/{repo}/check-runs"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    # The rule "a completed run has a conclusion" was lost from the description; GitHub's answers still state it.
    create.pop("oneOf", None)
    create.pop("discriminator", None)
    create["if"] = {"properties": {"status": {"const": "completed"}}, "required": ["status"]}
    create["then"] = {"required": ["conclusion"]}


def correct_components(schemas: dict[str, Any]) -> None:
    """An installation's account is one account, not all kinds; `original_line` may be null, as for a file (recorded traffic)."""
    schemas["installation"]["properties"]["account"] = {"$ref": "#/components/schemas/simple-user"}
    for name in ("pull-request", "pull-request-simple"):  # a deleted fork
        repo = schemas[name]["properties"]["head"]["properties"]["repo"]
        schemas[name]["properties"]["head"]["properties"]["repo"] = {"anyOf": [repo, {"type": "null"}]}
    for name in ("pull-request-review-comment", "review-comment"):
        for key in ("original_line", "line", "position", "original_position"):
            field = schemas.get(name, {}).get("properties", {}).get(key)
            if field is not None:
                field["nullable"] = True


def without_event_lists(node: Any) -> Any:
    """An App's events as plain text: the webhooks' lists of them are older than `merge_group`."""
    if isinstance(node, list):
        return [without_event_lists(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {key: without_event_lists(value) for key, value in node.items() if not (key == "enum" and "branch_protection_rule" in value)}


def webhooks(package: Path) -> dict[str, Any]:
    """The payload schemas of `WEBHOOKS`."""
    source = json.loads((package / "generated/api.github.com.json").read_text())
    kept = {name: strip(source["webhooks"][name]["post"]["requestBody"]["content"]["application/json"]["schema"]) for name in WEBHOOKS}
    kept = without_event_lists(kept)
    return {"webhooks": nullable_as_type(kept), "components": without_event_lists(nullable_as_type(closure(kept, source["components"])))}


def write(name: str, text: str) -> None:
    """A gzip file that is the same for the same text (no time in its header)."""
    target = HERE / name
    target.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"{target.name}: {target.stat().st_size} bytes")


def main(arguments: list[str]) -> None:
    """Write the three files."""
    openapi, hooks, sdl = (Path(argument) for argument in arguments)
    write("rest.json.gz", json.dumps(rest(openapi), separators=(",", ":"), sort_keys=True))
    write("webhooks.json.gz", json.dumps(webhooks(hooks), separators=(",", ":"), sort_keys=True))
    write("schema.graphql.gz", subset((sdl / "schema.graphql").read_text()))


if __name__ == "__main__":
    main(sys.argv[1:])
