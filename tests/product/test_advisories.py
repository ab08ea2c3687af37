"""Advisories are fetched by a command or by the worker, and asked about by a command."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.advisories.facts import document
from tests.advisories.published import Published, publishing
from tests.product.stage import Stage, bartizan, staged

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.xdist_group("product-advisories")
DEFECT = document("X-1", "leaky", ("introduced", "0"), ("fixed", "2"), summary="Leaks", database_specific={"severity": "HIGH"})


@pytest.fixture(scope="module")
def server() -> Iterator[Published]:
    with publishing() as published:
        published.publish([DEFECT])
        published.publish_lists(["CVE-2026-0001"], {"CVE-2026-0001": (0.9, 0.99)})
        yield published


@pytest.fixture
def stage(server: Published) -> Iterator[Stage]:
    settings = {
        "BARTIZAN_ADVISORY_URL": server.address,
        "BARTIZAN_KEV_URL": f"{server.address}/kev.json",
        "BARTIZAN_EPSS_URL": f"{server.address}/epss.csv.gz",
        "BARTIZAN_ADVISORY_ECOSYSTEMS": "PyPI",
        "BARTIZAN_ADVISORY_SYNC": "on",
        "NO_PROXY": "127.0.0.1",
    }
    with staged(**settings) as made:
        yield made


def test_the_command_fetches_and_answers(stage: Stage) -> None:
    synced = bartizan(stage.environment, "advisories", "sync")
    again = bartizan(stage.environment, "advisories", "sync")
    guilty = bartizan(stage.environment, "advisories", "query", "pkg:pypi/Leaky@1.0")
    innocent = bartizan(stage.environment, "advisories", "query", "pkg:pypi/leaky@2.0")
    odd = bartizan(stage.environment, "advisories", "query", "leaky==1.0")
    back = bartizan(stage.environment, "advisories", "rollback")

    assert (synced.returncode, synced.stdout.splitlines()[:2]) == (0, ["whole archives", "PyPI: 1 advisories"])
    assert (again.returncode, again.stdout.splitlines()[0]) == (0, "0 changed records")
    assert guilty.returncode == 1
    assert guilty.stdout == "X-1 (high): Leaks; fixed in 2\nthe nearest release that no advisory names: 2\n"
    assert (innocent.returncode, innocent.stdout) == (0, "nothing is known about leaky 2.0\n")
    assert (odd.returncode, "pkg:pypi/flask@3.0.0" in odd.stderr) == (2, True)
    assert (back.returncode, "PyPI: 1" in back.stdout) == (0, True)


def test_the_worker_fetches_by_itself(server: Published, stage: Stage) -> None:
    (stage.home / "data" / "advisories.db").unlink()
    server.asked.clear()
    stage.worker()

    ended = time.monotonic() + 60
    while bartizan(stage.environment, "advisories", "query", "pkg:pypi/leaky@1.0").returncode != 1:
        assert time.monotonic() < ended, server.asked
        time.sleep(0.3)


def test_a_feed_that_fails_keeps_nobody_from_reviewing(server: Published, stage: Stage) -> None:
    archive = server.files.pop("/PyPI/all.zip")
    server.asked.clear()
    try:
        stage.server()
        stage.worker()
        pull = stage.propose({"requirements.txt": "jinja2==3.1.3\n"})

        stage.review(pull)
    finally:
        server.files["/PyPI/all.zip"] = archive

    assert "/PyPI/all.zip" in server.asked
    assert "jinja2" in pull.review_comments[0].body
