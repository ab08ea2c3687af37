"""What a check is: a value, not a class to inherit from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checks.core.change import NotAnalysed
    from checks.core.finding import Finding
    from checks.core.pattern import RulePack
    from checks.core.place import RepoPath
    from checks.core.rule import Rule
    from checks.core.scene import Scene


@dataclass(frozen=True, slots=True)
class Check:
    """One defect and how to see it.

    `applies_to` names the files it must look at; each of them is expected in the coverage. `inspect` yields findings, and
    `NotAnalysed` for what it could not read; it may raise `ToolFailed`, `Unreadable` or `AdvisoriesUnavailable`.
    `packs` are run together with every other check's before `inspect` is called. `engine` is the one it asks by name, if any;
    where that is `optional` and not installed, the check is not among those that look. `rules` is empty when they are those of a
    tool that the operator has added: nobody knows them beforehand, and their ids begin with the check's.
    """

    id: str
    rules: tuple[Rule, ...]
    applies_to: Callable[[RepoPath], bool]
    inspect: Callable[[Scene], Iterable[Finding | NotAnalysed]]
    packs: tuple[RulePack, ...] = ()
    engine: str = ""
    optional: bool = False
