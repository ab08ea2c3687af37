"""A small review to vary: one rule, one file, every port faked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.review.examination import Instruments
from bot.review.pipeline import Desk
from bot.review.ports import Pull, PullRef, Sides
from checks.core import Check, Confidence, Finding, Location, NotAnalysed, Policy, RepoPath, Rule, RulePack, Severity, Span
from tests.fakes import FakeAdvisories, FakeBench, FakeForge, FakeMemory, FakeSource, FakeTree, change_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.core import Scene, Tree

HEAD = "a" * 40
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
EVIL = Rule("evil-call", "Evil call", Severity.HIGH, Confidence.HIGH, "Call something else.", "CWE-95")
FAINT = Rule("evil-hint", "Evil hint", Severity.LOW, Confidence.LOW, "Look again.")
PACK = RulePack("evil", b"rules: []", (EVIL, FAINT), frozenset({".py"}))


def inspect_with(rules: dict[str, Rule], pack: RulePack, scene: Scene) -> Iterator[Finding | NotAnalysed]:
    for match in scene.tools.match((pack,)).matches:
        text = (scene.head.read(match.location.path) or b"").decode().split("\n")
        line = (match.location.span or Span(1, 1)).first
        yield Finding(rules[match.rule_id], match.location, "This is `evil`.", text[line - 1])


def inspect(scene: Scene) -> Iterator[Finding | NotAnalysed]:
    return inspect_with({rule.id: rule for rule in PACK.rules}, PACK, scene)


CHECK = Check("evil", (EVIL, FAINT), lambda path: path.suffix == ".py", inspect, (PACK,))


def pull(head: str = HEAD, *, still_open: bool = True) -> Pull:
    ref = PullRef("octo/chat", 12, head)
    return Pull(
        ref=ref,
        repo_id=4711,
        base="b" * 40,
        base_branch="main",
        author="dev",
        title="A title",
        open=still_open,
        draft=False,
        fork=False,
        url="https://github.example/octo/chat/pull/12",
    )


@dataclass
class Stage:
    """Everything a test may vary and look at."""

    files: dict[str, str]
    base: dict[str, str] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)
    checks: tuple[Check, ...] = (CHECK,)
    bench: FakeBench = field(default_factory=lambda: FakeBench({"evil-call": "evil(", "evil-hint": "hint("}))
    forge: FakeForge = field(default_factory=lambda: FakeForge(pull()))
    memory: FakeMemory = field(default_factory=FakeMemory)
    warnings: list[str] = field(default_factory=list)
    source: FakeSource | None = None
    knowledge: FakeAdvisories = field(default_factory=FakeAdvisories)

    def __post_init__(self) -> None:
        self.source = FakeSource(self.sides())

    def sides(self) -> Sides:
        change, tree = change_of(self.files, self.base, self.renamed)
        return Sides(change, FakeTree({name: content.encode() for name, content in self.base.items()}), tree, FakeTree())

    def desk(self) -> Desk:
        assert self.source is not None
        instruments = Instruments(
            self.checks, self.bench, self.knowledge, "fake sandbox", lambda check, error: self.warnings.append(f"{check}: {error}"),
        )

        def policy_for(_: Tree) -> tuple[Policy, tuple[str, ...]]:
            return self.policy, ()

        return Desk(self.forge, self.source, self.memory, instruments, policy_for, b"key", lambda: NOW, lambda: 0.0)


def location(path: str, line: int) -> Location:
    return Location(RepoPath(path), Span(line, line))
