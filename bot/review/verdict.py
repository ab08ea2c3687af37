"""From report and policy to one of four words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.review.report import Coverage
    from bot.review.scope import Piles
    from checks.core.finding import Finding
    from checks.core.policy import Policy


class Decision(Enum):
    """CLEAR and ADVISE let the change pass; BLOCK and INCOMPLETE do not."""

    CLEAR = "clear"
    ADVISE = "advise"
    BLOCK = "block"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision, the findings that block, and one sentence that says why."""

    decision: Decision
    blocking: tuple[Finding, ...]
    sentence: str


def judge(piles: Piles, coverage: Coverage, policy: Policy) -> Verdict:
    """Blocking findings outweigh gaps in sight, and gaps outweigh everything else."""
    blocking = tuple(f for f in piles.reported if f.severity >= policy.block_at and f.confidence >= policy.block_confidence)
    seen = "" if coverage.complete else f"Scan incomplete: {len(coverage.scanned)} of {coverage.total} files"
    settled = f", {len(piles.acknowledged)} acknowledged" if piles.acknowledged else ""
    if blocking:
        words = _counted(len(piles.reported), "finding") + f", {len(blocking)} blocking{settled}"
        return Verdict(Decision.BLOCK, blocking, ". ".join(filter(None, (words, seen))))
    if seen:
        found = _counted(len(piles.reported), "finding") + " so far" if piles.reported else ""
        return Verdict(Decision.INCOMPLETE, (), ", ".join(filter(None, (seen, found))) + settled)
    if piles.reported:
        return Verdict(Decision.ADVISE, (), _counted(len(piles.reported), "finding") + f", none blocking{settled}")
    if settled:
        return Verdict(Decision.CLEAR, (), f"No open findings{settled}")
    if not coverage.expected:
        return Verdict(Decision.CLEAR, (), "Nothing in scope")
    return Verdict(Decision.CLEAR, (), f"Nothing found in {_counted(len(coverage.scanned), 'file')}")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
