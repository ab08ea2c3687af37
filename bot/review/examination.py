"""A change examined: from two trees to findings, piles and a verdict, with no forge in sight."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from bot.review.acknowledgement import Acknowledgements
from bot.review.baseline import compare
from bot.review.inventory_delta import delta
from bot.review.rehearsal import Stage, rehearse
from bot.review.repaired import repaired
from bot.review.runner import run
from bot.review.scope import Piles, sort_out
from bot.review.verdict import Verdict, judge
from checks.agent_capabilities.gained import gained
from checks.ai_references.named import ai_delta
from checks.core.dependency import AdvisoriesUnavailable
from checks.manifests.inventory import inventory_before, take_inventory

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from bot.review.inventory_delta import Delta
    from bot.review.ports import Bench, Sides
    from bot.review.rehearsal import Proofs
    from bot.review.repaired import Repaired
    from bot.review.report import Report
    from checks.agent_capabilities.gained import Gained
    from checks.ai_references.named import AiDelta
    from checks.core.change import Change
    from checks.core.contract import Check
    from checks.core.dependency import Advisories, Snapshot
    from checks.core.inventory import Inventory
    from checks.core.policy import Policy
    from checks.core.scene import Tree


@dataclass(frozen=True, slots=True)
class Examination:
    """Everything that is known after looking. `notes` are sentences of ours about the circumstances, such as a refused policy file.

    `proofs` say of each reported finding's fix, by the finding's identity, whether it was tried and how that ended.
    `inventory` says what the manifests name, where somebody asked for it; `delta`, what the change does to it; `gained`, what
    it lets agents do; `repaired`, the known defects of packages that go with it;
    `ai`, the models, datasets and services that come and go.
    """

    change: Change
    report: Report
    piles: Piles
    verdict: Verdict
    policy: Policy
    sandbox: str
    advisories: Snapshot | None
    notes: tuple[str, ...] = ()
    proofs: Proofs = field(default_factory=dict)
    inventory: Inventory | None = None
    delta: Delta | None = None
    gained: Gained | None = None
    repaired: tuple[Repaired, ...] = ()
    ai: AiDelta | None = None


@dataclass(frozen=True, slots=True)
class Instruments:
    """What an examination is made with; the same for a pull request, a local repository and a folder."""

    checks: Sequence[Check]
    bench: Bench
    knowledge: Advisories
    sandbox: str
    warn: Callable[[str, Exception], None]


_NOBODY = Acknowledgements()


def examine(  # noqa: PLR0917 - everything that decides about a change
    sides: Sides, instruments: Instruments, policy: Policy, today: date, notes: tuple[str, ...] = (), people: Acknowledgements = _NOBODY
) -> Examination:
    """Run every check on both sides, sort what they found, judge it."""
    report = run(instruments.checks, sides, instruments.bench, instruments.knowledge, instruments.warn, policy.licences)
    tools = instruments
    baseline = compare(tools.checks, sides, report.findings, tools.bench, knowledge=tools.knowledge, warn=tools.warn)
    piles = sort_out(report.findings, sides.change, baseline, policy, today, people, partial(_stands, sides.head))
    verdict = judge(piles, report.coverage, policy)
    proofs = rehearse(piles.reported, report, Stage(tools.checks, sides, tools.bench, tools.knowledge, tools.warn))
    moved = delta(inventory_before(sides.change, sides.base), take_inventory(sides.change, sides.head))
    able = gained(sides.change, sides.base, sides.head)
    named = ai_delta(sides.change, sides.base, sides.head)
    gone = repaired(moved, tools.knowledge)
    circumstances = (verdict, policy, tools.sandbox, _snapshot(tools.knowledge), notes, proofs)
    return Examination(sides.change, report, piles, *circumstances, delta=moved, gained=able, repaired=gone, ai=named)


def _stands(head: Tree, path: str) -> bool:
    return any(each.text == path for each in head.paths())


def _snapshot(knowledge: Advisories) -> Snapshot | None:
    try:
        return knowledge.snapshot()
    except AdvisoriesUnavailable:
        return None
