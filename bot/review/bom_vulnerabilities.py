"""What is known to be wrong with the components of a bill of materials, and what people have said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.review.acknowledgement import Kind
from bot.review.markdown import visible
from checks.core.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.review.acknowledgement import Acknowledgement
    from bot.review.examination import Examination
    from checks.core.dependency import Advisory, Package

_SEVERITIES = {Severity.LOW: "low", Severity.MEDIUM: "medium", Severity.HIGH: "high", Severity.CRITICAL: "critical"}


def vulnerabilities(examined: Examination, refs: Mapping[Package, str]) -> list[dict[str, Any]]:
    """One entry for each advisory about a component, ordered by id. Components that the bill does not hold are left out."""
    words = {each.finding.identity: each.word for each in examined.piles.acknowledged}
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for finding in examined.report.findings:
        for advisory in finding.advisories:
            ref = refs.get(advisory.package)
            if ref is not None:
                found[advisory.id, ref] = _entry(advisory, ref, words.get(finding.identity))
    return [found[key] for key in sorted(found)]


def _entry(advisory: Advisory, ref: str, word: Acknowledgement | None) -> dict[str, Any]:
    severity = _SEVERITIES[advisory.severity] if advisory.severity is not None else "unknown"
    fixed = f"Update to {', '.join(advisory.fixed)}." if advisory.fixed else ""
    return {
        "bom-ref": f"{advisory.id}@{ref}",
        "id": advisory.id,
        "references": [{"id": each, "source": {"name": "OSV"}} for each in advisory.ids[1:]],
        "ratings": [{"severity": severity}],
        "description": visible(advisory.summary),
        **({"recommendation": visible(fixed)} if fixed else {}),
        "affects": [{"ref": ref}],
        **({"analysis": _analysis(word)} if word else {}),
        "properties": [{"name": "bartizan:known-exploited", "value": str(advisory.known_exploited).lower()}],
    }


def _analysis(word: Acknowledgement) -> dict[str, Any]:
    detail = visible(f"{word.who}, until {word.until.isoformat()}: {word.reason}")
    if word.kind is Kind.FALSE_POSITIVE:
        return {"state": "false_positive", "detail": detail}
    return {"state": "exploitable", "response": ["will_not_fix"], "detail": detail}
