"""Alembic's entry: runs the revisions on the connection that `bot.store.migrate` holds."""

from alembic import context

from bot.store.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    version_table=context.config.attributes["version_table"],
    target_metadata=METADATA,
)
context.run_migrations()
