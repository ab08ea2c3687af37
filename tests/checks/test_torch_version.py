from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checks.core.finding import Finding
from checks.core.place import Location, RepoPath, Span
from checks.core.severity import Confidence, Severity
from checks.unsafe_model_loading.check import CHECK
from checks.unsafe_model_loading.torch_version import OLD, knowing_the_version, required
from tests.checks.looked import scene_of
from tests.fakes import FakeTree

if TYPE_CHECKING:
    from checks.core.contract import Check

PROJECT = '[project]\nname = "a"\nversion = "1"\ndependencies = [\n  "%s",\n]\n'
FILE = RepoPath("app/load.py")


@pytest.mark.parametrize(
    ("files", "said", "safe"),
    [
        ({"requirements.txt": "torch==2.5.1\n"}, "2.5.1", False),
        ({"requirements.txt": "torch==2.6.0\n"}, "2.6.0", True),
        ({"requirements.txt": "numpy\n", "app/requirements.txt": "torch==2.10.0+cu121\n"}, "2.10.0+cu121", True),
        ({"requirements/base.txt": "torch==1.13.1\n"}, "1.13.1", False),
        ({"pyproject.toml": PROJECT % "torch>=2.6"}, "2.6 or newer", True),
        ({"pyproject.toml": PROJECT % "torch>=2.1,<2.6"}, "<2.6", False),
        ({"pyproject.toml": PROJECT % "torch==2.5.*"}, "==2.5", False),
        ({"pyproject.toml": PROJECT % "torch>=2.6,<3.0"}, "2.6 or newer", True),
        ({"requirements.txt": "torch==2.4.0\n", "dev-requirements.txt": "torch==2.7.0\n"}, "2.4.0", False),
        ({"pyproject.toml": PROJECT % "torch>=2.6", "requirements.txt": "torch==2.5.0\n"}, "2.5.0", False),
    ],
)
def test_the_manifests_above_a_file_tell_its_torch(files: dict[str, str], said: str, safe: bool) -> None:  # noqa: FBT001 - a table
    tree = FakeTree({name: text.encode() for name, text in files.items()})

    told = required(tree, FILE)

    assert told is not None
    assert (told.said, told.safe) == (said, safe)


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"pyproject.toml": PROJECT % "torch"},
        {"pyproject.toml": PROJECT % "torch>=2.1"},
        {"pyproject.toml": PROJECT % "torch<=2.6"},
        {"pyproject.toml": PROJECT % "torchvision==0.16.0"},
        {"other/requirements.txt": "torch==2.5.1\n"},
        {"package.json": '{"dependencies": {"torch": "2.5.1"}}'},
    ],
)
def test_nothing_is_known_of_torch_where_nobody_says_it(files: dict[str, str]) -> None:
    tree = FakeTree({name: text.encode() for name, text in files.items()})

    assert required(tree, FILE) is None


def _looking(rule: str) -> Check:
    """A check that sees one call, weighed by the version."""
    (own,) = (each for each in CHECK.rules if each.id == rule)
    finding = Finding(own, Location(FILE, Span(1, 1)), "It loads.", "torch.load(x)")
    return knowing_the_version(replace(CHECK, inspect=lambda _: iter([finding])))


@pytest.mark.parametrize(
    ("rule", "manifest", "weights"),
    [
        ("unsafe-model-loading-torch-default", "", (Severity.HIGH, Confidence.MEDIUM)),
        ("unsafe-model-loading-torch-default", "torch==2.5.1", (Severity.HIGH, Confidence.HIGH)),
        ("unsafe-model-loading-torch-renamed", "torch==2.6.0", (Severity.LOW, Confidence.MEDIUM)),
        ("unsafe-model-loading-torch-unchecked", "torch==2.6.0", (Severity.HIGH, Confidence.HIGH)),
        (OLD, "torch==2.5.1", (Severity.MEDIUM, Confidence.HIGH)),
    ],
)
def test_the_version_weighs_what_relies_on_it(rule: str, manifest: str, weights: tuple[Severity, Confidence]) -> None:
    scene = scene_of({"requirements.txt": manifest})

    (found,) = _looking(rule).inspect(scene)

    assert isinstance(found, Finding)
    assert (found.severity, found.confidence) == weights


@pytest.mark.parametrize("manifest", ["", "torch==2.6.0"])
def test_the_safe_mode_is_not_doubted_unless_the_release_is_known_to_be_old(manifest: str) -> None:
    scene = scene_of({"requirements.txt": manifest})

    assert list(_looking(OLD).inspect(scene)) == []


def test_the_line_that_tells_the_version_is_named() -> None:
    scene = scene_of({"requirements.txt": "numpy==2.0.0\ntorch==2.5.1\n"})

    (found,) = _looking(OLD).inspect(scene)

    assert isinstance(found, Finding)
    assert "requirements.txt:2 takes torch 2.5.1." in found.message
    assert [str(place.location) for place in found.related] == ["requirements.txt:2"]
