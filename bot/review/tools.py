"""Engines as the checks see them: one pattern run serves every check."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from checks.core.pattern import PatternReport
from checks.core.scan import ScanReport

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.review.ports import Bench
    from checks.core.dependency import Package
    from checks.core.pattern import RulePack
    from checks.core.place import RepoPath


class SharedTools:
    """Fulfils `checks.core.Tools` for one review: the packs of all checks run once, each check sees its own matches."""

    def __init__(self, bench: Bench, packs: Sequence[RulePack], files: Mapping[RepoPath, bytes]) -> None:
        """`files` are the bytes in scope; each pack's languages decide which of them the engine gets."""
        self._bench, self._packs, self._files = bench, tuple(packs), files
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="patterns")
        # Begun at once: checks without patterns look meanwhile.
        self._answer = self._pool.submit(self._run)

    def match(self, packs: Sequence[RulePack]) -> PatternReport:
        """The matches of these packs. Raises `ToolFailed`, to each asker alike."""
        answer = self._answer.result()
        ids = {rule.id for pack in packs for rule in pack.rules}
        suffixes = frozenset().union(*(pack.suffixes for pack in packs))
        return PatternReport(
            tuple(match for match in answer.matches if match.rule_id in ids),
            frozenset(path for path in answer.scanned if path.suffix in suffixes),
            tuple(gap for gap in answer.not_analysed if gap.path.endswith(tuple(suffixes))),
        )

    def audit(self, packages: Sequence[Package]) -> Mapping[Package, frozenset[str]]:
        """The advisory ids pip-audit names. Raises `ToolFailed`."""
        return self._bench.audit(packages) if packages else {}

    def scan(self, engine: str, files: Sequence[RepoPath]) -> ScanReport:
        """What the engine says of these files. Raises `ToolFailed`."""
        wanted = {path: self._files[path] for path in files if path in self._files}
        return self._bench.scan(engine, wanted) if wanted else ScanReport((), frozenset())

    def close(self) -> None:
        """Wait for the run to end; nobody asks any more."""
        self._pool.shutdown()

    def _run(self) -> PatternReport:
        suffixes = frozenset().union(*(pack.suffixes for pack in self._packs))
        files = {path: content for path, content in self._files.items() if path.suffix in suffixes}
        if not files:
            return PatternReport((), frozenset())
        return self._bench.match(self._packs, files)
