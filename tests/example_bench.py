"""The pattern engine run once for all examples: a start costs more than the files, which do not know of each other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.git.folder_tree import folder_tree
from checks.core.pattern import PatternReport
from checks.core.place import Location, RepoPath

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bot.sandbox.bench import SandboxBench
    from checks.core.dependency import Package
    from checks.core.pattern import Match, RulePack
    from checks.core.scan import ScanReport

Version = tuple[RepoPath, bytes]


@dataclass(frozen=True, slots=True)
class ExampleBench:
    """Fulfils `Bench`. What is asked about files of `cases` is answered from one run of `packs` over all of them.

    Files that are not among them, or that could not be looked at, are asked about by themselves.
    """

    bench: SandboxBench
    cases: Sequence[Path]
    packs: Sequence[RulePack]
    _known: dict[Version, tuple[Match, ...]] = field(default_factory=dict)

    def match(self, packs: Sequence[RulePack], files: Mapping[RepoPath, bytes], patience: float | None = None) -> PatternReport:
        """As the engine would answer about these files alone."""
        if not self._known:
            self._known.update(self._run())
        if any(version not in self._known for version in files.items()):
            return self.bench.match(packs, files, patience)
        ids = {rule.id for pack in packs for rule in pack.rules}
        matches = tuple(match for version in files.items() for match in self._known[version] if match.rule_id in ids)
        return PatternReport(matches, frozenset(files))

    def audit(self, packages: Sequence[Package]) -> Mapping[Package, frozenset[str]]:
        """Asked each time: every example has advisories of its own."""
        return self.bench.audit(packages)

    def scan(self, engine: str, files: Mapping[RepoPath, bytes]) -> ScanReport:
        """Asked each time: such engines read files together, and are told more by where a file lies."""
        return self.bench.scan(engine, files)

    def _run(self) -> dict[Version, tuple[Match, ...]]:
        suffixes = frozenset().union(*(pack.suffixes for pack in self.packs))
        versions = dict.fromkeys(version for case in self.cases for side in ("head", "base") for version in _files(case / side))
        apart = {RepoPath(f"{number}/{version[0]}"): version for number, version in enumerate(versions) if version[0].suffix in suffixes}
        report = self.bench.match(self.packs, {path: content for path, (_, content) in apart.items()})
        looked_at = report.scanned - {RepoPath(gap.path) for gap in report.not_analysed}
        found: dict[Version, list[Match]] = {version: [] for path, version in apart.items() if path in looked_at}
        for match in report.matches:
            version = apart[match.location.path]
            if version in found:
                found[version].append(_moved(match, version[0]))
        return {version: tuple(matches) for version, matches in found.items()}


def _files(folder: Path) -> list[Version]:
    if not folder.is_dir():
        return []
    tree = folder_tree(folder)
    return [(path, tree.read(path) or b"") for path in tree.paths()]


def _moved(match: Match, path: RepoPath) -> Match:
    origin = match.origin and Location(path, match.origin.span)
    return replace(match, location=Location(path, match.location.span), origin=origin)
