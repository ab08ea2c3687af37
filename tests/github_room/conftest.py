"""One double for the whole room, and a fresh repository on it for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.github_double.double import GitHubDouble
from tests.github_room.shop import Shop, shop

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def shared_double() -> Iterator[GitHubDouble]:
    with GitHubDouble.start() as started:
        yield started


@pytest.fixture
def here(shared_double: GitHubDouble) -> Iterator[Shop]:
    with shop(shared_double) as opened:
        yield opened
