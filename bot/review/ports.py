"""What the review needs of the world, said as protocols; the rooms around it fulfil them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager

    from bot.review.publication import Applied, PostedCheck, Published, Step
    from bot.review.record import Record
    from checks.core.change import Change
    from checks.core.dependency import Package
    from checks.core.pattern import Match, PatternReport, RulePack
    from checks.core.place import RepoPath
    from checks.core.scan import ScanReport
    from checks.core.scene import Tree


@dataclass(frozen=True, slots=True)
class PullRef:
    """A pull request at one commit. `repo` reads `owner/name`; `head` is the commit's 40 or 64 hex digits.

    The `number` 0, which no pull request has, stands for a group of them in the merge queue.
    """

    repo: str
    number: int
    head: str

    def __str__(self) -> str:
        """The key under which the work is known: `owner/name#12@sha`."""
        return f"{self.repo}#{self.number}@{self.head}"


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull request as the forge tells it now. `base` is the tip of the base branch. Title and author are untrusted text.

    `repo_id` is the repository's number at the forge: unlike its name it never changes. `onto_default`: its base is the default branch.
    """

    ref: PullRef
    repo_id: int
    base: str
    base_branch: str
    author: str
    title: str
    open: bool
    draft: bool
    fork: bool
    url: str
    onto_default: bool = True


class PullGone(Exception):
    """The pull request (or its repository) is not there any more, or not for us; the message says which."""


class ForgeFailed(Exception):
    """The forge did not do as asked and trying again later may help; the message says what it answered.

    `retry_after`: seconds the forge asks us to wait, when it said so.
    """

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class NotGranted(ForgeFailed):
    """The App may not do that there: trying again helps once somebody has granted it. The message says what the forge answered."""


class FetchRefused(Exception):
    """The objects are malformed or too large to be looked at; trying again will not help. The message says what was found."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Both commits of a change and the change itself. `base` is the merge base's tree; `policy` the base branch tip's."""

    change: Change
    base: Tree
    head: Tree
    policy: Tree


class Forge(Protocol):
    """Where the pull request lives. All methods raise `PullGone` or `ForgeFailed`."""

    def pull(self, repo: str, number: int) -> Pull:
        """The pull request as it is now."""
        ...

    def published(self, pull: Pull) -> Published:
        """Everything of ours that is on it now, read back from the forge."""
        ...

    def checks(self, pull: Pull) -> tuple[PostedCheck, ...]:
        """Our check runs on its head alone, newest first."""
        ...

    def apply(self, pull: Pull, steps: Sequence[Step]) -> Applied:
        """Carry out the steps in order; a step that would be a repetition after a lost answer is read back first."""
        ...


class Source(Protocol):
    """Where the bytes of the change come from."""

    def open(self, pull: Pull) -> AbstractContextManager[Sides]:
        """Both sides, readable until the context ends. Raises `FetchRefused`, `ForgeFailed` or `PullGone`."""
        ...


class Bench(Protocol):
    """Engines in the sandbox. All methods raise `checks.core.ToolFailed`."""

    def match(self, packs: Sequence[RulePack], files: Mapping[RepoPath, bytes], patience: float | None = None) -> PatternReport:
        """Run the packs over the files' bytes in one go. After `patience` seconds the engine is ended and the rest is `late`."""
        ...

    def audit(self, packages: Sequence[Package]) -> Mapping[Package, frozenset[str]]:
        """The advisory ids pip-audit names for each PyPI package."""
        ...

    def scan(self, engine: str, files: Mapping[RepoPath, bytes]) -> ScanReport:
        """Run an engine that has rules of its own over the files' bytes."""
        ...


class Recollections(Protocol):
    """What the pattern engine found before, by the key of its version and rules."""

    def recall(self, engine: str, wanted: Mapping[RepoPath, str]) -> Mapping[RepoPath, tuple[Match, ...]]:
        """The matches in those files whose bytes (SHA-256, in hex digits) are known."""
        ...

    def keep(self, engine: str, found: Mapping[RepoPath, tuple[str, tuple[Match, ...]]]) -> None:
        """Remember the matches in completely scanned files, each with the digest of its bytes."""
        ...


class Memory(Protocol):
    """What is remembered about reviews."""

    def remember(self, record: Record) -> None:
        """Keep a finished review; the same record again changes nothing."""
        ...
