"""Only a fix that removes its finding and adds none counts as proved."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from bot.review.examination import examine
from bot.review.proof import Proof, Standing
from bot.review.rehearsal import Stage, rehearse
from bot.review.runner import run
from checks.core import (
    Check,
    Finding,
    Fix,
    LineEdit,
    Location,
    NotAnalysed,
    PatternReport,
    RepoPath,
    Rule,
    RulePack,
    Severity,
    Span,
    ToolFailed,
)
from checks.core.outcome import Completed
from checks.core.severity import Confidence
from tests.fakes import FakeAdvisories, FakeBench
from tests.review.scene import EVIL, NOW, PACK
from tests.review.scene import Stage as Scenery

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checks.core import Scene
    from checks.core.dependency import Package

OTHER = Rule("other-call", "Other call", Severity.MEDIUM, Confidence.HIGH, "Do not.", "CWE-1")
OTHER_PACK = RulePack("other", b"rules: []", (OTHER,), frozenset({".py"}))
BEFORE = "import x\nevil(1)\nlast()\n"


def fixing(fix: Fix | None) -> Check:
    """The check of the scene, whose finding in line 2 carries this fix."""

    def inspect(scene: Scene) -> Iterator[Finding]:
        for match in scene.tools.match((PACK,)).matches:
            line = (match.location.span or Span(1, 1)).first
            text = (scene.head.read(match.location.path) or b"").decode().split("\n")[line - 1]
            yield Finding(EVIL, match.location, "Evil.", text, fix if line == 2 else None)

    return Check("evil", (EVIL,), lambda path: path.suffix == ".py", inspect, (PACK,))


def other(scene: Scene) -> Iterator[Finding]:
    for match in scene.tools.match((OTHER_PACK,)).matches:
        yield Finding(OTHER, match.location, "Other.", "other")


NEIGHBOUR = Check("other", (OTHER,), lambda path: path.suffix == ".py", other, (OTHER_PACK,))


def line_two(replacement: str, *further: LineEdit) -> Fix:
    return Fix(Location(RepoPath("app.py"), Span(2, 2)), replacement, safe=True, further=further)


def bench() -> FakeBench:
    return FakeBench({"evil-call": "evil(", "other-call": "other("})


def proof(fix: Fix, before: str = BEFORE) -> Proof:
    scene = Scenery({"app.py": before}, checks=(fixing(fix), NEIGHBOUR), bench=bench())
    examined = examine(scene.sides(), scene.desk().instruments, scene.policy, NOW.date())
    (told,) = examined.proofs.values()
    return told


def test_a_fix_that_removes_the_finding_is_proved() -> None:
    told = proof(line_two("good(1)"))

    assert (told.standing, told.why) == (Standing.PROVED, "")
    assert told.rewrite is not None
    assert (told.rewrite.old, told.rewrite.lines) == (Span(2, 2), ("good(1)",))
    assert "-evil(1)\n+good(1)" in told.diff


def test_a_fix_that_leaves_the_finding_is_refuted() -> None:
    told = proof(line_two("evil(2)"))

    assert (told.standing, told.why) == (Standing.REFUTED, "the finding is still there after it")


def test_a_fix_that_moves_the_finding_is_refuted() -> None:
    told = proof(line_two("good()\nevil(1)"))

    assert told.standing is Standing.REFUTED


def test_a_fix_that_brings_in_another_finding_is_refuted() -> None:
    told = proof(line_two("other(1)"))

    assert (told.standing, told.why) == (Standing.REFUTED, "it brings in `other-call`")


def test_a_neighbour_that_was_on_the_line_before_does_not_count_as_new() -> None:
    told = proof(line_two("other(good)"), BEFORE.replace("evil(1)", "other(evil(1))"))

    assert told.standing is Standing.PROVED


def test_a_second_finding_elsewhere_stays_without_harm() -> None:
    told = proof(line_two("good(1)"), BEFORE.replace("last()", "evil(3)"))

    assert told.standing is Standing.PROVED


def test_a_fix_in_two_places_is_tried_as_a_whole() -> None:
    told = proof(line_two("good(1)", LineEdit(Span(1, 1), "import good\nimport x")))

    assert told.standing is Standing.PROVED
    assert told.rewrite is not None
    assert (told.rewrite.old, told.rewrite.lines) == (Span(1, 2), ("import good", "import x", "good(1)"))


def test_a_fix_that_cannot_be_applied_is_not_tried() -> None:
    told = proof(line_two("evil(1)"))

    assert (told.standing, told.why, told.rewrite) == (Standing.UNTRIED, "it changes nothing", None)


@dataclass
class TryingBench(FakeBench):
    """Behaves otherwise when asked for the second time."""

    broken: bool = False
    failed: bool = False
    slow: bool = False
    names: list[str] = field(default_factory=list)
    allowed: list[float | None] = field(default_factory=list)

    def match(self, packs: Sequence[RulePack], files: Mapping[RepoPath, bytes], patience: float | None = None) -> PatternReport:
        self.allowed.append(patience)
        if self.slow:
            return PatternReport((), frozenset(), tuple(NotAnalysed(path.text, "no time") for path in files), frozenset(files))
        if self.failed:
            raise ToolFailed("the engine broke")
        self.names += [path.text for path in files]
        report = super().match(packs, files, patience)
        return replace(report, scanned=frozenset(), matches=()) if self.broken else report

    def audit(self, packages: Sequence[Package]) -> Mapping[Package, frozenset[str]]:
        raise AssertionError("nothing here asks about packages")


def tried(trying: TryingBench, patience: float = 5.0, fixes: int = 1) -> dict[str, Proof]:
    files = {f"app{number}.py": BEFORE for number in range(fixes)}
    scene = Scenery(files, checks=(fixing(None), NEIGHBOUR), bench=bench())
    report = run(scene.checks, scene.sides(), scene.bench, FakeAdvisories(), lambda *_: None)
    fixed = [replace(each, fix=Fix(each.location, "good()", safe=True)) for each in report.findings]
    stage = Stage(scene.checks, scene.sides(), trying, FakeAdvisories(), lambda *_: None, patience)
    return dict(rehearse(fixed, report, stage))


def needles(**settings: object) -> TryingBench:
    return replace(TryingBench(bench().needles), **settings)  # type: ignore[arg-type]


def test_all_fixes_are_tried_in_one_run() -> None:
    trying = needles()

    told = tried(trying, fixes=3)

    assert [proof.standing for proof in told.values()] == [Standing.PROVED] * 3
    assert trying.names == ["0/app0.py", "1/app1.py", "2/app2.py"]
    assert trying.runs == 1


def test_no_more_fixes_are_tried_than_the_budget_allows() -> None:
    told = tried(needles(), fixes=22)

    assert [proof.standing for proof in told.values()].count(Standing.PROVED) == 20
    assert [proof.why for proof in told.values() if proof.why] == ["this review has more fixes than are tried"] * 2


def test_a_file_that_the_engine_can_no_longer_read_is_no_proof() -> None:
    (told,) = tried(needles(broken=True)).values()

    assert told.standing is Standing.REFUTED
    assert "cannot be looked at" in told.why


def test_an_engine_that_fails_leaves_the_fix_untried() -> None:
    (told,) = tried(needles(failed=True)).values()

    assert (told.standing, told.why) == (Standing.UNTRIED, "it could not be tried: the engine broke")


def test_no_time_is_said_as_such() -> None:
    trying = needles(slow=True)

    (told,) = tried(trying, patience=0.01).values()

    assert trying.allowed == [0.01]
    assert (told.standing, told.why) == (Standing.UNTRIED, "there was no time to try it")


@pytest.mark.parametrize("text", ["", "import x\n"])
def test_a_review_without_fixes_runs_nothing(text: str) -> None:
    scene = Scenery({"app.py": text}, checks=(fixing(None), NEIGHBOUR), bench=bench())

    examined = examine(scene.sides(), scene.desk().instruments, scene.policy, NOW.date())

    assert examined.proofs == {}
    assert scene.bench.runs == 1


def test_a_fix_beside_a_secret_is_not_shown() -> None:
    text = 'key = "hunter2"\nevil(1)\n'
    scene = Scenery({"app.py": text}, checks=(fixing(None), NEIGHBOUR), bench=bench())
    report = run(scene.checks, scene.sides(), scene.bench, FakeAdvisories(), lambda *_: None)
    place = Location(RepoPath("app.py"), Span(1, 1))
    secret = Finding(replace(report.findings[0].rule, id="hardcoded", cwe="CWE-798"), place, "A key.", 'key = "hunter2"')
    fixed = [replace(each, fix=Fix(each.location, "good()", safe=True)) for each in report.findings]
    outcome = Completed("evil", (*fixed, secret), frozenset({RepoPath("app.py")}), ())
    stage = Stage(scene.checks, scene.sides(), needles(), FakeAdvisories(), lambda *_: None)

    (told,) = rehearse(fixed, replace(report, outcomes=(outcome,)), stage).values()

    assert (told.standing, told.why, told.diff, told.rewrite) == (Standing.UNTRIED, "its lines hold a secret", "", None)
