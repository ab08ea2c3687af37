"""What checks ask of the pattern engine, and what it answers, free of any tool's own format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.core.change import NotAnalysed
    from checks.core.place import Location, RepoPath
    from checks.core.rule import Rule


@dataclass(frozen=True, slots=True)
class RulePack:
    """One semgrep rule file: its YAML as the engine reads it, the rules it declares and the file endings it understands."""

    name: str
    yaml: bytes
    rules: tuple[Rule, ...]
    suffixes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Edit:
    """Text for a range of characters: (line, column) pairs counted from 1, the end column excluded."""

    start: tuple[int, int]
    end: tuple[int, int]
    text: str


# Where code begins and ends: lines and columns from 1 in bytes, the end excluded; a byte order mark does not count.
Reach = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Match:
    """One place where a rule of some pack holds. `edit` is the rule's own fix, `origin` where tainted data comes in."""

    rule_id: str
    location: Location
    edit: Edit | None = None
    origin: Location | None = None
    reach: Reach | None = None


@dataclass(frozen=True, slots=True)
class PatternReport:
    """The engine's answer over a set of files. A file neither in `scanned` nor in `not_analysed` was not looked at.

    `late` are those of `not_analysed` for which there was no time left: nothing is wrong with them.
    """

    matches: tuple[Match, ...]
    scanned: frozenset[RepoPath]
    not_analysed: tuple[NotAnalysed, ...] = ()
    late: frozenset[RepoPath] = frozenset()
