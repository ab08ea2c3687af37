"""The whole product with canaries around it, and what must be true of it whatever a pull request holds."""

from __future__ import annotations

import re
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.git.trees import kind_of
from bot.sandbox.cgroups import find_control_groups
from checks.core.change import FileKind
from checks.core.errors import BadPath
from checks.core.place import RepoPath
from checks.registry import load
from tests.adversarial.canaries import Canaries
from tests.github_double import plumbing
from tests.product.stage import Stage, spoken, staged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.sandbox.cgroups import ControlGroups
    from tests.github_double.model import CheckRun
    from tests.github_double.plumbing import Content
    from tests.github_double.repository import DoublePull

_LOOKED_AT = re.compile(r"\*\*Looked at\*\* (\d+) of (\d+) files? in scope")


@dataclass
class Arena:
    """A stage, its canaries, and the pull requests of the present test."""

    stage: Stage
    canaries: Canaries
    pulls: list[DoublePull] = field(default_factory=list)

    def propose(
        self, files: Mapping[str, Content], base: Mapping[str, Content] | None = None, *, fork: bool = False, draft: bool = False
    ) -> DoublePull:
        """A pull request with those files in a repository of its own; the invariant is held against it at the test's end."""
        pull = self.stage.propose(files, base=base, fork=fork, draft=draft)
        self.pulls.append(pull)
        return pull

    def propose_tree(self, tree: str, pull: DoublePull) -> DoublePull:
        """The pull request with a raw tree of its repository as its head."""
        pull.move_to(pull.repository.raw_commit(tree, parents=[pull.repository.sha(pull.facts.base_ref)]))
        return pull

    def review(self, pull: DoublePull, action: str = "opened") -> CheckRun:
        """Deliver, wait until the work has ended, and give the completed check run of the head."""
        if pull not in self.pulls:
            self.pulls.append(pull)
        return self.stage.review(pull, action)

    @staticmethod
    def incomplete(check: CheckRun) -> bool:
        """Whether the check run says that something was not looked at, and does not let the change pass."""
        told = f"{check.output['title'] or ''}\n{check.output['summary'] or ''}"
        return check.conclusion != "success" and bool(re.search(r"incomplete|refused to scan", told, re.IGNORECASE))

    def assert_contained(self, pull: DoublePull | None = None) -> None:
        """The invariant of every case; with a pull request, its words and its verdict too."""
        assert self.canaries.visits() == []
        self._assert_nothing_is_left()
        told = {"logs": self.stage.logged(), "rows": self.stage.rows(), "metrics": self._metrics()}
        if pull is not None:
            told["the pull request"] = spoken(pull)
            self._assert_success_was_earned(pull)
        assert [place for place, text in told.items() if self.canaries.text in text] == []

    def _metrics(self) -> str:
        if not self.stage.url:
            return ""
        with urllib.request.urlopen(f"{self.stage.url}/metrics", timeout=10) as answer:
            return str(answer.read().decode())

    def _assert_nothing_is_left(self) -> None:
        """Files, control groups, processes: those that are being buried get a moment."""
        end = time.monotonic() + 5
        while (left := self.leftovers()) and time.monotonic() < end:
            time.sleep(0.05)
        assert left == []

    def leftovers(self) -> list[str]:
        """Folders and processes of jobs, and control groups of our workers."""
        found = self.stage.leftovers() + self._inside()
        groups = _control_groups()
        if groups is not None:
            workers = "|".join(str(process.pid) for process in self.stage.workers)
            ours = re.compile(rf"bartizan-\d+-({workers})-")
            found += [str(path) for parent in {groups.memory, groups.pids} for path in parent.iterdir() if ours.match(path.name)]
        return found

    def _inside(self) -> list[str]:
        """Processes that have a piece of our folder mounted: inside a sandbox no command line names it."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                mounts = (folder / "mountinfo").read_text("utf-8", "replace")
            except OSError:
                continue
            if self.stage.home.name in mounts:
                found.append(f"{folder.name}: in a sandbox of ours")
        return found

    def _assert_success_was_earned(self, pull: DoublePull) -> None:
        for run in self.stage.checks(pull):
            if run.conclusion == "success":
                summary = run.output["summary"] or ""
                looked = _LOOKED_AT.search(summary)
                assert looked, summary
                assert looked[1] == looked[2], summary
                assert "**Not looked at**" not in summary
                assert int(looked[2]) >= expected_files(pull), summary


@cache
def _control_groups() -> ControlGroups | None:
    """To find them out makes one and removes it, which is slow."""
    return find_control_groups()


def expected_files(pull: DoublePull) -> int:
    """How many files that the pull request leaves at its head concern a check, counted by git and not by the product.

    A name that is none for us, or a mode that git never writes, counts too: whoever passes over one must say so.
    """
    git_dir, facts = pull.repository.facts.git_dir, pull.facts
    base = plumbing.merge_base(git_dir, facts.base_sha, facts.head_sha) or facts.base_sha
    raw = plumbing.git(git_dir, "diff-tree", "-r", "-z", "--no-renames", "--diff-filter=d", base, facts.head_sha).split(b"\0")
    checks = load()
    count = 0
    for facts_of_one, name in zip(raw[::2], raw[1::2], strict=False):
        kind = kind_of(facts_of_one.split(b" ")[1])
        if kind in {FileKind.FILE, None}:
            try:
                path = RepoPath.from_bytes(name)
            except BadPath:
                count += 1
                continue
            count += any(check.applies_to(path) for check in checks)
    return count


@contextmanager
def raised(**settings: str) -> Iterator[Arena]:
    """A stage with canaries and without processes yet; `settings` are added to their environment."""
    with staged(**settings) as stage:
        canaries = Canaries.laid_out(stage.home / "canary")
        try:
            yield Arena(stage, canaries)
        finally:
            canaries.close()
