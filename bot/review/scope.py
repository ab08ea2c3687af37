"""Sorts findings into piles: for this change, already there, accepted. Nothing leaves without being counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.review.acknowledgement import Acknowledgements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from bot.review.acknowledgement import Acknowledged
    from bot.review.baseline import Baseline
    from checks.core.change import Change
    from checks.core.finding import Finding
    from checks.core.policy import Policy


# Weaknesses that MITRE's list tells apart by a detail which does not change what is to be done about the line.
_FAMILIES = (
    ("CWE-78", "CWE-77", "CWE-88"),
    ("CWE-94", "CWE-95", "CWE-96"),
    ("CWE-22", "CWE-23", "CWE-36", "CWE-73"),
    ("CWE-798", "CWE-259", "CWE-321"),
    ("CWE-338", "CWE-330", "CWE-335", "CWE-337", "CWE-340"),
)


@dataclass(frozen=True, slots=True)
class Piles:
    """`reported` are at the policy's level, worst first; `noted` are introduced but below it; the rest is set aside.

    `repeated` say of the same lines what a reported finding of the same weakness says already. `fixed` were there before at the
    policy's level and are no more; they are in no other pile. `acknowledged` are this change's, and people have spoken about them.
    """

    reported: tuple[Finding, ...]
    noted: tuple[Finding, ...]
    preexisting: tuple[Finding, ...]
    exempted: tuple[Finding, ...]
    repeated: tuple[Finding, ...] = ()
    fixed: tuple[Finding, ...] = ()
    acknowledged: tuple[Acknowledged, ...] = ()

    @property
    def set_aside(self) -> dict[str, int]:
        """How many findings are not reported, by reason."""
        return {
            "below_level": len(self.noted),
            "preexisting": len(self.preexisting),
            "exempted": len(self.exempted),
            "acknowledged": len(self.acknowledged),
            "repeated": len(self.repeated),
        }


_NOBODY = Acknowledgements()


def sort_out(  # noqa: PLR0917 - everything that decides about a finding
    findings: Iterable[Finding],
    change: Change,
    baseline: Baseline,
    policy: Policy,
    today: date,
    people: Acknowledgements = _NOBODY,
    stands: Callable[[str], bool] = lambda _: True,
) -> Piles:
    """Every finding in exactly one pile. `stands`: whether the head has a file of that path."""
    reported: list[Finding] = []
    noted: list[Finding] = []
    preexisting: list[Finding] = []
    exempted: list[Finding] = []
    for finding in findings:
        if not _introduced(finding, change, baseline):
            preexisting.append(finding)
        elif any(exemption.covers(finding, today) for exemption in policy.exemptions):
            exempted.append(finding)
        elif _at_level(finding, policy):
            reported.append(finding)
        else:
            noted.append(finding)
    kept, repeated = _once(worst_first(reported))
    fixed = _once(worst_first(finding for finding in baseline.fixed if _at_level(finding, policy)))[0]
    # What another one says again is told apart before: accepting the one that is shown must not bring out the other.
    open_, acknowledged = people.part(kept, today, stands)
    faint, passed = people.part(worst_first(noted), today, stands)
    return Piles(open_, faint, tuple(preexisting), tuple(exempted), repeated, fixed, (*acknowledged, *passed))


def _once(findings: tuple[Finding, ...]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """One finding for each weakness of a line, the worst, with the others as its witnesses; and those others."""
    kept: list[Finding] = []
    repeated: list[Finding] = []
    places: dict[tuple[str, int, str], int] = {}
    for finding in findings:
        place = places.setdefault(_weakness(finding), len(kept)) if finding.location.span else len(kept)
        if place == len(kept):
            kept.append(finding)
            continue
        first = kept[place]
        repeated.append(finding)
        if finding.rule.id not in (first.rule.id, *first.witnesses):
            kept[place] = replace(first, witnesses=(*first.witnesses, finding.rule.id))
    return tuple(kept), tuple(repeated)


def _weakness(finding: Finding) -> tuple[str, int, str]:
    """Two checks may see one defect from two sides, and name it more or less exactly."""
    span, cwe = finding.location.span, finding.rule.cwe
    named = next((family[0] for family in _FAMILIES if cwe in family), cwe) or finding.rule.id
    return finding.location.path.text, span.last if span else 0, named


def _at_level(finding: Finding, policy: Policy) -> bool:
    return finding.severity >= policy.inline_at and finding.confidence >= policy.inline_confidence


def _introduced(finding: Finding, change: Change, baseline: Baseline) -> bool:
    """By comparison with the base where there is one, else by its lines; a new way in to an old sink is this change's doing as well."""
    if baseline.speaks_of(finding):
        return finding.identity not in baseline.persisting
    return change.introduces(finding.location) or any(change.introduces(place.location) for place in finding.related)


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By severity, then confidence, then place."""
    return tuple(sorted(findings, key=_weight))


def _weight(finding: Finding) -> tuple[int, int, str, int]:
    span = finding.location.span
    return (-finding.severity, -finding.confidence, finding.location.path.text, span.first if span else 0)
