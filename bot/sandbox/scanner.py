"""Engines with rules of their own in the sandbox: how one is started, and the search for a file that breaks its run."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.answer import BadAnswer, EngineComplained
from bot.sandbox.job_folder import job_folder, own_copy, write_tree
from bot.sandbox.process import Ending
from bot.sandbox.profile import MEGABYTE, Limits, Mount, Profile
from bot.sandbox.sarif_report import read_sarif
from checks.core.change import NotAnalysed
from checks.core.scan import ScanReport
from checks.core.scene import ToolFailed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.sandbox.sandbox import Sandbox
    from checks.core.place import RepoPath
    from checks.core.scan import Sighting

SOURCE, PROGRAMS, CODE = "/src", "/opt/engine/bin", "/opt/engine/code"
# The word of a command that stands for the files, each an argument of its own.
FILES = "{files}"
# Names are arguments, and a program may have only so many bytes of them.
BATCH_FILES, BATCH_NAMES, BATCH_BYTES = 400, 100_000, 32 * MEGABYTE
# Runs after the first failure; enough to single out two files of a full batch.
_RETRIES = 24
_SAID = 500
_ENVIRONMENT = (("PATH", PROGRAMS), ("HOME", "/home/w"), ("TMPDIR", "/tmp"), ("LANG", "C.UTF-8"))  # noqa: S108 - a private one, inside

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Scanner:
    """How an engine that answers in SARIF is started: paths as seen inside, where `/src` holds the files and nothing else.

    `done` are the exit codes of a completed run, `unparsed` the rules by which it says that it could not read a file. `code` is
    written out for each job and seen at `/opt/engine/code`: our own programs may lie where the sandbox's user cannot go. `copies` are
    folders of which each run gets a copy of its own, for a program that trusts only what belongs to its user.
    """

    name: str
    version: str
    command: tuple[str, ...]
    mounts: tuple[Mount, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    done: frozenset[int] = frozenset({0})
    unparsed: frozenset[str] = frozenset()
    wall: float = 60.0
    code: tuple[tuple[RepoPath, bytes], ...] = ()
    copies: tuple[Mount, ...] = ()

    def profile(self, source: Path, own: Sequence[Mount] = ()) -> Profile:
        """The profile for one job, whose files lie in `source`; `own` was made for it."""
        given = dict(self.environment)
        usual = tuple((name, value) for name, value in _ENVIRONMENT if name not in given)
        return Profile((*self.mounts, *own, Mount(source, SOURCE)), environment=(*usual, *self.environment), folder=SOURCE)

    def over(self, paths: Sequence[RepoPath]) -> list[str]:
        """The command over these files. A name may begin with a dash, so each gets a dot and a slash in front."""
        names = [f"./{path}" for path in paths]
        return [word for part in self.command for word in (names if part == FILES else [part])]


class _RunFailed(Exception):
    """One run gave no usable answer; fewer files might."""


@dataclass(slots=True)
class _Tally:
    sightings: list[Sighting] = field(default_factory=list)
    scanned: set[RepoPath] = field(default_factory=set)
    gaps: list[NotAnalysed] = field(default_factory=list)

    def add(self, report: ScanReport) -> None:
        self.sightings += report.sightings
        self.scanned |= report.scanned
        self.gaps += report.not_analysed


@dataclass(frozen=True, slots=True)
class Scan:
    """One engine in one sandbox."""

    sandbox: Sandbox
    scanner: Scanner

    def over(self, files: Mapping[RepoPath, bytes]) -> ScanReport:
        """Run over these files. What breaks a run is looked for and named. Raises `ToolFailed` when every run broke."""
        tally, retries, why = _Tally(), _RETRIES, ""
        waiting = list(_batches(files))
        while waiting:
            batch = waiting.pop()
            try:
                tally.add(self._run({path: files[path] for path in batch}))
            except _RunFailed as failure:
                why = str(failure)
                if len(batch) == 1 or not retries:
                    tally.gaps += (NotAnalysed(path.text, f"{self.scanner.name} gave no answer about it: {failure}") for path in batch)
                else:
                    retries -= 1
                    waiting += (batch[len(batch) // 2 :], batch[: len(batch) // 2])
        if why and not tally.scanned and len(files) > 1:
            raise ToolFailed(f"{self.scanner.name} gave no usable answer: {why}; run `bartizan doctor`")
        return ScanReport(tuple(tally.sightings), frozenset(tally.scanned), tuple(tally.gaps))

    def _run(self, files: Mapping[RepoPath, bytes]) -> ScanReport:
        limits = Limits(wall=self.scanner.wall, cpu=int(2 * self.scanner.wall))
        owner = self.sandbox.confiner.outer_uid
        with job_folder(owner) as folder:
            own = [Mount(own_copy(each.source, folder / each.source.name, owner), each.target) for each in self.scanner.copies]
            refused = write_tree(folder / "src", files)
            written = {path: content for path, content in files.items() if path not in refused}
            if self.scanner.code:
                write_tree(folder / "code", dict(self.scanner.code))
                own.append(Mount(folder / "code", CODE))
            ran = self.sandbox.run(self.scanner.over(list(written)), self.scanner.profile(folder / "src", own), limits)
        if ran.ending is not Ending.EXITED:
            raise _RunFailed(f"it {ran.ending.value} ({limits.wall:.0f} seconds allowed)")
        if ran.exit_code not in self.scanner.done:
            # For the operator alone: it may quote the source that is reviewed.
            _log.info("%s ended with code %s and said %r", self.scanner.name, ran.exit_code, ran.stderr[-_SAID:])
            raise _RunFailed(f"it ended with code {ran.exit_code}")
        try:
            report = read_sarif(ran.stdout, written, self.scanner.unparsed)
        except (BadAnswer, EngineComplained) as bad:
            _log.info("%s's answer is not usable (%s)", self.scanner.name, bad)
            raise _RunFailed(str(bad)) from bad
        gaps = (NotAnalysed(path.text, why) for path, why in refused.items())
        return ScanReport(report.sightings, report.scanned, (*report.not_analysed, *gaps))


def _batches(files: Mapping[RepoPath, bytes]) -> Iterator[list[RepoPath]]:
    batch: list[RepoPath] = []
    names = size = 0
    for path, content in files.items():
        name = len(path.text.encode()) + 3
        if batch and (len(batch) == BATCH_FILES or names + name > BATCH_NAMES or size + len(content) > BATCH_BYTES):
            yield batch
            batch, names, size = [], 0, 0
        batch.append(path)
        names, size = names + name, size + len(content)
    if batch:
        yield batch
