"""What a finding and an acknowledgement keep when a file is renamed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None
_TABLES = ("finding", "acknowledgement")


def upgrade() -> None:
    """Nothing is known of what was found or said before: it follows no renaming."""
    for table in _TABLES:
        op.add_column(table, sa.Column("kinship", sa.String(100), nullable=False, server_default=""))


def downgrade() -> None:
    """Forget it."""
    for table in _TABLES:
        op.drop_column(table, "kinship")
