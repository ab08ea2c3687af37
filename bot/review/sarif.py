"""The examination as SARIF 2.1.0, for code scanning and editors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from bot.review.markdown import visible
from bot.review.proof import Standing
from bot.review.taxonomies import relationships, tags, taxonomies
from checks.core.severity import Severity

if TYPE_CHECKING:
    from bot.review.examination import Examination
    from bot.review.proof import Proof
    from checks.core.finding import Finding, LineEdit
    from checks.core.place import Location
    from checks.core.rule import Rule

_LEVELS = {Severity.LOW: "note", Severity.MEDIUM: "warning", Severity.HIGH: "error", Severity.CRITICAL: "error"}
# GitHub ranks security results by this property, read as a CVSS score.
_SCORES = {Severity.LOW: "3.0", Severity.MEDIUM: "5.5", Severity.HIGH: "8.0", Severity.CRITICAL: "9.5"}
# Before the last slash stands what GitHub calls the category: uploads of one tool, commit and category replace each other.
_CATEGORY = "bartizan/"
# The only one of the partial fingerprints by which GitHub knows an alert again (GitHub documentation, "SARIF support for code scanning").
_TRACKED = "primaryLocationLineHash"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the analysed commit comes from: the repository's address and the commit's id."""

    repository: str
    revision: str


def as_sarif(examined: Examination, version: str, origin: Origin | None = None) -> dict[str, Any]:
    """One run. Files that could not be looked at are tool notifications, and the run then counts as unsuccessful."""
    reported = examined.piles.reported
    rules = {finding.rule.id: finding.rule for finding in reported}
    numbers = {rule_id: number for number, rule_id in enumerate(rules)}
    coverage = examined.report.coverage
    missed = [
        {
            "level": "error",
            "message": _message(f"not analysed: {gap.why}"),
            "locations": [{"physicalLocation": {"artifactLocation": _uri(gap.path)}}],
        }
        for gap in coverage.gaps
    ]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "bartizan", "version": version, "rules": [_rule(rule) for rule in rules.values()]}},
                "taxonomies": taxonomies(rules.values()),
                "automationDetails": {"id": _CATEGORY},
                **_provenance(origin),
                "invocations": [{"executionSuccessful": coverage.complete, "toolExecutionNotifications": missed}],
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, numbers[finding.rule.id], examined.proofs.get(finding.identity)) for finding in reported],
            }
        ],
    }


def _provenance(origin: Origin | None) -> dict[str, Any]:
    if origin is None:
        return {}
    source = {"repositoryUri": origin.repository, "revisionId": origin.revision, "mappedTo": {"uriBaseId": "%SRCROOT%"}}
    return {"versionControlProvenance": [source]}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": f"{rule.title}. {rule.remedy}"},
        "help": {"text": rule.remedy},
        **({"helpUri": f"https://cwe.mitre.org/data/definitions/{rule.cwe.removeprefix('CWE-')}.html"} if rule.cwe else {}),
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": tags(rule), "security-severity": _SCORES[rule.severity], "precision": str(rule.confidence)},
        "relationships": relationships(rule),
    }


def _result(finding: Finding, number: int, proof: Proof | None) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule.id,
        "ruleIndex": number,
        "level": _LEVELS[finding.severity],
        "message": _message(finding.message),
        "locations": [{"physicalLocation": _place(finding.location)}],
        "partialFingerprints": {"bartizan/v1": finding.identity, _TRACKED: finding.identity},
    }
    if finding.witnesses:
        result["properties"] = {"witnesses": list(finding.witnesses)}
    if finding.related:
        result["relatedLocations"] = [
            {"physicalLocation": _place(place.location), "message": _message(place.message)} for place in finding.related
        ]
    if finding.fix and finding.fix.edits and proof and proof.standing is Standing.PROVED:
        change = {"artifactLocation": _uri(finding.fix.location.path.text), "replacements": [_replacement(e) for e in finding.fix.edits]}
        result["fixes"] = [{"description": {"text": finding.rule.remedy}, "artifactChanges": [change]}]
    return result


def _replacement(edit: LineEdit) -> dict[str, Any]:
    region = {"startLine": edit.span.first, "startColumn": 1, "endLine": edit.span.last + 1, "endColumn": 1}
    return {"deletedRegion": region, "insertedContent": {"text": f"{edit.replacement}\n" if edit.replacement else ""}}


def _place(location: Location) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _uri(location.path.text)}
    if location.span:
        place["region"] = {"startLine": location.span.first, "endLine": location.span.last}
    return place


def _message(text: str) -> dict[str, str]:
    """Viewers make a link of `[words](target)` in a message: no target may come from the change."""
    return {"text": re.sub(r"\](?=\()", "] ", visible(text))}


def _uri(path: str) -> dict[str, str]:
    return {"uri": quote(path, errors="replace"), "uriBaseId": "%SRCROOT%"}
