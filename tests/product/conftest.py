"""One product for most tests, each with a repository and an owner of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from _pytest.nodeid import coerce_node_id

from tests.postgres import start_postgres
from tests.product.stage import CANARY, Stage, staged

if TYPE_CHECKING:
    from collections.abc import Iterator


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep groups together: pytest-xdist 3.8 writes them into a field that pytest 9.2 does not read any more."""
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        mark = item.get_closest_marker("xdist_group")
        if mark is not None and "@" not in item.nodeid.rpartition("]")[2]:
            item._id = coerce_node_id(f"{item.nodeid}@{mark.args[0]}")


@pytest.fixture(scope="session")
def product() -> Iterator[Stage]:
    """A server and a worker on SQLite."""
    with staged() as stage:
        stage.server()
        stage.worker()
        yield stage
        assert CANARY not in stage.logged() + stage.rows()


@pytest.fixture
def stage(product: Stage) -> Iterator[Stage]:
    """The shared product; nothing said to the forge may have broken its description."""
    yield product
    product.double.faults.clear()
    try:
        product.double.assert_honest()
    finally:
        product.double.violations.clear()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    with start_postgres() as url:
        yield url
