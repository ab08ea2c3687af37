"""Every fix of every example is a repair: it removes the finding, adds none by any rule, and leaves code that parses."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.git.folder_tree import folder_tree
from bot.review.patch import apply
from bot.review.ports import Sides
from bot.review.proof import Standing
from bot.review.rehearsal import MAX_FIXES, Stage, rehearse
from bot.review.runner import run
from bot.sandbox.bench import open_bench
from checks.core import Change, ChangedFile, FileStatus
from checks.registry import load
from tests.fakes import FakeAdvisories, FakeTree

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.review.proof import Proof
    from checks.core import Finding

ROOT = Path(__file__).parent.parent
CHECKS = [check for check in load() if check.packs]
PATIENCE = 120.0
GOLDEN = Path(__file__).parent / "fixes.txt"

pytestmark = pytest.mark.xdist_group("every-fix")


@dataclass(frozen=True, slots=True)
class Tried:
    """A finding of an example, its fix's proof, and the file with the fix."""

    finding: Finding
    proof: Proof
    after: bytes

    @property
    def label(self) -> str:
        return f"{self.finding.rule.id} {self.finding.location}: {self.proof.why}"


@pytest.fixture(scope="session")
def tried() -> list[Tried]:
    """The first fix of each rule."""
    return _tried(lambda fixable: list({finding.rule.id: finding for finding in reversed(fixable)}.values()))


def _tried(choose: Callable[[list[Finding]], list[Finding]]) -> list[Tried]:
    """All examples as one tree, looked at once; then those fixes, each on its own."""
    files: dict[str, bytes | Exception] = {}
    for check in CHECKS:
        examples = ROOT / "checks" / check.id.replace("-", "_") / "examples"
        for case in sorted(path.parent for path in examples.glob("*/findings.txt")):
            head = folder_tree(case / "head")
            files |= {f"{check.id}/{case.name}/{path}": head.read(path) or b"" for path in head.paths()}
    tree = FakeTree(files)
    change = Change("b" * 40, "a" * 40, tuple(ChangedFile(path, FileStatus.MODIFIED, None) for path in tree.paths()))
    sides, knowledge = Sides(change, FakeTree(), tree, FakeTree()), FakeAdvisories()
    bench = open_bench(ROOT / ".venv-engines", lambda _: [])
    report = run(CHECKS, sides, bench, knowledge, _raise)
    fixable = choose([finding for finding in report.findings if finding.fix and _its_own(finding)])
    proofs: dict[str, Proof] = {}
    for start in range(0, len(fixable), MAX_FIXES):
        stage = Stage(CHECKS, sides, bench, knowledge, _raise, PATIENCE)
        proofs |= rehearse(fixable[start : start + MAX_FIXES], report, stage)
    return [
        Tried(each, proofs[each.identity], apply(tree.read(each.location.path) or b"", each.fix.edits)) for each in fixable if each.fix
    ]


def _its_own(finding: Finding) -> bool:
    """Whether the example is one of the rule's own check."""
    return finding.rule.id.startswith(f"{finding.location.path.folders[0]}-")


def _raise(_: str, error: Exception) -> None:
    raise error


def test_every_rules_fix_is_proved(tried: list[Tried]) -> None:
    assert [each.label for each in tried if each.proof.standing is not Standing.PROVED] == []


@pytest.mark.long
def test_every_fix_is_proved() -> None:
    assert [each.label for each in _tried(list) if each.proof.standing is not Standing.PROVED] == []


def test_what_a_fix_leaves_is_python(tried: list[Tried]) -> None:
    """Other languages the engine reads again for the proof, and says so where it cannot."""
    for each in (each for each in tried if each.finding.location.path.suffix == ".py"):
        ast.parse(each.after, each.label)


def test_a_fix_repairs_and_does_not_only_delete(tried: list[Tried]) -> None:
    gone = [each.label for each in tried if each.proof.rewrite is None or not "".join(each.proof.rewrite.lines).strip()]

    assert gone == []


def test_the_fixes_are_those_on_record(tried: list[Tried], request: pytest.FixtureRequest) -> None:
    """One fix of each rule, to be read in the difference after `--accept`."""
    first: dict[str, Tried] = {}
    for each in tried:
        first.setdefault(each.finding.rule.id, each)
    told = "\n".join(_told(rule, first[rule]) for rule in sorted(first))

    if request.config.getoption("--accept"):
        GOLDEN.write_text(told)

    assert told == GOLDEN.read_text()


def _told(rule: str, tried: Tried) -> str:
    fix = tried.finding.fix
    changed = [line for line in tried.proof.diff.split("\n") if line[:1] in {"+", "-"} and line[:3] not in {"+++", "---"}]
    return "\n".join((f"{rule} ({'safe' if fix and fix.safe else 'needs judgement'})", *changed, ""))
