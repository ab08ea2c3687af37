"""Complaints about what a reviewer takes for the change: too little of it, or more than it brought."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.product.published import LATER, publish
from tests.product.stage import GUILTY, INNOCENT, Stage, spoken, staged

if TYPE_CHECKING:
    from tests.github_double.plumbing import Content

pytestmark = pytest.mark.xdist_group("product-complaints-change")

SECRET = "sunflower-Meadow-1987-b7"
HOLDING = f'from flask import Flask\n\napp = Flask(__name__)\napp.secret_key = "{SECRET}"\n'
READING = 'import os\n\nfrom flask import Flask\n\napp = Flask(__name__)\napp.secret_key = os.environ["SECRET_KEY"]\n'
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a" * 64 + "\nsize 12345\n"


@pytest.mark.parametrize("count", [301, pytest.param(3_001, marks=pytest.mark.long)])
def test_complaint_08_a_change_longer_than_githubs_lists_is_complete_or_declared_incomplete(stage: Stage, count: int) -> None:
    files = {f"src/part{number // 100:02}/module{number:04}.py": INNOCENT for number in range(count - 1)}
    pull = stage.propose({**files, "src/zz.py": GUILTY})

    check = stage.review(pull)

    told = (check.output["title"] or "") + (check.output["summary"] or "")
    complete = [one["path"] for one in check.annotations] == ["src/zz.py"] and f"{count} of {count} files" in told
    assert check.conclusion == "failure"
    assert complete or "incomplete" in told.lower()


def test_complaint_11_the_same_delivery_twice_at_once_is_one_review(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    jobs, guid = stage.jobs(), "5e3f2c60-0c4e-4f4e-9b5a-3b1f6f8f2c11"

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(lambda _: stage.deliver(pull, guid=guid), range(2))
    stage.settled(one)
    stage.settled(other)

    assert stage.jobs() == jobs + 1
    assert stage.double.count("POST", f"/{pull.repository.full_name}/check-runs") == 1
    assert (len(pull.reviews), len(pull.review_comments)) == (1, 1)


def test_complaint_20_the_value_of_a_secret_stands_in_no_output(stage: Stage) -> None:
    pull = stage.propose({"site.py": HOLDING})

    check = stage.review(pull)

    assert [one["path"] for one in check.annotations] == ["site.py"]
    assert SECRET not in spoken(pull) + json.dumps(check.output) + stage.logged() + stage.rows()


def test_complaint_21_a_commit_that_only_removes_a_secret_does_not_fail_as_new(stage: Stage) -> None:
    pull = stage.propose({"site.py": READING}, base={"site.py": HOLDING})

    check = stage.review(pull)

    assert check.conclusion == "success"
    assert check.annotations == []
    assert SECRET not in spoken(pull) + stage.logged() + stage.rows()


def test_complaint_21_of_a_secret_that_was_removed_it_is_said_that_it_has_to_be_replaced(stage: Stage) -> None:
    pull = stage.propose({"site.py": READING}, base={"site.py": HOLDING})

    stage.review(pull)

    assert "revoke" in spoken(pull).lower()


def test_complaint_22_an_advisory_published_between_two_scans_leaves_the_pull_request_green() -> None:
    # A stage of its own: what is published stays in the store.
    with staged() as stage:
        stage.server()
        stage.worker()
        lock: dict[str, Content] = {"requirements.txt": "markupsafe==2.1.5\n"}
        pull = stage.propose({"add.py": INNOCENT}, base=lock)
        touching = stage.propose({"requirements.txt": "markupsafe==2.1.5\n# kept\n"}, base=lock)
        before = [stage.review(pull).conclusion, stage.review(touching).conclusion]
        publish(stage)
        new = stage.propose({"requirements.txt": "markupsafe==2.1.5\n"})
        for one in (pull, touching):
            one.push({"more.py": INNOCENT})

        after = [stage.review(pull, "synchronize").conclusion, stage.review(touching, "synchronize").conclusion]

        assert before == after == ["success", "success"]
        assert (pull.review_comments, touching.review_comments) == ([], [])
        assert stage.review(new).conclusion == "failure"


def test_complaint_22_an_advisory_published_between_two_scans_opens_an_issue() -> None:
    with staged(BARTIZAN_ADVISORY_ISSUES="on") as stage:
        stage.server()
        stage.worker()
        pull = stage.propose({"add.py": INNOCENT}, base={"requirements.txt": "markupsafe==2.1.5\n"})
        publish(stage)

        check = stage.review(pull)
        stage.until(lambda: pull.repository.facts.issues, "an issue was opened")

        (issue,) = pull.repository.facts.issues.values()
        assert (check.conclusion, issue.state) == ("success", "open")
        assert str(LATER["id"]) in (issue.body or "")
        assert str(LATER["id"]) not in spoken(pull) + json.dumps(check.output)


def test_complaint_23_a_model_at_a_branch_is_still_reported(stage: Stage) -> None:
    code = 'from transformers import AutoModel\n\nmodel = AutoModel.from_pretrained("octo/tiny", revision="main")\n'
    pull = stage.propose({"model.py": code})

    check = stage.review(pull)

    assert [(one["path"], one["start_line"]) for one in check.annotations] == [("model.py", 3)]


def test_complaint_24_a_pickle_of_protocol_0_under_another_name_is_detected(stage: Stage) -> None:
    pull = stage.propose({"weights.dat": b"cos\nsystem\n(S'id'\ntR."})

    check = stage.review(pull)

    assert "weights.dat" in spoken(pull)
    assert check.conclusion != "success"


def test_complaint_25_a_pointer_to_a_large_file_is_said_to_be_not_looked_at(stage: Stage) -> None:
    pull = stage.propose({"weights.py": POINTER, "add.py": INNOCENT})

    check = stage.review(pull)

    assert check.conclusion == "failure"
    assert "`weights.py`" in (check.output["summary"] or "").partition("**Not looked at**")[2]
    assert "Git LFS" in (check.output["summary"] or "")
