"""What the SARIF 2.1.0 standard allows of the objects that we write, and what GitHub's code scanning demands beyond it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import jsonschema_rs

if TYPE_CHECKING:
    from collections.abc import Iterator



def _object(required: str, **properties: object) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": required.split(), "properties": properties}


def _list(items: object, **more: object) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


# Section 3 of the standard for the properties that we use, stated by hand: anything else in our output is a complaint.
_TEXT = {"type": "string", "minLength": 1}
_MESSAGE = _object("text", text=_TEXT)
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_LINE = {"type": "integer", "minimum": 1}
_REGION = _object("startLine", startLine=_LINE, startColumn=_LINE, endLine=_LINE, endColumn=_LINE)
_FILE = _object("uri", uri=_TEXT | {"format": "uri-reference"}, uriBaseId=_TEXT)
_PLACE = _object("artifactLocation", artifactLocation=_FILE, region=_REGION)
_LOCATION = _object("physicalLocation", physicalLocation=_PLACE, message=_MESSAGE)
_REPLACEMENT = _object("deletedRegion", deletedRegion=_REGION, insertedContent=_object("text", text={"type": "string"}))
_CHANGE = _object("artifactLocation replacements", artifactLocation=_FILE, replacements=_list(_REPLACEMENT, minItems=1))
_FIX = _object("artifactChanges", description=_MESSAGE, artifactChanges=_list(_CHANGE, minItems=1))
_RESULT = _object(
    "message",
    ruleId=_TEXT,
    ruleIndex={"type": "integer", "minimum": -1},
    level=_LEVEL,
    message=_MESSAGE,
    locations=_list(_LOCATION),
    relatedLocations=_list(_LOCATION, uniqueItems=True),
    partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
    fixes=_list(_FIX, uniqueItems=True),
)
_RELATIONSHIP = _object(
    "target", target=_object("", id=_TEXT, toolComponent=_object("", name=_TEXT)), kinds=_list(_TEXT, minItems=1, uniqueItems=True)
)
_TAXON = _object("id", id=_TEXT, shortDescription=_MESSAGE, helpUri=_TEXT | {"format": "uri"})
_TAXONOMY = _object("name", name=_TEXT, version=_TEXT, fullName=_TEXT, taxa=_list(_TAXON, uniqueItems=True))
_RULE = _object(
    "id",
    id=_TEXT,
    shortDescription=_MESSAGE,
    fullDescription=_MESSAGE,
    help=_MESSAGE,
    helpUri=_TEXT | {"format": "uri"},
    defaultConfiguration=_object("", level=_LEVEL),
    properties={"type": "object", "properties": {"tags": _list({"type": "string"}, uniqueItems=True)}},
    relationships=_list(_RELATIONSHIP, uniqueItems=True),
)
_DRIVER = _object("name", name=_TEXT, version=_TEXT, rules=_list(_RULE, uniqueItems=True))
_NOTIFICATION = _object("message", level=_LEVEL, message=_MESSAGE, locations=_list(_LOCATION, uniqueItems=True))
_INVOCATION = _object("executionSuccessful", executionSuccessful={"type": "boolean"}, toolExecutionNotifications=_list(_NOTIFICATION))
_SOURCE = _object(
    "repositoryUri",
    repositoryUri=_TEXT | {"format": "uri"},
    revisionId=_TEXT,
    mappedTo=_object("uriBaseId", uriBaseId=_TEXT),
)
_RUN = _object(
    "tool",
    automationDetails=_object("id", id=_TEXT),
    versionControlProvenance=_list(_SOURCE, minItems=1, uniqueItems=True),
    tool=_object("driver", driver=_DRIVER),
    taxonomies=_list(_TAXONOMY, uniqueItems=True),
    invocations=_list(_INVOCATION),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results=_list(_RESULT),
)
_LOG = {"$schema": _TEXT | {"format": "uri"}, "version": {"const": "2.1.0"}, "runs": _list(_RUN)}
_SCHEMA = jsonschema_rs.validator_for(_object("version runs", **_LOG), validate_formats=True)
_SEVERITY = re.compile(r"(10|[0-9])\.[0-9]")


def complaints(log: dict[str, Any]) -> list[str]:
    """Everything that is wrong with the log; empty when both take it."""
    broken = [f"{'/'.join(map(str, error.instance_path))}: {error.message}" for error in _SCHEMA.iter_errors(log)]
    return broken or [told for run in log["runs"] for told in (*_of_run(run), *_of_rules(run), *_of_results(run))]


def _of_run(run: dict[str, Any]) -> Iterator[str]:
    if not run["automationDetails"]["id"].endswith("/"):
        yield "automationDetails: no category"
    (invocation,) = run["invocations"]
    if invocation["executionSuccessful"] == any(each["level"] == "error" for each in invocation["toolExecutionNotifications"]):
        yield "invocations: not complete without a reason, or complete in spite of one"


def _of_rules(run: dict[str, Any]) -> Iterator[str]:
    for rule in run["tool"]["driver"]["rules"]:
        properties = rule["properties"]
        if not rule["help"]["text"] or not rule["shortDescription"]["text"] or not rule["fullDescription"]["text"]:
            yield f"{rule['id']}: no help or no description"
        if not _SEVERITY.fullmatch(properties["security-severity"]):
            yield f"{rule['id']}: its severity is no number from 0.0 to 10.0"
        if "security" not in properties["tags"] or len(properties["tags"]) > 10:
            yield f"{rule['id']}: not tagged as security, or with more tags than are shown"
        if properties["precision"] not in {"very-high", "high", "medium", "low"}:
            yield f"{rule['id']}: an unknown precision"


def _of_results(run: dict[str, Any]) -> Iterator[str]:
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
            yield f"{result['ruleId']}: its index names another rule"
        if not result["message"]["text"] or not result["partialFingerprints"].get("primaryLocationLineHash"):
            yield f"{result['ruleId']}: no message, or no fingerprint that GitHub tracks"
        if len(result.get("relatedLocations", ())) > 1_000:
            yield f"{result['ruleId']}: more places than are taken"
        for place in result["locations"] or [{}]:
            uri = place["physicalLocation"]["artifactLocation"]["uri"]
            if urlsplit(uri).scheme or uri.startswith("/") or ".." in unquote(uri).split("/"):
                yield f"{uri}: not relative to the repository"
            if place["physicalLocation"]["region"]["startLine"] < 1:
                yield f"{uri}: without a line"
