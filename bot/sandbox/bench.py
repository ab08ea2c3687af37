"""The engines behind one door: fulfils the review's `Bench`."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.sandbox.confiner import find_confiner, require_reachable
from bot.sandbox.engines import find_engines
from bot.sandbox.pip_audit import DependencyAudit
from bot.sandbox.probe import open_sandbox
from bot.sandbox.semgrep_batches import PatternEngine
from checks.core.scene import ToolFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.sandbox.engines import Engines
    from bot.sandbox.sandbox import Sandbox
    from checks.core.dependency import Package
    from checks.core.pattern import PatternReport, RulePack
    from checks.core.place import RepoPath


@dataclass(frozen=True, slots=True)
class SandboxBench:
    """Fulfils `bot.review.ports.Bench`; usable from any number of threads."""

    sandbox: Sandbox
    engines: Engines
    records: Callable[[Package], Sequence[Mapping[str, Any]]]

    def match(self, packs: Sequence[RulePack], files: Mapping[RepoPath, bytes]) -> PatternReport:
        """Run the packs over the files' bytes. Raises `ToolFailed`."""
        with _starting():
            return PatternEngine(self.sandbox, self.engines).match(packs, files)

    def audit(self, packages: Sequence[Package]) -> Mapping[Package, frozenset[str]]:
        """The advisory ids pip-audit names for each PyPI package it can judge. Raises `ToolFailed`."""
        with _starting():
            return DependencyAudit(self.sandbox, self.engines, self.records).audit(packages)

    def describe(self) -> str:
        """The means of confinement and the engines' versions, for check runs."""
        names = ("semgrep", "pip-audit")
        versions = (f"{name} {self.engines.version(name)}" for name in names)
        return f"{self.sandbox.describe()}; {', '.join(versions)}"

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


def open_bench(engines_folder: Path, records: Callable[[Package], Sequence[Mapping[str, Any]]]) -> SandboxBench:
    """The bench over the engines installed in that folder. `records`: the OSV documents about a package.

    Raises `SandboxUnavailable`: an engine is missing, or nothing here confines it.
    """
    engines = find_engines(engines_folder)
    for name in ("semgrep", "pip-audit"):
        engines.require(name)
    confiner = find_confiner()
    require_reachable([engines.semgrep_folder / "semgrep-core"], confiner.outer_uid)
    return SandboxBench(open_sandbox(engines, confiner), engines, records)
