"""Model cards: which page it is, and what it leaves out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.core.change import Change, NotAnalysed
from checks.core.finding import Finding
from checks.core.scene import Scene, Unreadable
from checks.model_card.card import left_out
from checks.model_card.check import CHECK
from tests.checks.looked import looked, scene_of
from tests.fakes import FakeTree

CARD = "---\nlicense: mit\ndatasets: [a/b]\nmetrics: [auc]\n---\n# A model\n\n## Uses\n\n## Limitations\n"


def only(scene: Scene, *names: str) -> Scene:
    """The change touches nothing else."""
    files = tuple(file for file in scene.change.files if file.path.text in names)
    change = Change(scene.change.base, scene.change.head, files)
    return replace(scene, change=change, scope=tuple(file.path for file in files))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (CARD, []),
        (CARD.replace("license: mit\n", ""), ["licence"]),
        (CARD.replace("datasets: [a/b]\n", "") + "## Data sets\n", []),
        (CARD.replace("## Limitations", "**Risks and bias**"), []),
        (CARD.replace("## Uses", "Intended use\n------------"), []),
        (CARD.replace("## Limitations", "It has no limitations."), ["limitations"]),
        ("", ["licence", "training data", "metrics", "intended use", "limitations"]),
    ],
)
def test_a_part_is_a_key_of_the_front_matter_or_a_heading(text: str, parts: list[str]) -> None:
    assert left_out(text) == parts


def test_the_readme_of_a_project_is_no_card_unless_it_says_so() -> None:
    said = looked(CHECK, {"models/a.onnx": "x", "README.md": "# Shop\n"})
    silent = looked(CHECK, {"models/a.onnx": "x", "README.md": CARD.replace("# A model", "# Model card")})

    assert [each.rule.id for each in said if isinstance(each, Finding)] == ["model-card-missing"]
    assert silent == []


def test_a_repository_that_is_a_model_has_its_card_at_its_root() -> None:
    assert looked(CHECK, {"model.safetensors": "x", "README.md": CARD}) == []


def test_a_model_that_is_exchanged_alone_leaves_its_card_behind() -> None:
    scene = scene_of({"m/a.onnx": "new", "m/README.md": CARD}, {"m/a.onnx": "old", "m/README.md": CARD})

    (found,) = CHECK.inspect(only(scene, "m/a.onnx"))

    assert isinstance(found, Finding)
    assert (found.rule.id, found.location.path.text) == ("model-card-stale", "m/a.onnx")


def test_of_several_models_the_gravest_is_told() -> None:
    (found,) = looked(CHECK, {"a/a.onnx": "x", "a/README.md": "---\nlicense: mit\n---\n", "b/b.onnx": "x", "b/c.onnx": "x"})

    assert isinstance(found, Finding)
    assert (found.rule.id, found.location.path.text) == ("model-card-missing", "b/b.onnx")


def test_models_of_tests_need_no_card() -> None:
    assert looked(CHECK, {"tests/data/a.onnx": "x"}) == []


def test_a_card_that_cannot_be_read_is_no_missing_card() -> None:
    scene = scene_of({"m/a.onnx": "x"})

    (said,) = CHECK.inspect(replace(scene, head=FakeTree({"m/a.onnx": b"x", "m/README.md": Unreadable("too large")})))

    assert isinstance(said, NotAnalysed)
    assert not said.expected
