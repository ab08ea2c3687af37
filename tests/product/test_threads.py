"""Threads of fixed findings are resolved after the review, where that is switched on and granted."""

from __future__ import annotations

import json
import urllib.request
from typing import TYPE_CHECKING

import pytest

from tests.github_double.faults import Fault
from tests.github_double.state import DEFAULT_PERMISSIONS
from tests.product.stage import GUILTY, INNOCENT, Stage, bartizan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.github_double.repository import DoublePull

pytestmark = pytest.mark.xdist_group("product-generous")

GRANTED = DEFAULT_PERMISSIONS | {"contents": "write", "security_events": "write"}
SECOND = {"tool.py": GUILTY}


@pytest.fixture
def stage(generous: Stage) -> Iterator[Stage]:
    yield generous
    generous.double.faults.clear()
    generous.double.assert_honest()


def resolved(pull: DoublePull) -> list[bool]:
    return [thread.resolved_by is not None for thread in pull.repository.facts.threads.values() if thread.number == pull.number]


def test_a_fixed_findings_thread_is_resolved_and_opened_when_the_finding_is_back(stage: Stage) -> None:
    pull = stage.propose({"convert.py": GUILTY} | SECOND)
    stage.double.install(pull.repository.facts.owner, GRANTED)
    stage.review(pull)
    pull.push({"convert.py": INNOCENT})
    lost = stage.double.faults.add(Fault("POST /api/graphql", cut=True, status=None, when="after", holding="resolveReviewThread"))

    stage.review(pull, "synchronize")
    stage.until(lambda: any(resolved(pull)), "the thread was resolved")
    stage.until(lambda: '"handed to thread resolution"' in stage.logged(), "it was told")
    pull.push({"convert.py": GUILTY})
    stage.review(pull, "synchronize")
    stage.until(lambda: not any(resolved(pull)), "the thread was opened again")

    assert lost.hits == 1
    assert sum('"handed to thread resolution"' in line and '"count": 1' in line for line in stage.logged().splitlines()) >= 1
    grants = stage.double.state.grants.values()
    stage.until(lambda: all(grant.revoked for grant in grants if "contents" in grant.permissions), "tokens that may write were revoked")


def test_without_the_grant_the_finding_is_struck_and_the_refusal_is_told_once(stage: Stage) -> None:
    sentence = "Threads of fixed findings are not resolved"
    pull = stage.propose({"convert.py": GUILTY} | SECOND)
    stage.review(pull)
    before = stage.logged().count(sentence)
    pull.push({"convert.py": INNOCENT})

    stage.review(pull, "synchronize")
    stage.until(lambda: stage.logged().count(sentence) > before, "the refusal was noticed")
    pull.push({"tool.py": INNOCENT})
    check = stage.review(pull, "synchronize")

    assert resolved(pull) == [False, False]
    assert sum("Fixed in" in comment.body for comment in pull.review_comments) == 2
    assert stage.logged().count(sentence) == before + 1
    assert f"{sentence}, although it is switched on" in (check.output["summary"] or "")
    with urllib.request.urlopen(f"{stage.url}/readyz", timeout=10) as answer:
        ready = json.loads(answer.read())
    assert (ready["ready"], ready["parts"]["thread_resolution"]["well"]) == (True, False)
    assert "Grant `Contents: Read and write`" in ready["parts"]["thread_resolution"]["said"]
    assert "refused thread resolution: refused for installation " in bartizan(stage.environment, "doctor").stdout
