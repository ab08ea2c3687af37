"""What this change introduces, what was there before, and what it does away with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.review.examination import examine
from checks.core import Confidence, Finding, Related, Severity
from checks.core.scan import ScanReport, Sighting
from checks.engine.operator_check import Terms, operator_check
from tests.fakes import FakeBench
from tests.review.scene import CHECK, NOW, PACK, Stage, inspect, location

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.review.scope import Piles
    from checks.core import NotAnalysed, PatternReport, RepoPath, RulePack, Scene


class BlindAtBase(FakeBench):
    """Passes over every file from its second run on."""

    def match(self, packs: Sequence[RulePack], files: Mapping[RepoPath, bytes], patience: float | None = None) -> PatternReport:
        self.skip = {path.text for path in files} if self.runs else set()
        return super().match(packs, files, patience)


def piles(stage: Stage) -> Piles:
    return examine(stage.sides(), stage.desk().instruments, stage.policy, NOW.date()).piles


def test_code_that_moves_within_its_file_is_not_introduced() -> None:
    stage = Stage({"app.py": "a()\nb()\nc()\nevil(1)\n"}, {"app.py": "evil(1)\na()\nb()\nc()\n"})

    sorted_out = piles(stage)

    assert (sorted_out.reported, len(sorted_out.preexisting), sorted_out.fixed) == ((), 1, ())


def test_a_second_equal_call_is_introduced_though_the_first_was_there() -> None:
    stage = Stage({"app.py": "evil(1)\na()\nevil(1)\n"}, {"app.py": "evil(1)\na()\n"})

    sorted_out = piles(stage)

    assert [finding.line for finding in sorted_out.reported] == [3]
    assert [finding.line for finding in sorted_out.preexisting] == [1]


def test_an_old_line_that_a_change_elsewhere_makes_guilty_is_introduced() -> None:
    def unguarded(scene: Scene) -> Iterator[Finding | NotAnalysed]:
        return (one for one in inspect(scene) if isinstance(one, Finding) and b"guard()" not in (scene.head.read(one.location.path) or b""))

    stage = Stage({"app.py": "\nevil(1)\n"}, {"app.py": "guard()\nevil(1)\n"}, checks=(replace(CHECK, inspect=unguarded),))

    assert [finding.line for finding in piles(stage).reported] == [2]


class Sniffing(FakeBench):
    """Its engine sees every line that holds `evil`."""

    def scan(self, engine: str, files: Mapping[RepoPath, bytes]) -> ScanReport:
        seen = (
            Sighting("Bad/1", location(path.text, number), "bad", level="error")
            for path, content in files.items()
            for number, line in enumerate(content.decode().split("\n"), 1)
            if "evil" in line
        )
        return ScanReport(tuple(seen), frozenset(files))


def test_what_an_operators_tool_saw_before_is_not_introduced_although_its_rules_are_not_known() -> None:
    tool = operator_check("sniffer", Terms(("*",), (), {"error": Severity.HIGH}, {}, Confidence.HIGH))
    stage = Stage(
        {"app.py": "a()\nb()\nc()\nevil(1)\n", "b.py": "evil(2)\n"},
        {"app.py": "evil(1)\na()\nb()\nc()\n", "b.py": "fine()\n"},
        checks=(tool,),
        bench=Sniffing(),
    )

    sorted_out = piles(stage)

    assert [(finding.rule.id, finding.location.path.text) for finding in sorted_out.reported] == [("sniffer-bad-1", "b.py")]
    assert [finding.location.path.text for finding in sorted_out.preexisting] == ["app.py"]


def test_what_the_change_does_away_with_is_counted_and_told() -> None:
    stage = Stage({"app.py": "fine()\n"}, {"app.py": "evil(1)\nhint(2)\n"})

    examined = examine(stage.sides(), stage.desk().instruments, stage.policy, NOW.date())

    assert [finding.rule.id for finding in examined.piles.fixed] == ["evil-call"]
    assert examined.verdict.decision.value == "clear"


def test_a_renamed_file_brings_nothing_that_it_had_before() -> None:
    stage = Stage({"new.py": "fine()\nevil(1)\n"}, {"old.py": "evil(1)\n"}, {"new.py": "old.py"})

    sorted_out = piles(stage)

    assert (sorted_out.reported, len(sorted_out.preexisting)) == ((), 1)


def test_where_the_old_side_could_not_be_looked_at_the_lines_decide() -> None:
    stage = Stage({"app.py": "evil(1)\nevil(2)\n"}, {"app.py": "evil(1)\n"}, bench=BlindAtBase({"evil-call": "evil("}))

    sorted_out = piles(stage)

    assert [finding.line for finding in sorted_out.reported] == [2]
    assert [finding.line for finding in sorted_out.preexisting] == [1]


def test_a_new_way_to_an_old_sink_is_introduced() -> None:
    def reached(scene: Scene) -> Iterator[Finding | NotAnalysed]:
        for found in inspect(scene):
            if isinstance(found, Finding):
                lines = (scene.head.read(found.location.path) or b"").decode().split("\n")
                ways = [number for number, line in enumerate(lines, 1) if line.startswith("way")]
                yield replace(found, related=tuple(Related(location("app.py", number), "From here.") for number in ways))

    check = replace(CHECK, inspect=reached, packs=(PACK,))
    stage = Stage({"app.py": "way(1)\nevil(x)\nway(2)\n"}, {"app.py": "way(1)\nevil(x)\n"}, checks=(check,))
    shuffled = Stage({"app.py": "a()\nway(1)\nevil(x)\n"}, {"app.py": "evil(x)\nway(1)\n"}, checks=(check,))

    assert (len(piles(stage).reported), len(piles(shuffled).reported)) == (1, 0)
