"""What the checks found and how far they could see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core.outcome import Completed, Failed

if TYPE_CHECKING:
    from checks.core.change import NotAnalysed
    from checks.core.finding import Finding
    from checks.core.outcome import Outcome
    from checks.core.place import RepoPath


@dataclass(frozen=True, slots=True)
class Coverage:
    """Files somebody would expect looked at, those that every check concerned did look at, and the rest with its reasons.

    `noted` are entries without content of their own (links, submodules): told, but not missed.
    """

    expected: frozenset[RepoPath]
    scanned: frozenset[RepoPath]
    gaps: tuple[NotAnalysed, ...]
    noted: tuple[NotAnalysed, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing expected was left out."""
        return not self.gaps and self.expected == self.scanned

    @property
    def total(self) -> int:
        """How many files were expected, counting those whose names could not even be represented."""
        return len(self.expected) + len({gap.path for gap in self.gaps} - {path.text for path in self.expected})


@dataclass(frozen=True, slots=True)
class Report:
    """Every check's outcome and the coverage they add up to."""

    outcomes: tuple[Outcome, ...]
    coverage: Coverage

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, before anything is set aside."""
        return tuple(finding for outcome in self.outcomes if isinstance(outcome, Completed) for finding in outcome.findings)

    @property
    def failures(self) -> tuple[Failed, ...]:
        """Checks that could not look at all."""
        return tuple(outcome for outcome in self.outcomes if isinstance(outcome, Failed))
