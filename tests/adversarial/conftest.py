"""One product among canaries for all cases; each test ends with the invariant, so that none can forget it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adversarial.arena import Arena, raised
from tests.adversarial.figures import PROPERTY, metered

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def ground() -> Iterator[Arena]:
    """A server and a worker on SQLite."""
    with raised() as arena:
        arena.stage.server()
        arena.stage.worker()
        yield arena


@pytest.fixture
def arena(ground: Arena, request: pytest.FixtureRequest) -> Iterator[Arena]:
    """The shared arena. What a test leaves undone, unsaid or dishonest fails it."""
    ground.pulls.clear()
    with metered(ground.stage.workers) as meter:
        yield ground
    request.node.user_properties.append((PROPERTY, meter.text()))
    double = ground.stage.double
    double.faults.clear()
    try:
        double.assert_honest()
    finally:
        double.violations.clear()
    if not ground.pulls:
        ground.assert_contained()
    for pull in ground.pulls:
        ground.assert_contained(pull)
