from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.store.engine import connect
from bot.store.migrate import upgrade
from tests.postgres import new_database, start_postgres

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with start_postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bartizan.db'}"
    return new_database(request.getfixturevalue("server"))


@pytest.fixture
def url(empty: str) -> str:
    upgrade(empty)
    return empty


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = connect(url)
    yield engine
    engine.dispose()
