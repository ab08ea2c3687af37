"""One credential that two checks see, told once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checks.core.outcome import Completed

if TYPE_CHECKING:
    from checks.core.finding import Finding
    from checks.core.outcome import Outcome
    from checks.core.place import RepoPath


def told_once(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """The outcomes, in which of credentials that several checks report on one line only one check's stand.

    The surer goes before the graver; between equals the one whose rule comes first by name, and the rules of the others are its
    witnesses. What a check itself says twice stays.
    """
    completed = [outcome for outcome in outcomes if isinstance(outcome, Completed)]
    heard: dict[tuple[RepoPath, int], list[tuple[Finding, str]]] = {}
    for outcome in completed:
        for finding in outcome.findings:
            for line in _lines(finding):
                heard.setdefault((finding.location.path, line), []).append((finding, outcome.check))
    return tuple(_kept(outcome, heard) if isinstance(outcome, Completed) else outcome for outcome in outcomes)


def _kept(outcome: Completed, heard: dict[tuple[RepoPath, int], list[tuple[Finding, str]]]) -> Completed:
    kept: list[Finding] = []
    for finding in outcome.findings:
        told = (other for line in _lines(finding) for other in heard[finding.location.path, line])
        others = [other for other, check in told if check != outcome.check]
        if all(_weight(finding) < _weight(other) for other in others):
            kept.append(replace(finding, witnesses=tuple(sorted({other.rule.id for other in others}))) if others else finding)
    return replace(outcome, findings=tuple(kept))


def _lines(finding: Finding) -> range:
    span = finding.location.span
    return range(span.first, span.last + 1) if span and finding.rule.of_secrets else range(0)


def _weight(finding: Finding) -> tuple[int, int, str]:
    """Smaller goes first."""
    return (-finding.confidence, -finding.severity, finding.rule.id)
