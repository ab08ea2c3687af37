"""What a change depends on goes to the dependency graph after the review, where that is switched on and granted."""

from __future__ import annotations

import json
import urllib.request
from typing import TYPE_CHECKING

import pytest

from tests.github_double.faults import Fault
from tests.github_double.state import DEFAULT_PERMISSIONS
from tests.product.stage import Stage, bartizan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.github_double.repository import DoublePull

pytestmark = pytest.mark.xdist_group("product-generous")

GRANTED = DEFAULT_PERMISSIONS | {"contents": "write", "security_events": "write"}
SUBMISSION = "POST */dependency-graph/snapshots"
MANIFEST = {"requirements.txt": "flask==3.0.0\nrequests>=2\n"}


@pytest.fixture
def graph(generous: Stage) -> Iterator[Stage]:
    yield generous
    generous.double.faults.clear()
    generous.double.assert_honest()


def granted(stage: Stage, pull: DoublePull) -> DoublePull:
    stage.double.install(pull.repository.facts.owner, GRANTED)
    return pull


def fetched(stage: Stage, page: str) -> str:
    with urllib.request.urlopen(f"{stage.url}/{page}", timeout=10) as answer:
        return str(answer.read().decode())


def calls(stage: Stage, pull: DoublePull) -> int:
    return sum(f"/{pull.repository.full_name}/dependency-graph/" in write.path for write in stage.double.writes)


@pytest.mark.parametrize(
    ("fork", "fault", "sent"),
    [(False, Fault(SUBMISSION, status=502, when="before"), 1), (True, Fault(SUBMISSION, cut=True, when="after"), 2)],
    ids=["own branch", "fork"],
)
def test_the_manifests_of_the_head_are_submitted_once_whatever_stumbles(graph: Stage, fault: Fault, sent: int, *, fork: bool) -> None:
    pull = granted(graph, graph.propose(MANIFEST, fork=fork))
    graph.double.faults.add(fault)
    ended = graph.logged().count("handed to the dependency graph")

    check = graph.review(pull)
    graph.until(lambda: graph.logged().count("handed to the dependency graph") > ended, "the submission ended well")
    graph.until(lambda: pull.repository.facts.analyses, "the report arrived, too")
    graph.settled(graph.deliver(pull, "ready_for_review"))

    snapshots = pull.repository.facts.snapshots
    snapshot = snapshots[0]
    # After a lost answer the same is sent again: GitHub counts the latest.
    assert snapshots == [snapshot] * sent
    assert check.conclusion == "success"
    assert (snapshot["sha"], snapshot["ref"]) == (pull.head_sha, f"refs/pull/{pull.number}/head")
    assert list(snapshot["manifests"]["requirements.txt"]["resolved"]) == ["pkg:pypi/flask@3.0.0"]
    assert snapshot["manifests"]["requirements.txt"]["metadata"] == {"entries_without_exact_version": 1}
    assert snapshot["detector"]["url"].endswith("/apps/bartizan")
    assert fault.hits == 1


def test_what_is_not_granted_is_said_shown_and_not_asked_for_again(graph: Stage) -> None:
    pull = graph.propose(MANIFEST)
    sentence = "the dependency graph does not take dependencies"
    before = graph.logged().count(sentence)

    first = graph.review(pull)
    graph.until(lambda: graph.logged().count(sentence) > before, "the refusal was noticed")
    pull.push({"requirements.txt": "flask==3.0.1\n"})
    second = graph.review(pull, "synchronize")

    assert "dependency graph" not in (first.output["summary"] or "")
    assert "Dependencies do not go to the dependency graph" in (second.output["summary"] or "")
    assert graph.logged().count(sentence) == before + 1
    assert calls(graph, pull) == 0
    _assert_shown(graph, pull)


def _assert_shown(graph: Stage, pull: DoublePull) -> None:
    """To the operator, without stopping anything and without a name."""
    ready = json.loads(fetched(graph, "readyz"))
    metrics = fetched(graph, "metrics")
    doctor = bartizan(graph.environment, "doctor")

    part = ready["parts"]["dependency_graph"]
    assert (ready["ready"], part["well"], part["value"]) == (True, False, 1)
    assert "refused for installation " in part["said"]
    assert "(1 repository). Grant `Contents: Read and write`" in part["said"]
    assert pull.repository.full_name not in str(ready)
    assert 'bartizan_up{part="dependency_graph"} 0' in metrics
    assert 'bartizan_reading{part="dependency_graph",unit="installations"} 1' in metrics
    assert "refused dependency graph: refused for installation " in doctor.stdout
    assert doctor.returncode == (3 if "missing " in doctor.stdout else 0)


def test_nothing_is_submitted_for_a_branch_beside_the_default_one(graph: Stage) -> None:
    repository = graph.repository()
    graph.double.user("dev", "write", repository)
    repository.branch("release", {"VERSION": "1\n"})
    repository.branch("later", MANIFEST)
    pull = granted(graph, repository.open_pull(head="later", base="release", user="dev"))

    graph.review(pull)

    assert calls(graph, pull) == 0
    assert f"{pull.head_sha}+snapshot-" not in graph.rows()
