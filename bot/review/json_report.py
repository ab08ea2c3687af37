"""The examination as one JSON object, for programs. `schema` grows by one when a field changes its meaning or goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.review.proof import Standing
from checks.core.outcome import Completed, Failed, Outcome, Skipped
from checks.frameworks.mapping import names_of

if TYPE_CHECKING:
    from bot.review.examination import Examination
    from bot.review.inventory_delta import Delta, Step
    from bot.review.proof import Proof
    from checks.agent_capabilities.capability import Capability
    from checks.agent_capabilities.gained import Gained
    from checks.ai_references.named import AiDelta
    from checks.ai_references.reference import Reference
    from checks.core.finding import Finding, Fix

SCHEMA = 1


def as_json(examined: Examination) -> dict[str, Any]:
    """Findings worst first; coverage with every file that was not looked at and why; counts of what was set aside."""
    coverage = examined.report.coverage
    checks = {f.fingerprint: o.check for o in examined.report.outcomes if isinstance(o, Completed) for f in o.findings}
    return {
        "schema": SCHEMA,
        "verdict": examined.verdict.decision.value,
        "summary": examined.verdict.sentence,
        "base": examined.change.base,
        "head": examined.change.head,
        "findings": [_finding(finding, examined, checks[finding.fingerprint]) for finding in examined.piles.reported],
        "outcomes": [_outcome(outcome) for outcome in examined.report.outcomes],
        "coverage": {
            "expected": sorted(path.text for path in coverage.expected),
            "scanned": sorted(path.text for path in coverage.scanned),
            "not_analysed": [{"path": gap.path, "why": gap.why} for gap in coverage.gaps],
            "noted": [{"path": gap.path, "why": gap.why} for gap in coverage.noted],
        },
        "set_aside": examined.piles.set_aside,
        "fixed": len(examined.piles.fixed),
        "sandbox": examined.sandbox,
        "advisories_as_of": examined.advisories.as_of.isoformat() if examined.advisories else None,
        "notes": list(examined.notes),
        "agents": _gained(examined.gained) if examined.gained else None,
        "ai": _ai(examined.ai) if examined.ai else None,
        "dependencies": _delta(examined.delta) if examined.delta else None,
        "repaired": [{"ecosystem": each.ecosystem, "name": each.name, "ids": list(each.ids)} for each in examined.repaired],
    }


def _gained(gained: Gained) -> dict[str, Any]:
    told = {"new": [_capability(each) for each in gained.new], "gone": [_capability(each) for each in gained.gone]}
    return told | {"instructions": [str(each) for each in gained.instructions], "unread": list(gained.unread)}


def _capability(capability: Capability) -> dict[str, Any]:
    return {"power": capability.power.name.lower(), "detail": capability.detail, "location": str(capability.location)}


def _ai(delta: AiDelta) -> dict[str, Any]:
    services = {"services": [each.provider for each in delta.services], "services_gone": [each.provider for each in delta.services_gone]}
    return {"added": [_reference(each) for each in delta.added], "removed": [_reference(each) for each in delta.removed]} | services


def _reference(each: Reference) -> dict[str, Any]:
    named = {"kind": each.kind.value, "hub": each.hub.value, "name": each.name}
    return named | {"revision": each.revision or None, "pinned": each.pinned, "location": str(each.location)}


def _delta(delta: Delta) -> dict[str, Any]:
    kinds = {"added": delta.added, "changed": delta.changed, "removed": delta.removed}
    return {kind: [_step(step) for step in steps] for kind, steps in kinds.items()} | {"new_licences": list(delta.licences)}


def _step(step: Step) -> dict[str, Any]:
    versions = {"before": list(step.before), "after": list(step.after)}
    return {"ecosystem": step.ecosystem, "name": step.name, **versions, "transitive": step.hidden}


def _finding(finding: Finding, examined: Examination, check: str) -> dict[str, Any]:
    span = finding.location.span
    return {
        "rule": finding.rule.id,
        "title": finding.rule.title,
        "path": finding.location.path.text,
        "line": span.first if span else None,
        "end_line": span.last if span else None,
        "severity": str(finding.severity),
        "confidence": str(finding.confidence),
        "message": finding.message,
        "remedy": finding.rule.remedy,
        "cwe": finding.rule.cwe or None,
        "frameworks": list(names_of(finding.rule)),
        "fingerprint": finding.identity,
        "check": check,
        "fix": _fix(finding.fix, examined.proofs.get(finding.identity)) if finding.fix else None,
        "witnesses": list(finding.witnesses),
        "related": [{"location": str(place.location), "message": place.message} for place in finding.related],
    }


def _fix(fix: Fix, proof: Proof | None) -> dict[str, Any]:
    span = fix.location.span
    lines = {"line": span.first, "end_line": span.last} if span else {"line": None, "end_line": None}
    further = [{"line": edit.span.first, "end_line": edit.span.last, "replacement": edit.replacement} for edit in fix.further]
    state = {"standing": proof.standing.value, "why": proof.why or None} if proof else {"standing": Standing.UNTRIED.value, "why": None}
    return {"path": fix.location.path.text, **lines, "replacement": fix.replacement, "safe": fix.safe, "further": further, **state}


def _outcome(outcome: Outcome) -> dict[str, Any]:
    match outcome:
        case Completed(check=check, findings=findings, gaps=gaps):
            return {"check": check, "state": "completed", "findings": len(findings), "gaps": len(gaps), "why": None}
        case Failed(check=check, why=why):
            return {"check": check, "state": "failed", "findings": 0, "gaps": len(outcome.expected), "why": why}
        case Skipped(check=check, why=why):
            return {"check": check, "state": "skipped", "findings": 0, "gaps": 0, "why": why}
