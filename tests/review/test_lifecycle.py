"""What becomes of a comment while its finding stays, moves, goes and comes back."""

from __future__ import annotations

from dataclasses import replace

from bot.review.pipeline import review
from bot.review.publication import EditComment
from tests.review.scene import HEAD, Stage


def run(stage: Stage) -> None:
    review("octo/chat", 12, stage.desk())


def edits(stage: Stage) -> list[EditComment]:
    return [step for step in stage.forge.steps if isinstance(step, EditComment)]


def outdate(stage: Stage) -> None:
    """GitHub no longer finds the lines of any comment in the diff."""
    forge = stage.forge
    forge.state = replace(forge.state, comments=tuple(replace(one, span=None, outdated=True) for one in forge.state.comments))


def test_of_two_equal_findings_the_one_that_went_is_struck() -> None:
    stage = Stage({"app.py": "evil(1)\n\n\n\n\nevil(1)\n"})
    run(stage)

    run(Stage({"app.py": "fine()\n\n\n\n\nevil(1)\n"}, forge=stage.forge))

    assert ["Fixed in" in comment.body for comment in stage.forge.state.comments] == [True, False]


def test_the_same_code_in_a_second_file_is_a_finding_of_its_own() -> None:
    stage = Stage({"app.py": "evil(1)\n"})
    run(stage)

    run(Stage({"app.py": "evil(1)\n", "b.py": "evil(1)\n"}, forge=stage.forge))

    assert [comment.path for comment in stage.forge.state.comments] == ["app.py", "b.py"]
    assert not edits(stage)


def test_a_comment_follows_its_file_to_a_new_name() -> None:
    stage = Stage({"app.py": "evil(1)\n"})
    run(stage)
    renamed = Stage({"moved.py": "\nevil(1)\n"}, forge=stage.forge)

    run(renamed)

    (comment,) = stage.forge.state.comments
    assert comment.body.endswith(f"Now at [`moved.py:2`](https://github.example/octo/chat/blob/{HEAD}/moved.py#L2).")
    assert "Fixed in" not in comment.body
    before = stage.forge.writes
    run(renamed)
    assert stage.forge.writes == before


def test_code_that_goes_from_one_file_and_comes_into_another_is_fixed_and_new() -> None:
    stage = Stage({"app.py": "evil(1)\n"})
    run(stage)

    run(Stage({"app.py": "fine()\n", "b.py": "evil(1)\n"}, forge=stage.forge))

    assert [(comment.path, "Fixed in" in comment.body) for comment in stage.forge.state.comments] == [("app.py", True), ("b.py", False)]


def test_an_outdated_comment_tells_where_its_finding_is_now_and_is_not_repeated() -> None:
    stage = Stage({"app.py": "evil(1)\n"})
    run(stage)
    outdate(stage)
    moved = Stage({"app.py": "\n\n\nevil(1)\n"}, forge=stage.forge)

    run(moved)

    (comment,) = stage.forge.state.comments
    assert comment.body.count("Now at") == 1
    assert comment.body.endswith(f"Now at [`app.py:4`](https://github.example/octo/chat/blob/{HEAD}/app.py#L4).")
    before = stage.forge.writes
    run(moved)
    assert stage.forge.writes == before


def test_a_finding_below_the_caps_that_comes_back_is_not_called_fixed_any_longer() -> None:
    many = "".join(f"evil({number})\n" for number in range(5))
    stage = Stage({"app.py": "evil('x')\n"})
    run(stage)
    run(Stage({"app.py": "fine()\n"}, forge=stage.forge))

    run(Stage({"app.py": many + "evil('x')\n"}, forge=stage.forge))

    assert "Fixed in" not in stage.forge.state.comments[0].body
    assert not stage.forge.state.comments[0].minimised


def test_a_draft_is_told_on_its_check_only_until_it_is_ready() -> None:
    stage = Stage({"app.py": "evil(1)\n"})
    stage.forge.now = replace(stage.forge.now, draft=True)
    run(stage)
    while_draft = (stage.forge.state.comments, stage.forge.state.checks[0].conclusion)
    stage.forge.now = replace(stage.forge.now, draft=False)

    run(stage)

    assert while_draft == ((), "failure")
    assert len(stage.forge.state.comments) == 1
