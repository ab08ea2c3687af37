"""How a check ended. "Could not look" is a value of its own and never an empty list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.core.change import NotAnalysed
    from checks.core.finding import Finding
    from checks.core.place import RepoPath


@dataclass(frozen=True, slots=True)
class Completed:
    """The check looked at `scanned`; `gaps` are the places it could not."""

    check: str
    findings: tuple[Finding, ...]
    scanned: frozenset[RepoPath] = frozenset()
    gaps: tuple[NotAnalysed, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """The check could not look at `expected` at all."""

    check: str
    why: str
    expected: frozenset[RepoPath] = frozenset()


@dataclass(frozen=True, slots=True)
class Skipped:
    """There was nothing for the check to look at."""

    check: str
    why: str


Outcome = Completed | Failed | Skipped
