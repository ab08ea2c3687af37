"""Uploads to more than one destination."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Say of each upload where it goes: so far that was code scanning."""
    op.add_column("upload", sa.Column("kind", sa.String(20), nullable=False, server_default="upload"))
    op.create_index("upload_by_state", "upload", ["state", "kind"])


def downgrade() -> None:
    """Forget what did not go to code scanning."""
    op.drop_index("upload_by_state", "upload")
    op.execute("DELETE FROM upload WHERE kind <> 'upload'")
    op.drop_column("upload", "kind")
