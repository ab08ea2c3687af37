"""One product for most tests, each with a repository and an owner of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.postgres import start_postgres
from tests.product.stage import CANARY, Stage, staged

if TYPE_CHECKING:
    from collections.abc import Iterator


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
def generous() -> Iterator[Stage]:
    """A product whose operator has switched on everything that an owner may grant besides."""
    with staged(BARTIZAN_DEPENDENCY_GRAPH="on", BARTIZAN_CODE_SCANNING="on", BARTIZAN_RESOLVE_THREADS="on") as stage:
        stage.server()
        stage.worker()
        yield stage


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    with start_postgres() as url:
        yield url
