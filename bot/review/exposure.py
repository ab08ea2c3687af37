"""What the advisories say of one commit as it stands, whatever change brought it there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.review.ports import Sides
from bot.review.runner import run
from bot.review.scope import worst_first
from checks.core.change import Change, ChangedFile, FileStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.review.acknowledgement import Acknowledgements
    from bot.review.examination import Instruments
    from checks.core.change import NotAnalysed
    from checks.core.finding import Finding
    from checks.core.place import RepoPath
    from checks.core.policy import Policy

# The one check whose answers change while the code does not.
_CHECK = "vulnerable-dependency"


@dataclass(frozen=True, slots=True)
class Exposure:
    """The open findings, worst first, and what could not be looked at."""

    findings: tuple[Finding, ...]
    gaps: tuple[NotAnalysed, ...] = ()


class _Nothing:
    """The tree of no commit: compared with it, everything was brought in."""

    def paths(self) -> Sequence[RepoPath]:
        return ()

    def read(self, path: RepoPath) -> bytes | None:  # noqa: ARG002 - a `Tree` is asked for a path
        return None


def expose(sides: Sides, tools: Instruments, policy: Policy, today: date, people: Acknowledgements) -> Exposure:
    """Audit every manifest at head with the check that reviews use; what the policy exempts or people acknowledged is left out."""
    checks = [check for check in tools.checks if check.id == _CHECK]
    named = [path for path in sides.head.paths() if any(check.applies_to(path) for check in checks)]
    files = tuple(ChangedFile(path, FileStatus.ADDED, None) for path in named)
    whole = Sides(Change(sides.change.base, sides.change.head, files), _Nothing(), sides.head, sides.policy)
    report = run(checks, whole, tools.bench, tools.knowledge, tools.warn)
    wanted = [one for one in report.findings if not any(each.covers(one, today) for each in policy.exemptions)]
    return Exposure(people.part(worst_first(wanted), today)[0], report.coverage.gaps)
