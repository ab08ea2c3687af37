"""What the App was installed on, and how far the sweeps have come."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the four tables."""
    op.create_table(
        "repository",
        sa.Column("repo_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("full_name", sa.String(300), primary_key=True),
        sa.Column("installation", sa.BigInteger, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("repository_by_installation", "repository", ["installation"])
    op.create_index("repository_by_name", "repository", ["full_name"])
    op.create_index("repository_gone", "repository", ["gone_at"])
    op.create_table(
        "suspension",
        sa.Column("installation", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "sweep",
        sa.Column("name", sa.String(100), primary_key=True),
        sa.Column("began", sa.DateTime(timezone=True), nullable=False),
        sa.Column("through", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "redelivery",
        sa.Column("guid", sa.String(200), primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("last", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Drop the tables with what is in them."""
    for name in ("redelivery", "sweep", "suspension", "repository"):
        op.drop_table(name)
