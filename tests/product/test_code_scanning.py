"""Reports that go to code scanning after the review, where the operator has switched that on and the owner has granted it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.github_double.faults import Fault
from tests.github_double.state import DEFAULT_PERMISSIONS
from tests.product.stage import GUILTY, INNOCENT, Stage
from tests.review.sarif_rules import complaints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.github_double.repository import DoublePull

pytestmark = pytest.mark.xdist_group("product-generous")

GRANTED = DEFAULT_PERMISSIONS | {"security_events": "write"}
UPLOAD = "POST */code-scanning/sarifs"


@pytest.fixture
def scanning(generous: Stage) -> Iterator[Stage]:
    yield generous
    generous.double.faults.clear()
    generous.double.assert_honest()


def granted(stage: Stage, pull: DoublePull) -> DoublePull:
    stage.double.install(pull.repository.facts.owner, GRANTED)
    return pull


def calls(stage: Stage, pull: DoublePull) -> int:
    return sum(f"/{pull.repository.full_name}/code-scanning/sarifs" in write.path for write in stage.double.writes)


def test_an_upload_of_the_head_follows_the_review(scanning: Stage) -> None:
    pull = granted(scanning, scanning.propose({"a dir/convert.py": GUILTY}))

    check = scanning.review(pull)
    facts = pull.repository.facts
    scanning.until(lambda: facts.analyses, "the report arrived")

    (document,), (analysis,) = facts.sarifs, facts.analyses
    assert check.conclusion == "failure"
    assert (analysis["commit_sha"], analysis["ref"], analysis["tool"]["name"]) == (
        pull.head_sha,
        f"refs/pull/{pull.number}/head",
        "bartizan",
    )
    assert complaints(document) == []
    (result,) = document["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20dir/convert.py"


def test_the_same_report_of_the_same_commit_is_uploaded_once(scanning: Stage) -> None:
    pull = granted(scanning, scanning.propose({"convert.py": GUILTY}))
    scanning.review(pull)
    scanning.until(lambda: pull.repository.facts.analyses, "the report arrived")

    scanning.settled(scanning.deliver(pull, "ready_for_review"))
    other = granted(scanning, scanning.propose({"convert.py": GUILTY}))
    scanning.review(other)
    scanning.until(lambda: other.repository.facts.analyses, "a later report arrived")

    assert calls(scanning, pull) == 1


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Fault(UPLOAD, status=502), marks=pytest.mark.long),
        pytest.param(Fault(UPLOAD, status=502, when="after"), marks=pytest.mark.long),
        Fault(UPLOAD, cut=True, when="after"),
        pytest.param(Fault(UPLOAD, status=429, headers={"Retry-After": "3"}), marks=pytest.mark.long),
    ],
)
def test_a_stumble_costs_time_and_makes_no_second_analysis(scanning: Stage, fault: Fault) -> None:
    pull = granted(scanning, scanning.propose({"convert.py": GUILTY}))
    fault.match = f"POST /repos/{pull.repository.full_name}/code-scanning/sarifs"
    scanning.double.faults.add(fault)
    sent = scanning.logged().count("handed to code scanning")

    check = scanning.review(pull)
    scanning.until(lambda: scanning.logged().count("handed to code scanning") > sent, "the upload ended well")

    assert check.conclusion == "failure"
    assert fault.hits == 1
    assert len(pull.repository.facts.analyses) == 1


def test_what_is_not_granted_is_said_once_and_not_asked_for_again(scanning: Stage) -> None:
    pull = scanning.propose({"convert.py": GUILTY})
    sentence = "code scanning does not take reports"
    before = scanning.logged().count(sentence)

    first = scanning.review(pull)
    scanning.until(lambda: scanning.logged().count(sentence) > before, "the refusal was noticed")
    pull.push({"add.py": INNOCENT})
    second = scanning.review(pull, "synchronize")

    assert "code scanning" not in (first.output["summary"] or "")
    assert "Reports do not go to code scanning" in (second.output["summary"] or "")
    assert scanning.logged().count(sentence) == before + 1
    assert calls(scanning, pull) == 0
    assert (first.conclusion, second.conclusion) == ("failure", "failure")


def test_a_repository_without_code_scanning_gets_its_review_all_the_same(scanning: Stage) -> None:
    pull = granted(scanning, scanning.propose({"convert.py": GUILTY}))
    told = {"message": "Code scanning is not enabled for this repository.", "documentation_url": "https://docs.example"}
    fault = scanning.double.faults.add(
        Fault(f"POST /repos/{pull.repository.full_name}/code-scanning/sarifs", times=99, status=403, body=told)
    )

    scanning.review(pull)
    scanning.until(lambda: "Code scanning is not enabled" in scanning.rows(), "the refusal was remembered")
    pull.push({"add.py": INNOCENT})
    check = scanning.review(pull, "synchronize")

    assert "Code scanning is not enabled" in (check.output["summary"] or "")
    assert pull.repository.facts.analyses == []
    assert fault.hits >= 1


def test_nothing_is_uploaded_unless_it_is_switched_on(stage: Stage) -> None:
    pull = granted(stage, stage.propose({"convert.py": GUILTY}))

    stage.review(pull)

    assert calls(stage, pull) == 0
    assert "+upload-" not in stage.rows()
