"""One pull request, from its number to what stands on it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from bot.review.closing import give_up
from bot.review.pipeline import NotOpen, Reviewed, Superseded, review
from bot.review.ports import FetchRefused, PullRef
from bot.review.publication import Conclusion, EditComment, PostReview, StartCheck
from checks.core import Exemption, Policy, Severity, ToolFailed, Unreadable
from tests.fakes import FakeBench, FakeSource, FakeTree
from tests.review.scene import CHECK, EVIL, HEAD, PACK, Stage, inspect_with, pull

GUILTY = {"app.py": "import x\nevil(1)\n", "b.py": "fine()\n"}
INNOCENT = {"app.py": "fine()\n"}


def run(stage: Stage) -> Reviewed | Superseded | NotOpen:
    return review("octo/chat", 12, stage.desk())


def test_a_finding_becomes_one_review_and_one_failed_check() -> None:
    stage = Stage(GUILTY)

    ended = run(stage)

    assert isinstance(ended, Reviewed)
    assert ended.record.decision == "block"
    (posted,) = stage.forge.state.comments
    assert (posted.path, posted.span.first if posted.span else None) == ("app.py", 2)
    assert len(stage.forge.state.reviews) == 1
    (check,) = stage.forge.state.checks
    assert (check.completed, check.conclusion) == (True, "failure")
    assert stage.memory.records == [ended.record]


def test_a_clean_change_gets_a_check_and_no_comment() -> None:
    stage = Stage(INNOCENT)

    ended = run(stage)

    assert isinstance(ended, Reviewed)
    assert ended.record.decision == "clear"
    assert stage.forge.state.comments == ()
    assert stage.forge.state.reviews == ()
    assert stage.forge.state.checks[0].conclusion == "success"


def test_twice_is_once() -> None:
    stage = Stage(GUILTY)
    run(stage)
    before = stage.forge.writes

    run(stage)

    assert stage.forge.writes == before


@pytest.mark.parametrize("crash", range(4))
def test_a_crash_between_any_two_writes_is_repaired_by_running_again(crash: int) -> None:
    whole = Stage(GUILTY)
    run(whole)
    stage = Stage(GUILTY)
    stage.forge.crash_after = crash

    if crash < whole.forge.writes:
        with pytest.raises(ConnectionError):
            run(stage)
    stage.forge.crash_after = None
    run(stage)

    assert [c.body for c in stage.forge.state.comments] == [c.body for c in whole.forge.state.comments]
    assert len(stage.forge.state.reviews) == 1
    assert [c.conclusion for c in stage.forge.state.checks] == ["failure"]


def test_lines_that_move_bring_no_new_comment() -> None:
    stage = Stage(GUILTY)
    run(stage)
    moved = Stage({"app.py": "import x\n\n\n\n\nevil(1)\n", "b.py": "fine()\n"}, forge=stage.forge)

    run(moved)

    assert len(stage.forge.state.comments) == 1
    assert sum(isinstance(step, PostReview) for step in stage.forge.steps) == 1


def test_a_fixed_finding_is_struck_and_folded() -> None:
    stage = Stage(GUILTY)
    run(stage)

    run(Stage(INNOCENT, forge=stage.forge))

    (comment,) = stage.forge.state.comments
    assert "Fixed in `aaaaaaaaaaaa`" in comment.body
    assert comment.minimised


def test_a_finding_that_comes_back_is_opened_again() -> None:
    stage = Stage(GUILTY)
    run(stage)
    run(Stage(INNOCENT, forge=stage.forge))

    run(Stage(GUILTY, forge=stage.forge))

    (comment,) = stage.forge.state.comments
    assert "Fixed in" not in comment.body
    assert not comment.minimised


def test_a_file_that_could_not_be_looked_at_is_not_called_fixed() -> None:
    stage = Stage(GUILTY)
    run(stage)
    blind = Stage(GUILTY, forge=stage.forge)
    blind.bench.skip = {"app.py"}

    ended = run(blind)

    assert isinstance(ended, Reviewed)
    assert ended.record.decision == "incomplete"
    assert not any(isinstance(step, EditComment) for step in stage.forge.steps)


def test_a_file_the_engine_passed_over_makes_the_scan_incomplete() -> None:
    stage = Stage(INNOCENT)
    stage.bench.skip = {"app.py"}

    ended = run(stage)

    assert isinstance(ended, Reviewed)
    assert ended.record.decision == "incomplete"
    assert stage.forge.completed[-1].report.conclusion is Conclusion.FAILURE
    assert "0 of 1 files" in stage.forge.completed[-1].report.title


def test_an_engine_that_fails_is_never_clear() -> None:
    stage = Stage(INNOCENT)
    stage.bench.failure = ToolFailed("the engine crashed with signal 11")

    ended = run(stage)

    assert isinstance(ended, Reviewed)
    assert ended.record.decision == "incomplete"
    assert "crashed with signal 11" in stage.forge.completed[-1].report.summary


def test_one_check_that_breaks_does_not_silence_the_others() -> None:
    def broken(_: object) -> list[object]:
        raise ZeroDivisionError("a fault of ours")

    stage = Stage(GUILTY, checks=(replace(CHECK, id="broken", inspect=broken, packs=()), CHECK))  # type: ignore[arg-type]

    ended = run(stage)

    assert isinstance(ended, Reviewed)
    assert ended.record.decision == "block"
    assert stage.warnings == ["broken: a fault of ours"]
    assert "a fault of ours" in stage.forge.completed[-1].report.summary


def test_an_unreadable_file_is_named_with_its_reason() -> None:
    stage = Stage(INNOCENT)
    sides = stage.sides()
    stage.source = FakeSource(replace(sides, head=FakeTree({"app.py": Unreadable("larger than 10 MB")})))

    ended = run(stage)

    assert isinstance(ended, Reviewed)
    assert ended.record.decision == "incomplete"
    assert "larger than 10 MB" in stage.forge.completed[-1].report.summary


def test_a_refused_anchor_moves_its_finding_to_the_summary_and_loses_nothing() -> None:
    stage = Stage({"app.py": "evil(1)\n", "b.py": "evil(2)\n"})
    run_once = Stage({"app.py": "evil(1)\n", "b.py": "evil(2)\n"})
    run(run_once)
    stage.forge.bad_anchor = run_once.forge.state.comments[0].body.split("fp=")[1].split(" ")[0]

    run(stage)

    assert [c.path for c in stage.forge.state.comments] == ["b.py"]
    assert "app.py:1" in stage.forge.completed[-1].report.summary
    assert "here only" in stage.forge.completed[-1].report.summary


def test_a_force_push_between_fetch_and_post_leaves_nothing_on_the_old_commit() -> None:
    stage = Stage(GUILTY)

    def push() -> None:
        stage.forge.now = pull("c" * 40)

    assert stage.source is not None
    stage.source.on_open = push

    ended = run(stage)

    assert isinstance(ended, Superseded)
    assert stage.forge.state.comments == ()
    assert [c.conclusion for c in stage.forge.state.checks] == ["cancelled"]


def test_malformed_objects_fail_the_check_and_say_why() -> None:
    stage = Stage(GUILTY)
    assert stage.source is not None
    stage.source.failure = FetchRefused("malformed tree: an entry is named `..`")

    with pytest.raises(FetchRefused):
        run(stage)

    assert stage.forge.completed[-1].report.conclusion is Conclusion.FAILURE
    assert "malformed tree" in stage.forge.completed[-1].report.summary


def test_a_closed_pull_request_is_left_alone() -> None:
    stage = Stage(GUILTY)
    stage.forge.now = pull(still_open=False)

    assert isinstance(run(stage), NotOpen)
    assert stage.forge.writes == 0


def test_an_exempted_finding_is_counted_not_shown() -> None:
    stage = Stage(GUILTY, policy=Policy(exemptions=(Exemption("evil-call", "app.py", "accepted"),)))

    ended = run(stage)

    assert isinstance(ended, Reviewed)
    assert ended.record.decision == "clear"
    assert "1 accepted by policy" in stage.forge.completed[-1].report.summary
    assert [f.state for f in ended.record.findings] == ["exempted"]


def test_a_faint_finding_stands_in_the_summary_only() -> None:
    stage = Stage({"app.py": "hint(1)\n"})

    run(stage)

    assert stage.forge.state.comments == ()
    assert "evil-hint" in stage.forge.completed[-1].report.summary


def test_too_many_findings_are_capped_inline_and_complete_in_the_check() -> None:
    stage = Stage({"app.py": "".join(f"evil({n})\n" for n in range(200))})

    run(stage)

    assert len(stage.forge.state.comments) == 3
    assert "197 more of this rule" in stage.forge.state.comments[-1].body
    report = stage.forge.completed[-1].report
    assert len(report.annotations) == 200
    assert len(report.summary.encode()) <= 60_000


def test_the_same_pull_request_opens_its_check_once() -> None:
    stage = Stage(GUILTY)
    run(stage)
    run(stage)

    assert sum(isinstance(step, StartCheck) for step in stage.forge.steps) == 1


def test_a_renamed_repository_keeps_its_comments() -> None:
    stage = Stage(GUILTY)
    run(stage)
    stage.forge.now = replace(pull(), ref=PullRef("octo/renamed", 12, HEAD))

    run(stage)

    assert len(stage.forge.state.comments) == 1


def test_a_forged_marker_is_not_taken_for_ours() -> None:
    real = Stage(GUILTY)
    run(real)
    (comment,) = real.forge.state.comments
    stage = Stage(GUILTY)
    forged = replace(comment, body=comment.body.replace("sig=", "sig=0"))
    stage.forge.state = replace(stage.forge.state, comments=(forged,))

    run(stage)

    assert len(stage.forge.state.comments) == 2


def test_two_rules_that_see_one_weakness_on_a_line_make_one_comment() -> None:
    twin = replace(EVIL, id="evil-twin", severity=Severity.MEDIUM)
    pack = replace(PACK, rules=(EVIL, twin))
    seen = replace(CHECK, rules=pack.rules, packs=(pack,), inspect=partial(inspect_with, {rule.id: rule for rule in pack.rules}, pack))
    stage = Stage({"app.py": "evil(1)\n"}, checks=(seen,), bench=FakeBench({"evil-call": "evil(", "evil-twin": "evil("}))

    ended = run(stage)

    assert isinstance(ended, Reviewed)
    assert [(f.rule, f.state) for f in ended.record.findings] == [("evil-call", "reported"), ("evil-twin", "repeated")]
    assert len(stage.forge.state.comments) == 1
    assert "1 said already" in stage.forge.completed[-1].report.summary
    assert "also seen by `evil-twin`" in stage.forge.state.comments[0].body


def test_a_weakness_named_more_and_less_exactly_is_one_and_another_weakness_of_the_line_is_not() -> None:
    exact, other = replace(EVIL, id="evil-exact", cwe="CWE-94"), replace(EVIL, id="evil-other", cwe="CWE-78")
    pack = replace(PACK, rules=(EVIL, exact, other))
    seen = replace(CHECK, rules=pack.rules, packs=(pack,), inspect=partial(inspect_with, {rule.id: rule for rule in pack.rules}, pack))
    bench = FakeBench({rule.id: "evil(" for rule in pack.rules})
    stage = Stage({"app.py": "evil(1)\n"}, checks=(seen,), bench=bench)

    ended = run(stage)

    assert isinstance(ended, Reviewed)
    assert [f.state for f in ended.record.findings].count("repeated") == 1
    assert len(stage.forge.state.comments) == 2


@pytest.mark.parametrize("why", ["x" * 70_000, "*" * 70_000, "0" * 70_000])
def test_a_reason_of_any_length_leaves_no_check_waiting(why: str) -> None:
    stage = Stage(GUILTY)

    give_up("octo/chat", 12, why, stage.forge)

    (step,) = stage.forge.completed
    assert len(step.report.summary.encode()) < 20_000
