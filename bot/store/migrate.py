"""Bringing the tables to their newest form, whoever starts first."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.store.engine import connect

# Any number that no other user of the same database takes for its own advisory lock.
_LOCK = 4_862_170_331
_VERSIONS = "bartizan_schema"


def upgrade(url: str) -> None:
    """Apply the revisions that are missing. Several processes may call it at once: one works, the others wait and find it done."""
    engine = connect(url)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    newest = ScriptDirectory.from_config(config).get_current_head()
    try:
        # On SQLite the transaction itself is the lock: it begins with the right to write.
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            context = MigrationContext.configure(connection, opts={"version_table": _VERSIONS})
            if context.get_current_revision() != newest:
                config.attributes["connection"] = connection
                config.attributes["version_table"] = _VERSIONS
                command.upgrade(config, "head")
    finally:
        engine.dispose()
