"""One version of one file as the checks see it: the tree that holds it, and engines that answer from a run already made."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from checks.core.change import NotAnalysed
from checks.core.pattern import PatternReport
from checks.core.place import Location, RepoPath
from checks.core.scene import ToolFailed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checks.core.dependency import Package
    from checks.core.pattern import RulePack
    from checks.core.scan import ScanReport
    from checks.core.scene import Tree


@dataclass(frozen=True, slots=True)
class MendedTree:
    """A tree with one file in another version."""

    tree: Tree
    path: RepoPath
    content: bytes

    def paths(self) -> Iterable[RepoPath]:
        """All files of the tree."""
        return self.tree.paths()

    def read(self, path: RepoPath) -> bytes | None:
        """The other version, or what the tree holds. Raises `Unreadable`."""
        return self.content if path == self.path else self.tree.read(path)


@dataclass(frozen=True, slots=True)
class Replay:
    """Fulfils `Bench` for the file `path` with what a run said of it under the name `alias`. `asked`: packages without an answer."""

    path: RepoPath
    alias: RepoPath
    scanned: PatternReport
    answers: Mapping[Package, frozenset[str]] = field(default_factory=dict)
    asked: list[Package] = field(default_factory=list)

    def knowing(self, answers: Mapping[Package, frozenset[str]]) -> Replay:
        """The same with pip-audit's answers."""
        return replace(self, answers=answers, asked=[])

    def match(self, packs: Sequence[RulePack], files: Mapping[RepoPath, bytes], patience: float | None = None) -> PatternReport:
        """What the run said of the alias, told of the file; it has ended long ago."""
        del patience
        rules = {rule.id for pack in packs for rule in pack.rules}
        matches = tuple(
            replace(match, location=self._own(match.location), origin=self._own(match.origin) if match.origin else None)
            for match in self.scanned.matches
            if match.location.path == self.alias and match.rule_id in rules
        )
        gaps = tuple(NotAnalysed(self.path.text, gap.why) for gap in self.scanned.not_analysed if gap.path == self.alias.text)
        seen = self.path in files and self.alias in self.scanned.scanned
        return PatternReport(matches, frozenset({self.path} if seen else ()), gaps)

    def audit(self, packages: Sequence[Package]) -> Mapping[Package, frozenset[str]]:
        """The answers there are; the rest is noted."""
        self.asked.extend(package for package in packages if package not in self.answers)
        return {package: self.answers[package] for package in packages if package in self.answers}

    def scan(self, engine: str, files: Mapping[RepoPath, bytes]) -> ScanReport:
        """Never asked: checks that have an engine of their own take no part in rehearsals. Raises `ToolFailed`."""
        raise ToolFailed(f"{engine} was not run over {len(files)} versions of files")

    def _own(self, location: Location) -> Location:
        return Location(self.path, location.span)
