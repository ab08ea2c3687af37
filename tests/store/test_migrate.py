from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from bot.store.engine import connect, normalised
from bot.store.migrate import upgrade
from bot.store.schema import METADATA

ROOT = Path(__file__).parents[2]


def test_makes_exactly_the_tables_of_the_schema(url: str) -> None:
    engine = connect(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": "bartizan_schema", "compare_type": True})
        difference = compare_metadata(context, METADATA)
        tables = set(inspect(connection).get_table_names())
    engine.dispose()

    assert difference == []
    assert tables == {*METADATA.tables, "bartizan_schema"}


def test_changes_nothing_when_the_tables_are_current(url: str) -> None:
    upgrade(url)

    test_makes_exactly_the_tables_of_the_schema(url)


def test_many_may_start_at_once(empty: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(upgrade, [empty] * 8))

    assert done == [None] * 8
    test_makes_exactly_the_tables_of_the_schema(empty)


def test_two_processes_that_start_at_once_share_out_one_delivery(empty: str) -> None:
    command = [sys.executable, "-m", "tests.store.claim_once", empty, "20"]
    both = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]

    answers = [line for process in both for line in process.communicate()[0].split()]

    assert sorted(answers) == ["new"] + ["unfinished"] * 39


def test_sqlite_writes_ahead_and_minds_foreign_keys(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'x.db'}")
    with engine.connect() as connection:
        answers = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "foreign_keys", "busy_timeout")]
    engine.dispose()

    assert answers == ["wal", 1, 20_000]


def test_takes_the_usual_addresses_of_postgresql() -> None:
    shown = {normalised(prefix + "u@h/d").render_as_string() for prefix in ("postgres://", "postgresql://", "postgresql+psycopg://")}

    assert shown == {"postgresql+psycopg://u@h/d"}


def test_refuses_another_database_without_showing_the_password() -> None:
    with pytest.raises(ValueError, match="begins with sqlite") as caught:
        connect("mysql://u:hidden@h/d")

    assert "hidden" not in str(caught.value)
