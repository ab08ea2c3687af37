"""What becomes of a comment while its finding stays, moves, goes and comes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.review.pipeline import review
from bot.review.publication import EditComment, PostReply
from checks.core import Policy
from tests.review.scene import HEAD, Stage, pull


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


def replies(stage: Stage) -> list[str]:
    return [step.body.partition("\n")[2] for step in stage.forge.steps if isinstance(step, PostReply)]


def struck(files: dict[str, str]) -> Stage:
    """A pull request on which these files' findings were told and then fixed."""
    stage = Stage(files)
    run(stage)
    run(Stage(dict.fromkeys(files, "fine()\n"), forge=stage.forge))
    return stage


def test_a_finding_that_is_back_gets_its_first_words_again_and_one_answer() -> None:
    stage = Stage({"app.py": "evil(1)\n"})
    run(stage)
    (before,) = stage.forge.state.comments
    run(Stage({"app.py": "fine()\n"}, forge=stage.forge))

    run(stage)

    (after,) = stage.forge.state.comments
    assert (after.body, after.minimised) == (before.body, False)
    assert replies(stage) == [f"🔁 Back in `{HEAD[:12]}`; it was fixed in `{HEAD[:12]}`."]
    writes = stage.forge.writes
    run(stage)
    assert stage.forge.writes == writes


def test_a_worker_that_dies_between_the_answer_and_the_edit_answers_once() -> None:
    stage = struck({"app.py": "evil(1)\n"})
    stage.forge.crash_after = stage.forge.writes + 1
    with pytest.raises(ConnectionError):
        run(stage)
    told_before_the_crash = (len(replies(stage)), "Fixed in" in stage.forge.state.comments[0].body)
    stage.forge.crash_after = None
    stage.forge.now = pull("d" * 40)

    run(stage)

    assert told_before_the_crash == (1, True)
    assert len(replies(stage)) == 1
    assert "Fixed in" not in stage.forge.state.comments[0].body


def test_a_finding_that_is_fixed_and_back_a_second_time_is_told_of_a_second_time() -> None:
    stage = struck({"app.py": "evil(1)\n"})
    run(stage)
    stage.forge.now = pull("d" * 40)
    run(Stage({"app.py": "fine()\n"}, forge=stage.forge))

    run(stage)

    assert len(replies(stage)) == 2


def test_of_many_that_are_back_at_once_no_more_are_told_than_comments_may_be_made() -> None:
    stage = struck({"app.py": "evil(1)\n", "b.py": "evil(2)\n", "c.py": "evil(3)\n"})

    run(Stage(stage.files, forge=stage.forge, policy=Policy(inline_limit=2)))

    assert len(replies(stage)) == 2
    assert not any("Fixed in" in comment.body for comment in stage.forge.state.comments)


def test_nobody_is_told_while_it_is_a_draft() -> None:
    stage = struck({"app.py": "evil(1)\n"})
    stage.forge.now = replace(stage.forge.now, draft=True)

    run(stage)

    assert replies(stage) == []
