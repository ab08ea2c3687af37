"""What a change depends on goes to the dependency graph after the review, where that is switched on and granted."""

from __future__ import annotations

import json
import urllib.request
from typing import TYPE_CHECKING

import pytest

from tests.github_double.faults import Fault
from tests.github_double.state import DEFAULT_PERMISSIONS
from tests.product.stage import INNOCENT, Stage, bartizan, staged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.github_double.repository import DoublePull

pytestmark = pytest.mark.xdist_group("product-dependency-graph")

GRANTED = DEFAULT_PERMISSIONS | {"contents": "write"}
REFUSED = "accept the App's permissions"
MANIFEST = {"requirements.txt": "flask==3.0.0\nrequests>=2\n"}


@pytest.fixture(scope="module")
def switched_on() -> Iterator[Stage]:
    with staged(BARTIZAN_DEPENDENCY_GRAPH="on") as stage:
        stage.server()
        stage.worker()
        yield stage


@pytest.fixture
def graph(switched_on: Stage) -> Iterator[Stage]:
    yield switched_on
    switched_on.double.faults.clear()
    switched_on.double.assert_honest()


def granted(stage: Stage, pull: DoublePull) -> DoublePull:
    stage.double.install(pull.repository.facts.owner, GRANTED)
    return pull


def calls(stage: Stage, pull: DoublePull) -> int:
    return sum(f"/{pull.repository.full_name}/dependency-graph/" in write.path for write in stage.double.writes)


@pytest.mark.parametrize("fork", [False, True])
def test_the_manifests_of_the_head_are_submitted_once(graph: Stage, *, fork: bool) -> None:
    pull = granted(graph, graph.propose(MANIFEST, fork=fork))
    fault = Fault(f"POST /repos/{pull.repository.full_name}/dependency-graph/snapshots", status=502, when="before")
    graph.double.faults.add(fault)

    check = graph.review(pull)
    graph.until(lambda: pull.repository.facts.snapshots, "the snapshot arrived")
    graph.settled(graph.deliver(pull, "ready_for_review"))

    (snapshot,) = pull.repository.facts.snapshots
    assert check.conclusion == "success"
    assert (snapshot["sha"], snapshot["ref"]) == (pull.head_sha, f"refs/pull/{pull.number}/head")
    assert list(snapshot["manifests"]["requirements.txt"]["resolved"]) == ["pkg:pypi/flask@3.0.0"]
    assert snapshot["manifests"]["requirements.txt"]["metadata"] == {"entries_without_exact_version": 1}
    assert snapshot["detector"]["url"].endswith("/apps/bartizan")
    assert (fault.hits, calls(graph, pull)) == (1, 1)


def test_what_is_not_granted_is_said_and_not_asked_for_again(graph: Stage) -> None:
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


def test_a_refusal_is_shown_to_the_operator_and_stops_nothing(graph: Stage) -> None:
    pull = graph.propose(MANIFEST)
    graph.review(pull)
    graph.until(lambda: REFUSED in graph.rows(), "the refusal was remembered")

    with urllib.request.urlopen(f"{graph.url}/readyz", timeout=10) as answer:
        ready = json.loads(answer.read())
    with urllib.request.urlopen(f"{graph.url}/metrics", timeout=10) as answer:
        metrics = answer.read().decode()
    doctor = bartizan(graph.environment, "doctor")

    part = ready["parts"]["dependency_graph"]
    assert ready["ready"]
    assert not part["well"]
    assert "refused for installation " in part["said"]
    assert "Contents: Read and write" in part["said"]
    assert pull.repository.full_name not in str(ready)
    assert 'bartizan_up{part="dependency_graph"} 0' in metrics
    assert 'bartizan_reading{part="dependency_graph",unit="installations"}' in metrics
    assert "refused dependency graph: refused for installation " in doctor.stdout
    assert doctor.returncode == (3 if "missing " in doctor.stdout else 0)


def test_nothing_is_submitted_without_a_manifest_or_onto_another_branch(graph: Stage) -> None:
    pull = granted(graph, graph.propose({"add.py": INNOCENT}))
    repository = pull.repository
    repository.branch("release", {"VERSION": "1\n"})
    repository.branch("later", MANIFEST)
    other = repository.open_pull(head="later", base="release", user="dev")

    graph.review(pull)
    graph.review(other)

    assert calls(graph, pull) == 0
    assert f"{repository.full_name}#{other.number}@{other.head_sha}+snapshot-" not in graph.rows()
