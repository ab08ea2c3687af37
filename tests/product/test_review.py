"""From the webhook to what stands on the pull request, and everything that asks for it again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.review.marker import Signer
from tests.github_double import payloads
from tests.product.stage import GUILTY, INNOCENT, Stage, spoken

if TYPE_CHECKING:
    from tests.github_double.model import CheckRun, IssueComment
    from tests.github_double.repository import DoublePull

pytestmark = pytest.mark.xdist_group("product-review")


def ask(stage: Stage, pull: DoublePull, user: str, body: str = "/bartizan rescan") -> IssueComment:
    """A comment in the conversation, delivered; gives the comment."""
    comment = pull.comment(user, body)
    with stage.double.state.lock:
        payload = payloads.issue_comment(stage.double.state, pull.repository.facts, comment, "created")
    stage.settled(stage.send("issue_comment", "created", payload))
    return comment


def rerequest(stage: Stage, pull: DoublePull, run: CheckRun, *, sender: str = "dev", named: bool = True) -> None:
    """The button `Re-run`, waited for."""
    with stage.double.state.lock:
        payload = payloads.check_run(stage.double.state, pull.repository.facts, run, "rerequested", sender=sender)
    if not named:
        payload["check_run"]["pull_requests"] = []
        payload["check_run"]["check_suite"] |= {"pull_requests": [], "head_branch": None}
    stage.settled(stage.send("check_run", "rerequested", payload))


def test_a_delivery_becomes_one_review_on_the_right_lines_and_one_check(stage: Stage) -> None:
    pull = stage.propose({"shop/convert.py": GUILTY, "shop/add.py": INNOCENT, "requirements.txt": "jinja2==3.1.3\n"})

    check = stage.review(pull)

    signer = Signer(stage.double.webhook_secret.encode(), f"{pull.repository.facts.id}#{pull.number}")
    assert [(comment.path, comment.anchor.line) for comment in pull.review_comments] == [("shop/convert.py", 7), ("requirements.txt", 1)]
    assert all(signer.read(comment.body) for comment in pull.review_comments)
    assert [(review.state, review.commit_id) for review in pull.reviews] == [("COMMENTED", pull.head_sha)]
    assert signer.read(pull.reviews[0].body)
    assert (check.name, check.conclusion) == ("bartizan", "failure")
    assert sorted((one["path"], one["start_line"]) for one in check.annotations) == [("requirements.txt", 1), ("shop/convert.py", 7)]
    assert "3 of 3 files" in (check.output["summary"] or "")


def test_a_clean_change_gets_a_green_check_and_no_words(stage: Stage) -> None:
    pull = stage.propose({"add.py": INNOCENT})

    check = stage.review(pull)

    assert check.conclusion == "success"
    assert (pull.reviews, pull.review_comments, pull.comments) == ([], [], [])


def test_a_change_with_nothing_in_scope_is_neutral(stage: Stage) -> None:
    pull = stage.propose({"plan.pdf": "%PDF"})

    assert stage.review(pull).conclusion == "neutral"


def test_the_same_delivery_twice_writes_nothing_more(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    first = stage.deliver(pull)
    stage.settled(first)
    before, known = stage.writes(pull), stage.metric("pull_request", "repeated")

    again = stage.deliver(pull, guid=first.guid)

    assert json.loads(again.response) == {"ignored": "already-done"}
    assert stage.metric("pull_request", "repeated") == known + 1
    assert stage.writes(pull) == before


def test_another_delivery_of_the_same_push_writes_nothing_more(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    stage.review(pull)
    before = stage.writes(pull)

    again = stage.deliver(pull, "synchronize", before=pull.repository.sha("main"))

    assert again.status_code == 202
    assert stage.writes(pull) == before
    assert len(stage.checks(pull)) == 1


def test_a_rescan_by_a_writer_runs_again_and_says_nothing_new(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    stage.review(pull)
    fetched = stage.double.count("GET", f"/{pull.repository.full_name}/pulls/{pull.number}")

    comment = ask(stage, pull, "dev")

    assert [reaction.content for reaction in comment.reactions] == ["eyes", "+1"]
    assert stage.double.count("GET", f"/{pull.repository.full_name}/pulls/{pull.number}") > fetched
    assert (len(pull.reviews), len(pull.review_comments), len(pull.comments)) == (1, 1, 1)


def test_a_rescan_by_a_stranger_gets_one_reaction_and_nothing_else(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    stage.review(pull)
    before = stage.writes(pull)

    comment = ask(stage, pull, "stranger")

    assert [reaction.content for reaction in comment.reactions] == ["-1"]
    assert stage.writes(pull) == before + 1
    assert len(pull.comments) == 1


def test_a_quoted_command_is_no_command(stage: Stage) -> None:
    pull = stage.propose({"add.py": INNOCENT})

    comment = ask(stage, pull, "dev", "> /bartizan rescan\n\nWhat does this do?")

    assert comment.reactions == []
    assert stage.checks(pull) == []


@pytest.mark.parametrize(("fork", "named"), [(False, True), (True, False)])
def test_complaint_12_a_check_asked_for_again_runs_again(stage: Stage, *, fork: bool, named: bool) -> None:
    pull = stage.propose({"convert.py": GUILTY}, fork=fork)
    run = stage.review(pull)
    read = stage.double.count("GET", f"/{pull.repository.full_name}/pulls/{pull.number}")

    rerequest(stage, pull, run, named=named)

    assert stage.double.count("GET", f"/{pull.repository.full_name}/pulls/{pull.number}") > read
    assert len(pull.reviews) == 1
    assert all(check.status == "completed" for check in stage.checks(pull))


def test_a_check_asked_for_by_a_stranger_does_not_run(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    run = stage.review(pull)
    before = stage.writes(pull)

    rerequest(stage, pull, run, sender="stranger")

    assert stage.writes(pull) == before


def test_each_line_of_the_worker_names_its_delivery_and_its_job(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    delivery = stage.deliver(pull)
    stage.settled(delivery)
    key = json.loads(delivery.response)["job"]

    lines = [json.loads(line) for line in stage.logged().splitlines() if delivery.guid in line]

    reviewed = [line for line in lines if line["event"] == "reviewed"]
    assert [(line["job"], line["delivery"], line["decision"]) for line in reviewed] == [(key, delivery.guid, "block")]


def test_complaint_18_forged_markers_of_people_capture_nothing(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    other = stage.propose({"convert.py": GUILTY})
    stage.review(other)
    pull.review_comment("mallory", "convert.py", 7, other.review_comments[0].body)

    stage.review(pull)

    ours = [comment for comment in pull.review_comments if comment.user == "bartizan[bot]"]
    assert len(ours) == 1
    assert "shell" in spoken(pull)
