"""How much it matters that a package is vulnerable here: by its advisories, by what can be done, and by where it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.core.dependency import Scope
from checks.core.severity import Confidence, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checks.core.dependency import Advisory
    from checks.vulnerable_dependency.introduced import Arrival

# FIRST's estimate (EPSS) of being used in attacks within 30 days above which one hurries.
LIKELY = 0.1
# Manifests there show how something is used; nobody runs what they name but to try it.
_SHOWING = frozenset({"example", "examples", "sample", "samples", "fixtures", "__fixtures__", "demo", "demos", "docs"})


def severity(arrival: Arrival, advisories: Sequence[Advisory], *, repairable: bool) -> Severity:
    """The worst of them; MEDIUM at most where no release repairs it, and one level less for what only people who work on the project use.

    Neither holds for what is malicious, used in attacks, or likely to be.
    """
    worst = max(map(_stated, advisories))
    if any(each.malicious or _urgent(each) for each in advisories):
        return worst
    if not repairable:
        worst = min(worst, Severity.MEDIUM)
    return Severity(max(worst - 1, Severity.LOW)) if for_development(arrival) else worst


def confidence(arrival: Arrival, advisories: Sequence[Advisory], *, disputed: bool) -> Confidence:
    """Less where the sources disagree, and where the manifest only shows something."""
    shown = all(_SHOWING.intersection(folder.lower() for folder in place.opened.path.folders) for place in arrival.places)
    if shown and not any(each.malicious for each in advisories):
        return Confidence.LOW
    return Confidence.MEDIUM if disputed else Confidence.HIGH


def for_development(arrival: Arrival) -> bool:
    """Whether every line that names it says so."""
    return all(place.pin.scope is Scope.DEVELOPMENT for place in arrival.places)


def _stated(advisory: Advisory) -> Severity:
    """Unknown is MEDIUM; what is used in attacks, or is likely to be, is at least HIGH."""
    if advisory.malicious:
        return Severity.CRITICAL
    if advisory.informational:
        return Severity.LOW
    told = Severity.MEDIUM if advisory.severity is None else advisory.severity
    return max(told, Severity.HIGH) if _urgent(advisory) else told


def _urgent(advisory: Advisory) -> bool:
    return advisory.known_exploited or (advisory.exploit_likelihood or 0) >= LIKELY
