"""The pattern engine asked only about files it has not seen: equal bytes under an equal name give equal matches."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.core.pattern import PatternReport

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.review.ports import Bench, Recollections
    from checks.core.dependency import Package
    from checks.core.pattern import Match, RulePack
    from checks.core.place import RepoPath
    from checks.core.scan import ScanReport

# Raised when the same engine and rules would give other matches because our own reading of its answers has changed.
FORM = 3


@dataclass(frozen=True, slots=True)
class RecallingBench:
    """Fulfils `Bench`. `engine` names the engine and its version, `scope` whose files these are: nobody recalls another's.

    A file that could not be looked at completely is never remembered.
    """

    bench: Bench
    memory: Recollections
    engine: str
    scope: str

    def match(self, packs: Sequence[RulePack], files: Mapping[RepoPath, bytes], patience: float | None = None) -> PatternReport:
        """As the engine would answer. Raises `checks.core.ToolFailed`."""
        key = self._key(packs)
        digests = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
        known = self.memory.recall(key, digests)
        unknown = {path: content for path, content in files.items() if path not in known}
        report = self.bench.match(packs, unknown, patience) if unknown else PatternReport((), frozenset())
        self._keep(key, digests, report)
        recalled = tuple(match for matches in known.values() for match in matches)
        return PatternReport((*recalled, *report.matches), report.scanned | known.keys(), report.not_analysed, report.late)

    def audit(self, packages: Sequence[Package]) -> Mapping[Package, frozenset[str]]:
        """Not remembered: advisories change while files do not. Raises `checks.core.ToolFailed`."""
        return self.bench.audit(packages)

    def scan(self, engine: str, files: Mapping[RepoPath, bytes]) -> ScanReport:
        """Not remembered: such engines are native and quick, or read several files together. Raises `checks.core.ToolFailed`."""
        return self.bench.scan(engine, files)

    def _keep(self, key: str, digests: Mapping[RepoPath, str], report: PatternReport) -> None:
        doubtful = {gap.path for gap in report.not_analysed}
        found: dict[RepoPath, list[Match]] = {path: [] for path in report.scanned if path.text not in doubtful and path in digests}
        for match in report.matches:
            if match.location.path in found:
                found[match.location.path].append(match)
        if found:
            self.memory.keep(key, {path: (digests[path], tuple(matches)) for path, matches in found.items()})

    def _key(self, packs: Sequence[RulePack]) -> str:
        digest = hashlib.sha256(f"{FORM}\0{self.engine}\0{self.scope}\0".encode())
        for pack in sorted(packs, key=lambda each: each.name):
            digest.update(hashlib.sha256(pack.yaml).digest())
        mark = scope_mark(self.scope)
        return mark + digest.hexdigest()[len(mark) :]


def scope_mark(scope: str) -> str:
    """How every key of that scope begins, so that it can be forgotten as a whole."""
    return hashlib.sha256(f"scope\0{scope}".encode()).hexdigest()[:16]
