"""Which findings are worth a comment on their line, and where exactly it may stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.review.offer import button
from checks.core.change import FileStatus
from checks.core.place import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.review.proof import Proof
    from bot.review.rehearsal import Proofs
    from checks.core.change import Change, Hunk
    from checks.core.finding import Finding
    from checks.core.policy import Policy

# A comment over more lines than this hides the code it is about.
MAX_COMMENT_LINES = 12


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with its comment's place (no span: on the file). `more`: findings of the same rule that got no comment.

    `suggests`: the comment carries a button, and its place is what the button replaces. `proof`: what is known of the fix.
    """

    finding: Finding
    span: Span | None
    suggests: bool = False
    more: int = 0
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """`inline` get a comment, `rolled_up` stand in the summary only."""

    inline: tuple[Placed, ...]
    rolled_up: tuple[Finding, ...]


def lay_out(findings: Sequence[Finding], change: Change, policy: Policy, proofs: Proofs) -> Layout:
    """Within the policy's caps, worst first (the order given). A finding in a file the diff does not show is rolled up."""
    inline: list[Finding] = []
    rolled_up: list[Finding] = []
    per_rule: Counter[str] = Counter()
    for finding in findings:
        full = len(inline) >= policy.inline_limit or per_rule[finding.rule.id] >= policy.inline_per_rule
        if full or not _in_diff(finding, change):
            rolled_up.append(finding)
        else:
            inline.append(finding)
            per_rule[finding.rule.id] += 1
    left = Counter(finding.rule.id for finding in rolled_up)
    last = {finding.rule.id: finding for finding in inline}
    more = (left[finding.rule.id] if last[finding.rule.id] is finding else 0 for finding in inline)
    placed = (_place(finding, change, proofs.get(finding.identity), count) for finding, count in zip(inline, more, strict=True))
    return Layout(tuple(placed), tuple(rolled_up))


def _in_diff(finding: Finding, change: Change) -> bool:
    file = change.file(finding.location.path)
    return file is not None and file.status is not FileStatus.REMOVED


def _place(finding: Finding, change: Change, proof: Proof | None, more: int) -> Placed:
    file = change.file(finding.location.path)
    hunks = (file.hunks if file else None) or ()
    replaced = button(finding, proof, hunks)
    return Placed(finding, replaced or _clip(finding.location.span, hunks), replaced is not None, more, proof)


def _clip(span: Span | None, hunks: Sequence[Hunk]) -> Span | None:
    """The part of the span that one hunk shows, kept short; None when no hunk shows any of it."""
    if span is None:
        return None
    for hunk in hunks:
        lines = [line for line in span.lines if line in hunk.shown]
        if lines:
            return Span(lines[0], min(lines[-1], lines[0] + MAX_COMMENT_LINES - 1))
    return None
