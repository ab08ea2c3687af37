"""The other ways in which GitHub asks: the merge queue and the buttons of a check run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.github_double import payloads
from tests.product.stage import GUILTY, INNOCENT, Stage, spoken

if TYPE_CHECKING:
    from tests.github_double.repository import DoublePull

pytestmark = pytest.mark.xdist_group("product-events")


def queue(stage: Stage, pull: DoublePull) -> str:
    """The pull request enters the merge queue and its check is asked for; gives the group's commit."""
    head = pull.repository.commit_to("gh-readonly-queue/main/pr-1", {}, parent=pull.head_sha)
    with stage.double.state.lock:
        payload = payloads.merge_group(stage.double.state, pull.repository.facts, pull.facts, head, "checks_requested")
    stage.settled(stage.send("merge_group", "checks_requested", payload))
    return head


def press(stage: Stage, pull: DoublePull, identifier: str, sender: str = "dev") -> None:
    with stage.double.state.lock:
        state, (run, *_) = stage.double.state, stage.checks(pull)
        payload = payloads.check_run(state, pull.repository.facts, run, "requested_action", sender=sender, identifier=identifier)
    stage.settled(stage.send("check_run", "requested_action", payload))


def test_what_waits_to_be_merged_gets_a_check_and_no_comments(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})

    head = queue(stage, pull)

    (run,) = stage.checks(pull, head)
    assert (run.name, run.status, run.conclusion) == ("bartizan", "completed", "failure")
    assert [one["path"] for one in run.annotations] == ["convert.py"]
    assert (pull.comments, pull.review_comments, pull.reviews) == ([], [], [])


def test_complaint_13_old_findings_do_not_eject_a_pull_request_from_the_queue(stage: Stage) -> None:
    pull = stage.propose({"add.py": INNOCENT}, base={"convert.py": GUILTY})

    head = queue(stage, pull)

    assert [run.conclusion for run in stage.checks(pull, head)] == ["success"]
    assert pull.review_comments == []


def test_a_group_asked_for_twice_is_looked_at_once(stage: Stage) -> None:
    pull = stage.propose({"add.py": INNOCENT})
    head = queue(stage, pull)
    writes = stage.writes(pull)
    with stage.double.state.lock:
        payload = payloads.merge_group(stage.double.state, pull.repository.facts, pull.facts, head, "checks_requested")

    stage.settled(stage.send("merge_group", "checks_requested", payload))

    assert (len(stage.checks(pull, head)), stage.writes(pull)) == (1, writes)


def test_the_finished_check_has_a_button_and_pressing_it_looks_again(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    run = stage.review(pull)
    read = stage.double.count("GET", f"/{pull.repository.full_name}/pulls/{pull.number}")

    press(stage, pull, run.actions[0]["identifier"])

    assert stage.double.count("GET", f"/{pull.repository.full_name}/pulls/{pull.number}") > read
    assert len(pull.reviews) == 1
    assert "Rescan" not in spoken(pull)


def test_a_stranger_presses_the_button_in_vain(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    stage.review(pull)
    before = stage.writes(pull)

    press(stage, pull, "rescan", sender="stranger")

    assert stage.writes(pull) == before
