"""The engines behind one door: fulfils the review's `Bench`."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox.confiner import require_reachable
from bot.sandbox.engines import find_engines
from bot.sandbox.pip_audit import DependencyAudit
from bot.sandbox.probe import open_sandbox
from bot.sandbox.scanner import Scan
from bot.sandbox.scanners import installed
from bot.sandbox.semgrep_batches import PATIENCE, PatternEngine
from bot.sandbox.tiers import Tier
from checks.core.pattern import PatternReport
from checks.core.scene import ToolFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.sandbox.engines import Engines
    from bot.sandbox.sandbox import Sandbox
    from bot.sandbox.scanner import Scanner
    from checks.core.dependency import Package
    from checks.core.pattern import RulePack
    from checks.core.place import RepoPath
    from checks.core.scan import ScanReport


# Every process reads all rules first, about a quarter of a second; fewer files are not worth a second one.
_FILES_PER_PROCESS = 4


@dataclass(frozen=True, slots=True)
class SandboxBench:
    """Fulfils `bot.review.ports.Bench`; usable from any number of threads."""

    sandbox: Sandbox
    engines: Engines
    records: Callable[[Package], Sequence[Mapping[str, Any]]]
    scanners: Mapping[str, Scanner] = field(default_factory=dict)
    cores: int = field(default_factory=lambda: os.cpu_count() or 1)

    def match(self, packs: Sequence[RulePack], files: Mapping[RepoPath, bytes], patience: float | None = None) -> PatternReport:
        """Run the packs over the files' bytes, in one process for each core, no longer than `patience` seconds. Raises `ToolFailed`."""
        engine = PatternEngine(self.sandbox, self.engines, patience=PATIENCE if patience is None else patience)
        shares = _shares(files, self.cores)
        with _starting(), ThreadPoolExecutor(len(shares)) as pool:
            reports = list(pool.map(lambda share: engine.match(packs, share), shares))
        return PatternReport(
            tuple(match for report in reports for match in report.matches),
            frozenset().union(*(report.scanned for report in reports)),
            tuple(gap for report in reports for gap in report.not_analysed),
            frozenset().union(*(report.late for report in reports)),
        )

    def audit(self, packages: Sequence[Package]) -> Mapping[Package, frozenset[str]]:
        """The advisory ids pip-audit names for each PyPI package it can judge. Raises `ToolFailed`."""
        with _starting():
            return DependencyAudit(self.sandbox, self.engines, self.records).audit(packages)

    def scan(self, engine: str, files: Mapping[RepoPath, bytes]) -> ScanReport:
        """Run an engine with rules of its own over the files' bytes. Raises `ToolFailed`, also when it is not installed."""
        scanner = self.scanners.get(engine)
        if scanner is None:
            raise ToolFailed(f"{engine} is not installed: run `make setup`")
        with _starting():
            return Scan(self.sandbox, scanner).over(files)

    def describe(self) -> str:
        """The means of confinement and the engines' versions, for check runs."""
        names = ("semgrep", "pip-audit")
        versions = (f"{name} {self.engines.version(name)}" for name in names)
        scanners = (f"{scanner.name} {scanner.version}" for scanner in self.scanners.values())
        return f"{self.sandbox.describe()}; {', '.join((*versions, *scanners))}"

    def close(self) -> None:
        """End whatever still runs."""
        self.sandbox.close()


@contextmanager
def _starting() -> Iterator[None]:
    """A full disk or a spent process table fails the run and not the worker."""
    try:
        yield
    except OSError as error:
        raise ToolFailed(f"the sandbox could not be started ({error}): see that the host has memory, processes and disk left") from error


def open_bench(
    engines_folder: Path,
    records: Callable[[Package], Sequence[Mapping[str, Any]]],
    weakest: Tier = Tier.WITHOUT_PROC,
    further: Mapping[str, Scanner] | None = None,
) -> SandboxBench:
    """The bench over the engines installed in that folder, and the `further` ones of the operator. `records`: OSV documents of a package.

    Raises `SandboxUnavailable`: an engine is missing, or nothing here that is no weaker than `weakest` confines it.
    """
    engines = find_engines(engines_folder)
    for name in ("semgrep", "pip-audit"):
        engines.require(name)
    sandbox = open_sandbox(engines, weakest=weakest)
    require_reachable([engines.semgrep_folder / "semgrep-core"], sandbox.confiner.outer_uid)
    scanners = {**(further or {}), **installed(engines)}
    require_reachable([mount.source for scanner in scanners.values() for mount in scanner.mounts], sandbox.confiner.outer_uid)
    return SandboxBench(sandbox, engines, records, scanners)


def _shares(files: Mapping[RepoPath, bytes], cores: int) -> list[dict[RepoPath, bytes]]:
    """The files in about equal parts, at most one for each core: the largest first, each to the share that is smallest so far."""
    count = max(1, min(cores, len(files) // _FILES_PER_PROCESS))
    shares: list[dict[RepoPath, bytes]] = [{} for _ in range(count)]
    sizes = [0] * count
    for path in sorted(files, key=lambda each: (-len(files[each]), each)):
        smallest = sizes.index(min(sizes))
        shares[smallest][path] = files[path]
        sizes[smallest] += len(files[path]) + 1
    return shares
