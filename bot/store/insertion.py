"""The one insert that two processes may try at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Table


def insert_if_absent(connection: Connection, table: Table, row: Mapping[str, object]) -> bool:
    """Insert the row unless its key is taken; whether it was inserted. On PostgreSQL it waits for a rival's transaction to end."""
    # The returned row tells; the row count of an insert is not to be had from every driver.
    key = tuple(table.primary_key.columns)
    if connection.dialect.name == "postgresql":
        return connection.execute(postgresql.insert(table).values(**row).on_conflict_do_nothing().returning(*key)).first() is not None
    return connection.execute(sqlite.insert(table).values(**row).on_conflict_do_nothing().returning(*key)).first() is not None
