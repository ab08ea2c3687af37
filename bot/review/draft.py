"""What should stand on the pull request: the comments, the review's opening words and the check run's report."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.review import render
from bot.review.marker import Kind, Marker, State
from bot.review.permalink import NOWHERE, Permalinks
from bot.review.placement import Layout, Placed, lay_out
from bot.review.publication import Annotation, AnnotationLevel, CheckReport, Conclusion, InlineComment
from bot.review.verdict import Decision
from checks.core.change import FileStatus
from checks.core.place import Span
from checks.core.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.review.acknowledgement import Acknowledged
    from bot.review.examination import Examination
    from bot.review.marker import Signer
    from bot.review.ports import Pull, PullRef
    from checks.core.finding import Finding

_LEVELS = {
    Severity.LOW: AnnotationLevel.NOTICE,
    Severity.MEDIUM: AnnotationLevel.WARNING,
    Severity.HIGH: AnnotationLevel.FAILURE,
    Severity.CRITICAL: AnnotationLevel.FAILURE,
}
# GitHub cuts the list of annotations nowhere, but a page with thousands of them does not load.
MAX_ANNOTATIONS = 1000


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment that should be there, and the finding it speaks of."""

    finding: Finding
    comment: InlineComment


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that should be visible.

    `present` are all findings that are still there, shown or not; `reported` the identities of those that are this change's.
    `touched` are the files that the change leaves at head, `blind` those that could not be looked at.
    `acknowledged` are findings about which people have spoken, by their identities. `links` lead to the places that are named.
    """

    head: str
    remarks: tuple[Remark, ...]
    review_body: str
    check: CheckReport
    present: tuple[Finding, ...]
    reported: frozenset[str]
    touched: frozenset[str]
    blind: frozenset[str]
    acknowledged: Mapping[str, Acknowledged] = field(default_factory=dict)
    links: Permalinks = NOWHERE


def write(examined: Examination, pull: Pull, signer: Signer, demoted: frozenset[str] = frozenset()) -> Draft:
    """The draft of a finished examination. Deterministic: the same examination gives the same bytes.

    `demoted` are comment bodies that the forge would not take; their findings stand in the summary only.
    """
    ref, links = pull.ref, Permalinks.of(pull, examined.change)
    layout = lay_out(examined.piles.reported, examined.change, examined.policy, examined.proofs)
    remarks = tuple(_remark(placed, links, signer) for placed in layout.inline)
    if demoted:
        kept = [remark.comment.body not in demoted for remark in remarks]
        down = tuple(placed.finding for placed, keep in zip(layout.inline, kept, strict=True) if not keep)
        inline = tuple(placed for placed, keep in zip(layout.inline, kept, strict=True) if keep)
        layout = Layout(inline, (*layout.rolled_up, *down))
        remarks = tuple(remark for remark, keep in zip(remarks, kept, strict=True) if keep)
    opening = signer.line(Marker(Kind.REVIEW, f"v1:{ref.head[:12]}", State.OPEN, ref.head))
    return Draft(
        head=ref.head,
        remarks=remarks,
        review_body=f"{opening}\n{render.review_body(examined, layout)}",
        check=check_report(examined, layout, ref, links),
        present=examined.report.findings,
        reported=frozenset(finding.identity for finding in examined.piles.reported),
        touched=frozenset(file.path.text for file in examined.change.files if file.status is not FileStatus.REMOVED),
        blind=frozenset(gap.path for gap in examined.report.coverage.gaps),
        acknowledged={each.finding.identity: each for each in examined.piles.acknowledged},
        links=links,
    )


def _remark(placed: Placed, links: Permalinks, signer: Signer) -> Remark:
    return Remark(placed.finding, InlineComment(placed.finding.location.path, body(placed, links, signer), placed.span))


def body(placed: Placed, links: Permalinks, signer: Signer) -> str:
    """A finding's comment with its marker."""
    return f"{signer.line(mark(placed.finding, placed.span, State.OPEN, links.head))}\n{render.comment(placed, links)}"


def mark(finding: Finding, span: Span | None, state: State, head: str) -> Marker:
    """The marker of a finding's comment on these lines."""
    line = span.first if span else finding.line
    return Marker(Kind.FINDING, finding.fingerprint, state, head, finding.kinship, line)


def check_report(examined: Examination, layout: Layout, ref: PullRef, links: Permalinks) -> CheckReport:
    """The check run. Its external id names the pull request and digests everything shown, so that equal reports are recognised."""
    title, summary = render.check_title(examined), render.check_summary(examined, layout, links)
    annotations = tuple(_annotation(finding) for finding in examined.piles.reported[:MAX_ANNOTATIONS])
    conclusion = _conclusion(examined)
    digest = hashlib.sha256(repr((title, summary, annotations, conclusion)).encode()).hexdigest()[:24]
    # What stands in the merge queue is no pull request, where anything could be asked for.
    accepted = bool(examined.piles.acknowledged) and ref.number > 0
    return CheckReport(f"{ref.number}:{digest}", title, summary, conclusion, annotations, accepted=accepted)


def _conclusion(examined: Examination) -> Conclusion:
    if examined.verdict.decision in {Decision.BLOCK, Decision.INCOMPLETE}:
        return Conclusion.FAILURE
    return Conclusion.SUCCESS if examined.report.coverage.expected else Conclusion.NEUTRAL


def _annotation(finding: Finding) -> Annotation:
    return Annotation(
        path=finding.location.path,
        span=finding.location.span or Span(1, 1),
        level=_LEVELS[finding.severity],
        title=finding.rule.title,
        message=render.annotation(finding),
    )
