"""Complaints about what a reviewer says: too much, twice, in the wrong place, or more than it knows."""

from __future__ import annotations

import pytest

from tests.adversarial.shown import bodies, outside_code
from tests.github_double.faults import Fault
from tests.product.stage import GUILTY, Stage, spoken

pytestmark = pytest.mark.xdist_group("product-complaints-speech")

FIXED = GUILTY.replace('"convert " + name, shell=True', '["convert", name]')
THIRTY = "version: 1\ninline:\n  limit: 30\n  per_rule: 30\n"
UNPLACED = {"message": "Unprocessable Entity", "errors": ["Line could not be resolved"], "documentation_url": "https://docs.github.com"}


def many(count: int) -> str:
    return "import requests\n" + "".join(f'requests.get("https://a.example/{number}", verify=False)\n' for number in range(count))


def test_complaint_05_a_fixed_finding_is_folded_and_no_thread_is_resolved_or_said_to_be(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    stage.review(pull)
    pull.push({"convert.py": FIXED})

    check = stage.review(pull, "synchronize")

    (comment,) = pull.review_comments
    asked = [str(one.body) for one in stage.double.requests if one.path.endswith("/graphql")]
    assert check.conclusion == "success"
    assert comment.minimized is not None
    assert [query for query in asked if "resolveReviewThread" in query] == []
    assert "resolved" not in spoken(pull).lower()


def test_complaint_06_of_thirty_anchors_one_is_refused_and_the_others_are_inline(stage: Stage) -> None:
    files = {f"part{number:02}.py": GUILTY for number in range(29)}
    pull = stage.propose({**files, "moot.py": GUILTY}, base={".github/bartizan.yml": THIRTY})
    reviews = f"POST */{pull.repository.full_name}/pulls/*/reviews"
    stage.double.faults.add(Fault(reviews, times=100, status=422, body=UNPLACED, holding="moot.py"))

    check = stage.review(pull)

    assert {comment.path for comment in pull.review_comments} == set(files)
    assert len(pull.review_comments) == 29
    assert {one["path"] for one in check.annotations} == {*files, "moot.py"}
    assert "here only" in (check.output["summary"] or "")


@pytest.mark.parametrize("count", [51, pytest.param(1_000, marks=[pytest.mark.long, pytest.mark.timeout(400)])])
def test_complaint_07_many_findings_are_few_comments_batched_annotations_and_a_body_that_fits(stage: Stage, count: int) -> None:
    pull = stage.propose({"convert.py": many(count)})
    check = stage.review(pull)
    batches = [one for one in stage.double.writes if one.method == "PATCH" and one.path.endswith(f"/check-runs/{check.id}")]
    before = len(pull.review_comments)

    stage.settled(stage.deliver(pull, "reopened"))

    assert len(check.annotations) == count
    assert all(len(one.body["output"].get("annotations", [])) <= 50 for one in batches)
    assert sum(bool(one.body["output"].get("annotations")) for one in batches) == -(-count // 50)
    assert all(len(text.encode()) < 65_535 for text in bodies(pull, check))
    assert 0 < before == len(pull.review_comments) <= 10
    assert len(pull.reviews) == 1


def test_complaint_19_a_name_that_speaks_markdown_is_inert(stage: Stage) -> None:
    names = ("a```b.py", "@org/team.py", "end-->.py", "<!-- bartizan -->.py")
    pull = stage.propose(dict.fromkeys(names, GUILTY))

    check = stage.review(pull)

    shown = "".join(map(outside_code, bodies(pull, check)))
    assert {one["path"] for one in check.annotations} == set(names)
    assert [name for name in ("@org/team", "a```b", "end--", "end-->", "end--&gt;") if name in shown] == []


def test_complaint_26_a_suggestion_that_leaves_the_finding_gets_no_button(stage: Stage) -> None:
    call = 'requests.get("https://a.example", verify=False)'
    mended = stage.propose({"fetch.py": f"import requests\n\n{call}\n"})
    left = stage.propose({"fetch.py": f"import requests\n\n{call}; {call}\n"})

    stage.review(mended)
    stage.review(left)

    assert "```suggestion" in spoken(mended)
    assert "```suggestion" not in spoken(left)


@pytest.mark.parametrize("threads", [101])
def test_complaint_27_beyond_a_page_of_threads_nothing_is_said_twice(stage: Stage, threads: int) -> None:
    pull = stage.propose({"convert.py": GUILTY})
    for number in range(threads):
        pull.review_comment("dev", "convert.py", 1 + number % 7, f"What of {number}?")
    stage.review(pull)
    for number in range(threads):
        pull.review_comment("dev", "convert.py", 1 + number % 7, f"And of {number}?")
    pull.push({"notes.md": "# Notes\n"})

    stage.review(pull, "synchronize")

    assert [comment.user for comment in pull.review_comments].count("bartizan[bot]") == 1
    assert len(pull.reviews) == len({review.id for review in pull.reviews})
    assert [review.user for review in pull.reviews].count("bartizan[bot]") == 1
