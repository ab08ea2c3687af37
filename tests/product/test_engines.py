"""Engines that fail in every way: the check says so, and the worker does the next job."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

import pytest

from tests.product.engine_farm import ENDLESS, MISBEHAVIOURS, Farm
from tests.product.stage import GUILTY, INNOCENT, Stage, staged

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.xdist_group("engines"),
    pytest.mark.skipif(platform.machine() != "x86_64", reason="the fake engines are x86-64 programs"),
]


@pytest.fixture(scope="session")
def farmed() -> Iterator[tuple[Stage, Farm, subprocess.Popen[bytes]]]:
    with staged() as stage:
        farm = Farm.plant(stage.home / "engines")
        stage.server()
        yield stage, farm, stage.worker(BARTIZAN_ENGINES=str(farm.folder))


# The others differ in what the fake says before it ends.
_FIRST = frozenset({"crashes", "floods", "says nothing", "speaks of another file", "eats memory"})


@pytest.mark.parametrize(
    "misbehaviour", [pytest.param(name, marks=() if name in _FIRST else pytest.mark.long) for name in MISBEHAVIOURS]
)
def test_complaint_09_an_engine_that_misbehaves_is_never_clear(
    farmed: tuple[Stage, Farm, subprocess.Popen[bytes]], misbehaviour: str
) -> None:
    stage, farm, worker = farmed
    pull = stage.propose({"add.py": INNOCENT})
    farm.fake(MISBEHAVIOURS[misbehaviour])

    check = stage.review(pull)

    assert check.conclusion == "failure"
    assert check.output["title"] == "Scan incomplete: 0 of 1 files"
    assert any(word in (check.output["summary"] or "") for word in ("semgrep gave no usable answer", "the pattern engine"))
    assert worker.poll() is None
    assert stage.leftovers() == []
    stage.double.assert_honest()


def test_the_engine_that_works_again_clears_the_same_pull_request(farmed: tuple[Stage, Farm, subprocess.Popen[bytes]]) -> None:
    stage, farm, _ = farmed
    pull = stage.propose({"convert.py": GUILTY})
    farm.fake(MISBEHAVIOURS["crashes"])
    broken = stage.review(pull)
    farm.real()

    stage.settled(stage.deliver(pull, "reopened"))

    assert "it crashed" in (broken.output["summary"] or "")
    newest = stage.checks(pull)[-1]
    assert newest.output["title"] == "1 finding, 1 blocking"
    assert len(pull.review_comments) == 1
    stage.double.assert_honest()


def test_a_finding_is_not_called_fixed_by_an_engine_that_fails(farmed: tuple[Stage, Farm, subprocess.Popen[bytes]]) -> None:
    stage, farm, _ = farmed
    farm.real()
    pull = stage.propose({"convert.py": GUILTY})
    stage.review(pull)
    pull.push({"convert.py": INNOCENT})
    farm.fake(MISBEHAVIOURS["crashes"])

    check = stage.review(pull, "synchronize")

    assert check.conclusion == "failure"
    assert "Fixed in" not in pull.review_comments[0].body
    stage.double.assert_honest()


@pytest.mark.long
@pytest.mark.timeout(400)
@pytest.mark.parametrize("misbehaviour", list(ENDLESS))
def test_an_engine_that_does_not_end_is_ended(farmed: tuple[Stage, Farm, subprocess.Popen[bytes]], misbehaviour: str) -> None:
    stage, farm, worker = farmed
    pull = stage.propose({"add.py": INNOCENT})
    farm.fake(ENDLESS[misbehaviour])

    stage.settled(stage.deliver(pull), 350)

    assert stage.check(pull).conclusion == "failure"
    assert worker.poll() is None
    assert stage.leftovers() == []
    stage.double.assert_honest()
