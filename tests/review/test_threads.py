"""Which threads a review wants resolved: those that its own commit has settled, and no others."""

from __future__ import annotations

from dataclasses import replace

from bot.review.parcel import opened
from bot.review.pipeline import review
from tests.review.scene import Stage, pull

GUILTY = {"app.py": "evil(1)\n", "b.py": "evil(2)\n"}
HALF = {"app.py": "fine()\n", "b.py": "evil(2)\n"}


def run(stage: Stage) -> list[dict[str, bool]]:
    """Review; what was handed over to be resolved."""
    asked: list[dict[str, bool]] = []
    desk = replace(stage.desk(), resolving=lambda _, parcel: asked.append(opened(parcel)["threads"]))
    review("octo/chat", 12, desk)
    return asked


def looked_up(stage: Stage, *resolved: str) -> None:
    """GitHub names the threads, and says which are resolved."""
    state = stage.forge.state
    named = tuple(replace(one, thread=one.path, resolved=one.path in resolved) for one in state.comments)
    stage.forge.state = replace(state, comments=named)


def begun() -> Stage:
    stage = Stage(GUILTY)
    run(stage)
    looked_up(stage)
    return stage


def test_the_thread_of_a_fixed_finding_is_to_be_resolved() -> None:
    stage = begun()

    assert run(Stage(HALF, forge=stage.forge)) == [{"app.py": True}]


def test_what_is_resolved_is_left_alone() -> None:
    stage = begun()
    looked_up(stage, "app.py")

    assert run(Stage(HALF, forge=stage.forge)) == []


def test_a_later_commit_does_not_resolve_what_somebody_has_opened_again() -> None:
    stage = begun()
    run(Stage(HALF, forge=stage.forge))
    stage.forge.now = pull("d" * 40)

    assert run(Stage(HALF, forge=stage.forge)) == []


def test_the_thread_of_a_finding_that_is_back_is_to_be_opened() -> None:
    stage = begun()
    run(Stage(HALF, forge=stage.forge))
    looked_up(stage, "app.py")

    assert run(stage) == [{"app.py": False}]


def test_what_was_interrupted_after_the_edit_is_asked_for_by_the_next_try() -> None:
    stage = begun()
    half = Stage(HALF, forge=stage.forge)
    first = run(half)

    assert run(half) == first == [{"app.py": True}]


def test_a_thread_that_a_person_has_resolved_stays_so_while_its_finding_is_open() -> None:
    stage = begun()
    looked_up(stage, "app.py", "b.py")

    assert run(stage) == []


def test_nothing_is_asked_where_nothing_is_known_of_threads() -> None:
    stage = Stage(GUILTY)
    run(stage)

    assert run(Stage(HALF, forge=stage.forge)) == []
