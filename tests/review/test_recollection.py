"""The pattern engine is asked once about the same bytes, and never fooled by what was remembered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.review.recollection import RecallingBench
from checks.core import NotAnalysed, PatternReport, RepoPath, RulePack
from tests.fakes import FakeBench
from tests.review.scene import EVIL, PACK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checks.core.pattern import Match

FILES = {RepoPath("a.py"): b"evil(1)\n", RepoPath("b.py"): b"fine()\n"}


@dataclass
class FakeRecollections:
    kept: dict[tuple[str, RepoPath, str], tuple[Match, ...]] = field(default_factory=dict)

    def recall(self, engine: str, wanted: Mapping[RepoPath, str]) -> Mapping[RepoPath, tuple[Match, ...]]:
        return {path: self.kept[engine, path, digest] for path, digest in wanted.items() if (engine, path, digest) in self.kept}

    def keep(self, engine: str, found: Mapping[RepoPath, tuple[str, tuple[Match, ...]]]) -> None:
        self.kept |= {(engine, path, digest): matches for path, (digest, matches) in found.items()}


@dataclass
class HalfBlind(FakeBench):
    """Says of `b.py` that it could not be parsed whole, though it lists it as scanned."""

    def match(self, packs: Sequence[RulePack], files: Mapping[RepoPath, bytes], patience: float | None = None) -> PatternReport:
        report = super().match(packs, files, patience)
        return PatternReport(report.matches, report.scanned, tuple(NotAnalysed(p.text, "half") for p in files if p.text == "b.py"))


def bench(inner: FakeBench, memory: FakeRecollections, engine: str = "semgrep 1", scope: str = "4711") -> RecallingBench:
    return RecallingBench(inner, memory, engine, scope)


def engine() -> FakeBench:
    return FakeBench({"evil-call": "evil("})


def test_the_same_bytes_are_looked_at_once_and_answer_the_same() -> None:
    memory, inner = FakeRecollections(), engine()
    first = bench(inner, memory).match((PACK,), FILES)

    second = bench(inner, memory).match((PACK,), FILES)

    assert (second, inner.runs) == (first, 1)
    assert [match.rule_id for match in second.matches] == ["evil-call"]


def test_only_what_changed_is_looked_at_again() -> None:
    memory, inner = FakeRecollections(), engine()
    bench(inner, memory).match((PACK,), FILES)

    report = bench(inner, memory).match((PACK,), FILES | {RepoPath("b.py"): b"evil(2)\n"})

    assert inner.runs == 2
    assert sorted(match.location.path.text for match in report.matches) == ["a.py", "b.py"]
    assert report.scanned == FILES.keys()


def test_another_version_other_rules_and_another_repository_recall_nothing() -> None:
    memory, inner = FakeRecollections(), engine()
    bench(inner, memory).match((PACK,), FILES)

    bench(inner, memory, engine="semgrep 2").match((PACK,), FILES)
    bench(inner, memory, scope="4712").match((PACK,), FILES)
    bench(inner, memory).match((RulePack("evil", b"rules: [other]", (EVIL,), PACK.suffixes),), FILES)

    assert inner.runs == 4


def test_what_could_not_be_looked_at_whole_is_not_remembered() -> None:
    memory = FakeRecollections()
    inner = HalfBlind({"evil-call": "evil("})
    bench(inner, memory).match((PACK,), FILES)

    report = bench(inner, memory).match((PACK,), FILES)

    assert inner.runs == 2
    assert [gap.path for gap in report.not_analysed] == ["b.py"]
