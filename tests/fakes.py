"""One fake per port, each fulfilling its protocol (mypy compares them)."""

from __future__ import annotations

import itertools
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from bot.review.publication import (
    AmendCheck,
    Applied,
    CompleteCheck,
    EditComment,
    PostedCheck,
    PostedComment,
    PostedReview,
    PostFileComment,
    PostReply,
    PostReview,
    Published,
    Refused,
    StartCheck,
)
from checks.core.change import Change, ChangedFile, FileStatus, Hunk
from checks.core.dependency import AdvisoriesUnavailable, Advisory, Package, Snapshot
from checks.core.pattern import Match, PatternReport, RulePack
from checks.core.place import Location, RepoPath, Span
from checks.core.scan import ScanReport, Sighting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from bot.review.ports import Pull, Sides
    from bot.review.publication import InlineComment, Step
    from bot.review.record import Record


@dataclass
class FakeTree:
    """A tree held in a dict; a value that is an exception is raised when read."""

    files: dict[str, bytes | Exception] = field(default_factory=dict)

    def paths(self) -> Iterable[RepoPath]:
        return sorted(RepoPath(name) for name in self.files)

    def read(self, path: RepoPath) -> bytes | None:
        content = self.files.get(path.text)
        if isinstance(content, Exception):
            raise content
        return content


@dataclass
class FakeBench:
    """Finds a rule wherever a line holds the text given for it. `skip`: paths it silently leaves out."""

    needles: dict[str, str] = field(default_factory=dict)
    skip: set[str] = field(default_factory=set)
    failure: Exception | None = None
    runs: int = 0
    sightings: tuple[Sighting, ...] = ()

    def match(self, packs: Sequence[RulePack], files: Mapping[RepoPath, bytes], patience: float | None = None) -> PatternReport:
        self.runs += 1
        if self.failure:
            raise self.failure
        seen = {path: content for path, content in files.items() if path.text not in self.skip}
        matches = [
            Match(rule, Location(path, Span(number, number)))
            for path, content in seen.items()
            for number, line in enumerate(content.decode().split("\n"), 1)
            for rule, needle in self.needles.items()
            if needle in line
        ]
        return PatternReport(tuple(matches), frozenset(seen))

    def audit(self, packages: Sequence[Package]) -> Mapping[Package, frozenset[str]]:
        return {package: frozenset() for package in packages}

    def scan(self, engine: str, files: Mapping[RepoPath, bytes]) -> ScanReport:
        return ScanReport(tuple(each for each in self.sightings if each.location.path in files), frozenset(files))


@dataclass
class FakeAdvisories:
    """Knows what it is told; without a snapshot it is unavailable."""

    known: dict[Package, list[Advisory]] = field(default_factory=dict)
    available: bool = True

    def affecting(self, package: Package) -> Sequence[Advisory]:
        self.snapshot()
        return self.known.get(package, [])

    def first_clean(self, package: Package) -> str | None:
        self.snapshot()
        return next((fixed for advisory in self.known.get(package, []) for fixed in advisory.fixed), None)

    def first_without(self, package: Package, ids: AbstractSet[str]) -> str | None:
        return self.first_clean(package)

    def snapshot(self) -> Snapshot:
        if not self.available:
            raise AdvisoriesUnavailable("no advisories here: run `bartizan advisories import DIR`")
        return Snapshot(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC), (("PyPI", 1),))


@dataclass
class FakeMemory:
    records: list[Record] = field(default_factory=list)

    def remember(self, record: Record) -> None:
        self.records.append(record)


@dataclass
class FakeSource:
    """Hands out the same sides, or raises."""

    sides: Sides
    failure: Exception | None = None
    on_open: Callable[[], None] = lambda: None

    @contextmanager
    def open(self, pull: Pull) -> Iterator[Sides]:
        self.on_open()
        if self.failure:
            raise self.failure
        yield self.sides


