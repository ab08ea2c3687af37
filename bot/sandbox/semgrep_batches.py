"""The pattern engine over many files: batches, the search for a file that breaks one, and the second front."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.sandbox.answer import BadAnswer, EngineComplained
from bot.sandbox.job_folder import job_folder, write_file, write_tree
from bot.sandbox.notebooks import substituted
from bot.sandbox.process import Ending
from bot.sandbox.semgrep import FRONTS, limits
from bot.sandbox.semgrep_report import read_report
from bot.sandbox.semgrep_rules import compiled, targets
from bot.sandbox.slices import without_slices
from bot.sandbox.source_text import why_unreadable, without_mark
from checks.core.change import NotAnalysed
from checks.core.pattern import PatternReport
from checks.core.scene import ToolFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.sandbox.engines import Engines
    from bot.sandbox.sandbox import Sandbox
    from bot.sandbox.semgrep import MakesFront
    from bot.sandbox.semgrep_rules import Ruleset
    from checks.core.pattern import Match, RulePack
    from checks.core.place import RepoPath

BATCH_FILES, BATCH_BYTES = 400, 32 << 20
# Runs after the first failure; enough to single out two files of a full batch.
_RETRIES = 24
PATIENCE = 900.0
# What semgrep answers when it has done its work: clean, findings, or complaints that its report spells out.
_DONE = frozenset({0, 1, 2, 3})
_MEANINGS = {134: "it aborted", 137: "it was killed, as for too much memory", 139: "it crashed"}

_SAID = 500

_log = logging.getLogger(__name__)


class _BatchFailed(Exception):
    """One run gave no usable answer; fewer files might."""


class _FrontFailed(Exception):
    """This way of running the engine does not work, whatever the files."""


@dataclass(slots=True)
class _Tally:
    """What the batches of one front have answered so far."""

    matches: list[Match] = field(default_factory=list)
    scanned: set[RepoPath] = field(default_factory=set)
    gaps: list[NotAnalysed] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    late: set[RepoPath] = field(default_factory=set)

    def add(self, report: PatternReport) -> None:
        self.matches += report.matches
        self.scanned |= report.scanned
        self.gaps += report.not_analysed

    def give_up(self, paths: Sequence[RepoPath], why: str) -> None:
        self.failed.append(why)
        self.gaps += (NotAnalysed(path.text, f"the pattern engine gave no answer: {why}") for path in paths)


@dataclass(frozen=True, slots=True)
class PatternEngine:
    """semgrep in the sandbox."""

    sandbox: Sandbox
    engines: Engines
    fronts: tuple[MakesFront, ...] = FRONTS
    clock: Callable[[], float] = time.monotonic
    patience: float = PATIENCE

    def match(self, packs: Sequence[RulePack], files: Mapping[RepoPath, bytes]) -> PatternReport:
        """Run the packs over those files whose names some rule looks at; of notebooks, over their code. Raises `ToolFailed`."""
        shown = substituted(files)
        return shown.told(self._matched(packs, shown.files))

    def _matched(self, packs: Sequence[RulePack], files: Mapping[RepoPath, bytes]) -> PatternReport:
        # The engine reads every rule it is given, whether a file is there for it or not.
        present = {path.suffix for path in files}
        ruleset = compiled(tuple(pack for pack in packs if pack.suffixes & present))
        wanted = {path: content for path, content in sorted(files.items()) if ruleset.languages(path)}
        unreadable = {path: why for path, content in wanted.items() if (why := why_unreadable(content))}
        readable = {path: content for path, content in wanted.items() if path not in unreadable}
        gaps = tuple(NotAnalysed(path.text, why) for path, why in unreadable.items())
        if not readable:
            return PatternReport((), frozenset(), gaps)
        report = self._by_some_front(ruleset, readable)
        return PatternReport(report.matches, report.scanned, (*gaps, *report.not_analysed), report.late)

    def _by_some_front(self, ruleset: Ruleset, files: Mapping[RepoPath, bytes]) -> PatternReport:
        reasons = []
        for make in self.fronts:
            try:
                return self._by_front(make, ruleset, files)
            except _FrontFailed as failure:
                _log.warning("semgrep's %s front failed: %s", make(self.engines).name, failure)
                reasons.append(str(failure))
        raise ToolFailed(f"semgrep gave no usable answer: {reasons[0]}; run `bartizan doctor`")

    def _by_front(self, front: MakesFront, ruleset: Ruleset, files: Mapping[RepoPath, bytes]) -> PatternReport:
        tally, retries, end = _Tally(), _RETRIES, self.clock() + self.patience
        waiting = list(_batches(files))
        while waiting:
            batch = waiting.pop()
            left = end - self.clock()
            if left <= 0:
                tally.give_up(batch, f"there was no time left after {self.patience:.0f} seconds")
                tally.late.update(batch)
                continue
            try:
                tally.add(self._scan(front, ruleset, {path: files[path] for path in batch}, left))
            except _BatchFailed as failure:
                if self.clock() >= end:
                    waiting.append(batch)
                elif len(batch) == 1 or not retries:
                    tally.give_up(batch, str(failure))
                else:
                    retries -= 1
                    waiting += (batch[len(batch) // 2 :], batch[: len(batch) // 2])
        if tally.failed and not tally.scanned and not tally.late:
            self._require_life(front, ruleset, tally.failed[0])
        return PatternReport(tuple(tally.matches), frozenset(tally.scanned), tuple(tally.gaps), frozenset(tally.late))

    def _require_life(self, front: MakesFront, ruleset: Ruleset, why: str) -> None:
        """When no file could be scanned, a run over no file at all tells whether the files or the engine are at fault."""
        try:
            self._scan(front, ruleset, {}, self.patience)
        except _BatchFailed as failure:
            raise _FrontFailed(why) from failure

    def _scan(self, front: MakesFront, ruleset: Ruleset, files: Mapping[RepoPath, bytes], left: float) -> PatternReport:
        started = front(self.engines)
        usual = limits(len(files), sum(map(len, files.values())), len(ruleset.ids))
        allowance = replace(usual, wall=min(usual.wall, left))
        with job_folder(self.sandbox.confiner.outer_uid) as folder:
            shown = {path: _as_read(path, content) for path, content in files.items()}
            refused = write_tree(folder / "src", shown)
            written = {path: content for path, content in files.items() if path not in refused}
            write_tree(folder / "job", {})
            write_file(folder / "job" / "rules.json", ruleset.rules)
            write_file(folder / "job" / "targets.json", targets(ruleset, written))
            ran = self.sandbox.run(started.command, started.profile(folder / "src", folder / "job"), allowance)
        if ran.ending is not Ending.EXITED:
            raise _BatchFailed(f"it {ran.ending.value} ({allowance.wall:.0f} seconds allowed)")
        if ran.exit_code not in _DONE:
            raise _BatchFailed(_MEANINGS.get(ran.exit_code, f"it ended with code {ran.exit_code}"))
        try:
            rewritten = frozenset(path for path, content in written.items() if shown[path] != without_mark(content))
            report = read_report(ran.stdout, written, ruleset.ids, rewritten)
        except EngineComplained as complaint:
            raise _FrontFailed(str(complaint)) from complaint
        except BadAnswer as bad:
            # For the operator alone: it may quote the source that is reviewed.
            _log.warning("semgrep's answer is not usable (%s); it said %r", bad, ran.stderr[-_SAID:])
            raise _BatchFailed(f"{bad} (exit code {ran.exit_code})") from bad
        gaps = (NotAnalysed(path.text, why) for path, why in refused.items())
        return PatternReport(report.matches, report.scanned, (*report.not_analysed, *gaps))


def _as_read(path: RepoPath, content: bytes) -> bytes:
    """The copy that the engine gets: every byte where it was."""
    plain = without_mark(content)
    return without_slices(plain) if path.suffix in {".py", ".pyi"} else plain


def _batches(files: Mapping[RepoPath, bytes]) -> Iterator[list[RepoPath]]:
    batch: list[RepoPath] = []
    size = 0
    for path, content in files.items():
        if batch and (len(batch) == BATCH_FILES or size + len(content) > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(path)
        size += len(content)
    if batch:
        yield batch
