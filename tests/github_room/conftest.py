"""One double for the whole room, and a fresh repository on it for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.github_double.double import GitHubDouble
from tests.github_room.shop import Shop, app_on, shop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.github.app import GitHubApp


@pytest.fixture(scope="session")
def shared_double() -> Iterator[GitHubDouble]:
    with GitHubDouble.start() as started:
        yield started


@pytest.fixture(scope="session")
def shared_app(shared_double: GitHubDouble) -> GitHubApp:
    return app_on(shared_double)


@pytest.fixture
def here(shared_double: GitHubDouble, shared_app: GitHubApp) -> Iterator[Shop]:
    with shop(shared_double, shared_app) as opened:
        yield opened
