"""Evaluations that a change weakens or takes away, beyond what examples can hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.core.change import ChangedFile, FileStatus, NotAnalysed
from checks.core.finding import Finding
from checks.core.place import RepoPath
from checks.core.scene import Scene, Unreadable
from checks.evaluation_gate.check import CHECK
from checks.evaluation_gate.demands import numbers
from tests.checks.looked import looked, scene_of
from tests.fakes import FakeTree

TRAINING = "import torch\n\n\ndef train(loss):\n    loss.backward()\n"
TEST = "import textattack\n\n\ndef test_resists_typos(model):\n    assert attacked(model) < 0.1\n"


def without(scene: Scene, name: str, content: str) -> Scene:
    """The change also removes this file."""
    gone = ChangedFile(RepoPath(name), FileStatus.REMOVED)
    base = FakeTree({**scene.base.files, name: content.encode()} if isinstance(scene.base, FakeTree) else {})
    return replace(scene, base=base, change=replace(scene.change, files=(*scene.change.files, gone)))


def test_an_evaluation_that_is_removed_is_told_on_what_the_change_still_has() -> None:
    scene = without(scene_of({"train.py": TRAINING}), "tests/test_robustness.py", TEST)

    (found,) = CHECK.inspect(scene)

    assert isinstance(found, Finding)
    assert (found.rule.id, str(found.location)) == ("evaluation-gate-weakened", "train.py")
    assert "the test `test_resists_typos` taken out" in found.message


def test_an_evaluation_that_moves_to_another_file_is_not_lost() -> None:
    scene = without(scene_of({"tests/evals/test_typos.py": TEST}), "tests/test_robustness.py", TEST)

    assert list(CHECK.inspect(scene)) == []


def test_a_test_of_no_model_may_go() -> None:
    scene = without(scene_of({"main.py": "print(1)\n"}), "tests/test_main.py", "def test_prints():\n    assert main() > 1\n")

    assert list(CHECK.inspect(scene)) == []


def test_one_pull_request_has_one_finding() -> None:
    before = TEST + "\n\ndef test_resists_noise(model):\n    assert noisy(model) < 0.1\n"
    after = before.replace("0.1", "0.5")

    (found,) = looked(CHECK, {"tests/test_robustness.py": after, "train.py": TRAINING}, {"tests/test_robustness.py": before})

    assert isinstance(found, Finding)
    assert found.message.count("was 0.1 and is 0.5") == 2
    assert len(found.related) == 1


def test_a_manifest_that_cannot_be_read_is_no_missing_evaluation() -> None:
    scene = scene_of({"train.py": TRAINING})
    head = FakeTree({"train.py": TRAINING.encode(), "requirements.txt": Unreadable("too large")})

    (said,) = CHECK.inspect(replace(scene, head=head))

    assert isinstance(said, NotAnalysed)
    assert (said.path, said.expected) == ("train.py", False)
    assert "too large" in said.why


@pytest.mark.parametrize(
    ("line", "name", "least"),
    [
        ("threshold: 0.9", "threshold", True),
        ('"toxicity_threshold": 0.2,', "toxicity_threshold", False),
        ("metric = ToxicityMetric(threshold=0.2)", "threshold", False),
        ("assert f1(model) >= 0.9", "f1(model)", True),
        ("    assert latency < 2", "latency", False),
        ("self.assertGreaterEqual(score, 0.9)", "score", True),
        ("max_failures: 3", "max_failures", False),
    ],
)
def test_a_number_is_the_least_of_something_good_or_the_most_of_something_bad(line: str, name: str, least: bool) -> None:  # noqa: FBT001
    assert list(numbers(line)) == [(name, least)]


def test_a_number_in_a_comment_demands_nothing() -> None:
    assert numbers("# threshold: 0.9") == {}


def test_thresholds_are_not_compared_when_one_was_added() -> None:
    before = "model: a\nthreshold: 0.9\n"
    after = "model: a\nthreshold: 0.5\nthreshold: 0.9\n"

    assert looked(CHECK, {"evals/config.yaml": after}, {"evals/config.yaml": before}) == []