@dataclass
class FakeForge:
    """A pull request in memory. Comments whose body holds `bad_anchor` are refused, as GitHub refuses a line outside the diff."""

    now: Pull
    state: Published = field(default_factory=Published)
    bad_anchor: str | None = None
    steps: list[Step] = field(default_factory=list)
    completed: list[CompleteCheck] = field(default_factory=list)
    amended: list[str] = field(default_factory=list)
    writes: int = 0
    crash_after: int | None = None
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def pull(self, repo: str, number: int) -> Pull:
        return self.now

    def published(self, pull: Pull) -> Published:
        return self.state

    def checks(self, pull: Pull) -> tuple[PostedCheck, ...]:
        return self.state.checks

    def apply(self, pull: Pull, steps: Sequence[Step]) -> Applied:
        before, refused = self.writes, []
        for step in steps:
            if self.crash_after is not None and self.writes >= self.crash_after:
                raise ConnectionError("the worker died here")
            self.steps.append(step)
            if self.bad_anchor and isinstance(step, PostReview):
                good = tuple(comment for comment in step.comments if self.bad_anchor not in comment.body)
                bad = tuple(comment for comment in step.comments if self.bad_anchor in comment.body)
                refused += [Refused(PostReview(step.body, bad), "Line could not be resolved")] if bad else []
                self._carry_out(PostReview(step.body, good), pull)
            else:
                self._carry_out(step, pull)
            self.writes += 1
        return Applied(self.writes - before, tuple(refused))

    def _carry_out(self, step: Step, pull: Pull) -> None:
        state = self.state
        match step:
            case StartCheck(external_id=external_id):
                check = PostedCheck(next(self.ids), external_id, completed=False, conclusion="", annotations=0)
                self.state = replace(state, checks=(check, *state.checks))
            case PostReview(body=body, comments=comments):
                review = PostedReview(next(self.ids), "node", body, pull.ref.head)
                self.state = replace(state, reviews=(*state.reviews, review), comments=(*state.comments, *map(self._posted, comments)))
            case PostFileComment(comment=comment):
                self.state = replace(state, comments=(*state.comments, self._posted(comment)))
            case EditComment(comment=old, body=body, minimise=minimise):
                self.state = replace(
                    state, comments=tuple(replace(c, body=body, minimised=minimise) if c.id == old.id else c for c in state.comments)
                )
            case PostReply(comment=old, body=body):
                told = {c.id: replace(c, answers=c.answers | {body.partition("\n")[0]}) for c in state.comments if c.id == old.id}
                self.state = replace(state, comments=tuple(told.get(c.id, c) for c in state.comments))
            case AmendCheck(text=text):
                self.amended.append(text)
            case CompleteCheck(report=report, unfinished=unfinished):
                self.completed.append(step)
                done = PostedCheck(
                    unfinished or next(self.ids),
                    report.external_id,
                    completed=True,
                    conclusion=report.conclusion.value,
                    annotations=len(report.annotations),
                )
                self.state = replace(state, checks=(done, *(c for c in state.checks if c.id != done.id)))

    def _posted(self, comment: InlineComment) -> PostedComment:
        return PostedComment(next(self.ids), "node", comment.path.text, comment.body, comment.span)


def added(path: str, content: str) -> ChangedFile:
    """A new file: one hunk over all its lines."""
    count = len(content.split("\n"))
    return ChangedFile(RepoPath(path), FileStatus.ADDED, (Hunk(0, 0, 1, count, frozenset(range(1, count + 1))),))


def modified(path: str, old: str, new: str, old_path: str | None = None) -> ChangedFile:
    """A changed file: hunks without context, as a diff tool sees them."""
    lines = SequenceMatcher(None, old.split("\n"), new.split("\n"), autojunk=False)
    hunks = tuple(
        Hunk(a + 1, b - a, c + 1, d - c, frozenset(range(c + 1, d + 1))) for tag, a, b, c, d in lines.get_opcodes() if tag != "equal"
    )
    status = FileStatus.MODIFIED if old_path is None else FileStatus.RENAMED
    return ChangedFile(RepoPath(path), status, hunks, RepoPath(old_path) if old_path else None)


def change_of(
    files: Mapping[str, str], base: Mapping[str, str] | None = None, renamed: Mapping[str, str] | None = None
) -> tuple[Change, FakeTree]:
    """A change from `base` to these files (`renamed`: new name to old one), and the tree at its head."""
    base, renamed = base or {}, renamed or {}
    tree = FakeTree({name: content.encode() for name, content in files.items()})
    changed = []
    for name, content in files.items():
        old = renamed.get(name, name)
        if old not in base:
            changed.append(added(name, content))
        elif old != name or base[old] != content:
            changed.append(modified(name, base[old], content, renamed.get(name)))
    gone = (ChangedFile(RepoPath(name), FileStatus.REMOVED) for name in base if name not in files and name not in renamed.values())
    return Change("b" * 40, "a" * 40, (*changed, *gone)), tree
