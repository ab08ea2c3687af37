"""A pull request's life: pushes, replacements, closings and renamings, before and while it is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from tests.github_double.faults import Fault
from tests.product.stage import GUILTY, INNOCENT, Stage, spoken

if TYPE_CHECKING:
    from tests.github_double.repository import DoublePull

pytestmark = pytest.mark.xdist_group("product-life")

SECOND = "import pickle\nfrom flask import request\n\n\ndef load():\n    return pickle.loads(request.data)\n"


def slowly(stage: Stage, pull: DoublePull, match: str, seconds: float = 1.5) -> Fault:
    """A request that takes its time, once: a window in which something else happens."""
    verb, _, ending = match.partition(" ")
    return stage.double.faults.add(Fault(f"{verb} */{pull.repository.full_name}/{ending}", status=None, delay=seconds))


def test_a_pull_request_that_has_gone_is_left_alone(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    payload = pull.payload("opened")
    pull.delete()

    stage.settled(stage.send("pull_request", "opened", payload))

    assert stage.writes(pull) == 0


@pytest.mark.long
def test_a_pull_request_that_goes_while_it_is_looked_at_does_not_trouble_the_next(stage: Stage) -> None:
    pull, other = stage.propose({"convert.py": GUILTY}), stage.propose({"convert.py": GUILTY})
    slowly(stage, pull, "GET compare/*")
    delivery = stage.deliver(pull)
    stage.wait_for_check(pull, status="in_progress")
    pull.delete()

    stage.settled(delivery)

    assert pull.reviews == []
    assert stage.review(other).conclusion == "failure"


def test_a_repository_that_has_gone_is_left_alone(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    payload = pull.payload("opened")
    pull.repository.delete()

    stage.settled(stage.send("pull_request", "opened", payload))

    assert stage.writes(pull) == 0


def test_a_closed_pull_request_is_left_alone(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    payload = pull.payload("opened")
    pull.close()

    stage.settled(stage.send("pull_request", "opened", payload))

    assert stage.writes(pull) == 0


def test_a_pull_request_closed_and_opened_again_is_reviewed(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    pull.close()
    pull.reopen()

    check = stage.review(pull, "reopened")

    assert check.conclusion == "failure"


def test_a_repository_renamed_since_the_delivery_is_reviewed_under_its_new_name(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    payload = pull.payload("opened")
    pull.repository.rename(f"{pull.repository.facts.name}-renamed")

    stage.settled(stage.send("pull_request", "opened", payload))

    assert stage.check(pull).conclusion == "failure"
    assert len(pull.review_comments) == 1


@pytest.mark.long
def test_a_renamed_repository_keeps_its_comments(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    stage.review(pull)
    pull.repository.rename(f"{pull.repository.facts.name}-renamed")
    pull.push({"more.py": INNOCENT})

    stage.review(pull, "synchronize")

    assert len(pull.review_comments) == 1


@pytest.mark.long
def test_a_force_push_while_it_is_looked_at_leaves_nothing_on_the_old_commit(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    slowly(stage, pull, "GET compare/*")
    old, first = pull.head_sha, stage.deliver(pull)
    stage.wait_for_check(pull, status="in_progress")
    pull.force_push({"load.py": SECOND})
    stage.settled(stage.deliver(pull, "synchronize", before=old))

    stage.settled(first)

    assert [run.conclusion for run in stage.checks(pull, old)] == ["cancelled"]
    assert [run.conclusion for run in stage.checks(pull)] == ["failure"]
    assert [(review.commit_id, review.state) for review in pull.reviews] == [(pull.head_sha, "COMMENTED")]
    assert {comment.path for comment in pull.review_comments} == {"load.py"}


def test_of_five_pushes_in_a_row_only_the_last_is_reviewed(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    slowly(stage, pull, "GET compare/*")
    deliveries = [stage.deliver(pull)]
    stage.wait_for_check(pull, status="in_progress")
    heads = [pull.head_sha]
    for number in range(4):
        before = pull.head_sha
        heads.append(pull.push({f"more{number}.py": INNOCENT}))
        deliveries.append(stage.deliver(pull, "synchronize", before=before))

    stage.settled(deliveries[-1])
    stage.wait_for_check(pull)

    assert [review.commit_id for review in pull.reviews] == [heads[-1]]
    assert len(pull.review_comments) == 1
    assert [run.conclusion for sha in heads[1:4] for run in stage.checks(pull, sha)] == []
    assert all(run.status == "completed" for run in stage.checks(pull, heads[0]))


def test_the_deliveries_of_all_pushes_are_settled(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    slowly(stage, pull, "GET compare/*")
    deliveries = [stage.deliver(pull)]
    stage.wait_for_check(pull, status="in_progress")
    for number in range(3):
        before = pull.head_sha
        pull.push({f"more{number}.py": INNOCENT})
        deliveries.append(stage.deliver(pull, "synchronize", before=before))
    stage.settled(deliveries[-1])

    states = [stage.settled(delivery, 1) for delivery in deliveries]

    assert len(states) == 4


def test_a_delivery_that_asks_for_work_already_done_is_settled(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    stage.review(pull)

    again = stage.deliver(pull, "synchronize", before=pull.repository.sha("main"))

    assert stage.settled(again, 1)


def test_complaint_01_unrelated_pushes_one_after_the_other_bring_no_new_comment(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    stage.review(pull)

    for number in range(5):
        pull.push({f"more{number}.py": INNOCENT})
        stage.review(pull, "synchronize")

    assert (len(pull.reviews), len(pull.review_comments)) == (1, 1)


def test_complaint_04_a_fixed_finding_is_struck_and_folded_and_keeps_its_answers(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    stage.review(pull)
    pull.reply("dev", pull.review_comments[0].id, "Right, thanks.")
    pull.push({"convert.py": GUILTY.replace("shell=True", "shell=False").replace('"convert " + name', '["convert", name]')})

    check = stage.review(pull, "synchronize")

    ours, answer = pull.review_comments
    assert check.conclusion == "success"
    assert f"Fixed in `{pull.head_sha[:12]}`" in ours.body
    assert ours.minimized is not None
    assert answer.body == "Right, thanks."


@pytest.mark.parametrize("when", [pytest.param("before", marks=pytest.mark.long), "after"])
def test_a_finding_that_is_back_is_opened_again_and_told_of_once(stage: Stage, when: Literal["before", "after"]) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    stage.review(pull)
    first, shown = pull.review_comments[0].body, pull.head_sha
    pull.push({"convert.py": INNOCENT})
    stage.review(pull, "synchronize")
    fixed = pull.head_sha
    pull.push({"convert.py": GUILTY})
    lost = stage.double.faults.add(Fault(f"POST */{pull.repository.full_name}/pulls/*/replies", when=when))
    stage.review(pull, "synchronize")
    writes = stage.writes(pull)

    stage.settled(stage.deliver(pull, "ready_for_review"))

    ours, answer = pull.review_comments
    assert ours.body.partition("\n")[2].replace(pull.head_sha, shown) == first.partition("\n")[2]
    assert ours.minimized is None
    assert answer.body.endswith(f"Back in `{pull.head_sha[:12]}`; it was fixed in `{fixed[:12]}`.")
    assert (lost.hits, stage.writes(pull), len(pull.reviews)) == (1, writes, 2)


def test_complaint_03_of_two_equal_findings_the_one_that_was_fixed_is_struck(stage: Stage) -> None:
    twice = GUILTY + '\n\ndef again():\n    name = request.args["name"]\n    subprocess.run("convert " + name, shell=True)\n'
    pull = stage.propose({"convert.py": twice})
    stage.review(pull)
    first = GUILTY.replace('subprocess.run("convert " + name, shell=True)', 'subprocess.run(["convert", name])')
    pull.push({"convert.py": first + twice.removeprefix(GUILTY)})

    stage.review(pull, "synchronize")

    struck = ["Fixed in" in comment.body for comment in sorted(pull.review_comments, key=lambda one: one.original.line or 0)]
    assert struck == [True, False]


def test_complaint_02_twenty_lines_above_a_finding_bring_no_new_comment(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    stage.review(pull)
    pull.force_push({"convert.py": "# a line\n" * 20 + GUILTY})

    stage.review(pull, "synchronize")

    assert len(pull.review_comments) == 1
    assert "Fixed in" not in pull.review_comments[0].body


def test_complaint_14_a_draft_gets_its_check_at_once_and_its_comments_when_it_is_ready(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY}, draft=True)
    while_draft = stage.review(pull).conclusion
    said_before = len(pull.review_comments)
    pull.ready()

    stage.settled(stage.deliver(pull, "ready_for_review"))

    assert (while_draft, said_before, len(pull.review_comments)) == ("failure", 0, 1)
    assert [run.conclusion for run in stage.checks(pull)] == ["failure", "failure"]


def test_a_pull_request_from_a_deleted_fork_is_reviewed(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY}, fork=True)
    payload = pull.payload("opened")
    pull.delete_fork()

    stage.settled(stage.send("pull_request", "opened", payload))

    assert len(pull.review_comments) == 1


def test_what_was_there_before_is_counted_and_not_shown(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY + "\n\nLIMIT = 3\n"}, base={"convert.py": GUILTY})

    check = stage.review(pull)

    assert check.conclusion == "success"
    assert pull.review_comments == []
    assert "1 already there before this change" in spoken(pull)


def test_complaint_17_a_pull_request_cannot_switch_its_own_review_off(stage: Stage) -> None:
    policy = "version: 1\nexemptions:\n  - rule: command-injection\n    path: '*'\n    reason: trust me\n    until: 2099-01-01\n"
    pull = stage.propose({"convert.py": GUILTY, ".github/bartizan.yml": policy})

    check = stage.review(pull)

    assert check.conclusion == "failure"
    assert "the version on the base branch was applied" in spoken(pull)
