"""All that a check may see and do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from checks.core.policy import Licences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checks.core.change import Change
    from checks.core.dependency import Advisories, Package
    from checks.core.pattern import PatternReport, RulePack
    from checks.core.place import RepoPath
    from checks.core.scan import ScanReport


class Unreadable(Exception):
    """A file is there but its bytes cannot be had; the message says why (too large, missing object, …)."""


class ToolFailed(Exception):
    """An engine did not give a usable answer; the message says what happened."""


class Tree(Protocol):
    """Every file of one commit. Only ordinary files: links and submodules are not among them."""

    def paths(self) -> Iterable[RepoPath]:
        """All files, sorted."""
        ...

    def read(self, path: RepoPath) -> bytes | None:
        """The bytes; None when the commit has no such file. Raises `Unreadable`."""
        ...


class Tools(Protocol):
    """Engines, run in the sandbox on the files in scope. All methods raise `ToolFailed`."""

    def match(self, packs: Sequence[RulePack]) -> PatternReport:
        """Run rule packs over the files in scope; all checks' packs share one run."""
        ...

    def audit(self, packages: Sequence[Package]) -> Mapping[Package, frozenset[str]]:
        """Ask pip-audit about PyPI packages: the advisory ids it names for each one asked."""
        ...

    def scan(self, engine: str, files: Sequence[RepoPath]) -> ScanReport:
        """Run an engine by its name over these files, which are in scope."""
        ...


@dataclass(frozen=True, slots=True)
class Scene:
    """A change, both sides of it, the files in scope at head, and what may be asked about them."""

    change: Change
    base: Tree
    head: Tree
    scope: tuple[RepoPath, ...]
    tools: Tools
    knowledge: Advisories
    licences: Licences = field(default_factory=Licences)
