"""A check that asks an engine with rules of its own, and tells what it answers in our words and by our weights."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checks.core.change import NotAnalysed
from checks.core.contract import Check
from checks.core.finding import Finding
from checks.core.place import Location, Span
from checks.core.severity import Confidence, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from checks.core.place import RepoPath
    from checks.core.rule import Rule
    from checks.core.scan import ScanReport, Sighting
    from checks.core.scene import Scene

# An excerpt identifies a finding and is shown to people; more than this serves neither.
MAX_EXCERPT_LINES = 40
# Engines mark whole jobs and files: any edit inside would make another finding of it, so such a one stands on its first line.
MAX_SPAN_LINES = 5
_SEVERITIES = {"low": Severity.LOW, "medium": Severity.MEDIUM, "high": Severity.HIGH, "critical": Severity.CRITICAL}
_CONFIDENCES = {"low": Confidence.LOW, "medium": Confidence.MEDIUM, "high": Confidence.HIGH}


@dataclass(frozen=True, slots=True)
class Known:
    """A rule of ours for one of the engine's, and what it says wherever that holds."""

    rule: Rule
    message: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """What an occurrence is worth, before the engine's own word about it."""

    severity: Severity
    confidence: Confidence


def as_ruled(rule: Rule, excerpt: str) -> Weighed:
    """The rule's own weights, whatever stands there."""
    del excerpt
    return Weighed(rule.severity, rule.confidence)


def engine_check(
    check_id: str,
    engine: str,
    known: Mapping[str, Known],
    applies_to: Callable[[RepoPath], bool],
    *,
    concerns: Callable[[RepoPath, bytes], bool] = lambda path, content: bool(path or content),
    weigh: Callable[[Rule, str], Weighed] = as_ruled,
) -> Check:
    """The check made of the engine's rules that are `known`, by their names there; its others are left out.

    `concerns` says by their content which of the files are the engine's business at all. The engine's word about one occurrence
    can only make it lighter.
    """

    def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
        asked = [path for path in scene.scope if applies_to(path) and concerns(path, scene.head.read(path) or b"")]
        report = scene.tools.scan(engine, asked)
        yield from unseen(report, asked, engine)
        for sighting in report.sightings:
            if (found := known.get(sighting.rule)) is not None:
                place = narrowed(sighting.location)
                lines = excerpt(scene, place)
                yield _finding(found, replace(sighting, location=place), lines, weigh(found.rule, lines))

    rules = {each.rule.id: each.rule for each in known.values()}
    return Check(check_id, tuple(rules.values()), applies_to, inspect, engine=engine)


def _finding(found: Known, sighting: Sighting, lines: str, weighed: Weighed) -> Finding:
    severity = min(weighed.severity, _SEVERITIES.get(sighting.severity, weighed.severity))
    confidence = min(weighed.confidence, _CONFIDENCES.get(sighting.confidence, weighed.confidence))
    return Finding(found.rule, sighting.location, found.message, lines, severity_here=severity, confidence_here=confidence)


def unseen(report: ScanReport, asked: Sequence[RepoPath], engine: str) -> Iterator[NotAnalysed]:
    """What the engine reported as not analysed, and what it passed over without a word."""
    yield from report.not_analysed
    told = {gap.path for gap in report.not_analysed}
    for path in asked:
        if path not in report.scanned and path.text not in told:
            yield NotAnalysed(path.text, f"{engine} did not look at it")


def narrowed(location: Location) -> Location:
    """The place, or its first line when it is a large one."""
    span = location.span
    large = span is not None and span.last - span.first >= MAX_SPAN_LINES
    return Location(location.path, Span(span.first, span.first)) if span and large else location


def excerpt(scene: Scene, location: Location) -> str:
    """The lines of a place, from our own bytes; empty when it names none."""
    if location.span is None:
        return ""
    lines = (scene.head.read(location.path) or b"").decode("utf-8", "replace").split("\n")
    return "\n".join(line.removesuffix("\r") for line in lines[location.span.first - 1 : location.span.last][:MAX_EXCERPT_LINES])
