"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table."""
    _delivery()
    _review()
    _finding()
    _decision()
    _audit()
    _blob_cache()
    _heartbeat()


def downgrade() -> None:
    """Drop every table with what is in it."""
    for name in ("heartbeat", "blob_cache", "audit", "decision", "finding", "review", "delivery"):
        op.drop_table(name)


def _delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.String(200), primary_key=True),
        sa.Column("event", sa.String(100), nullable=False),
        sa.Column("action", sa.String(100), nullable=False),
        sa.Column("received", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("job", sa.Text, nullable=False),
    )
    op.create_index("delivery_by_state", "delivery", ["state", "why"])


def _review() -> None:
    op.create_table(
        "review",
        sa.Column("key", sa.String(400), primary_key=True),
        sa.Column("repo", sa.String(300), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("base", sa.String(64), nullable=False),
        sa.Column("decision", sa.String(20), nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=False),
        sa.Column("timings", sa.JSON, nullable=False),
        sa.Column("writes", sa.Integer, nullable=False),
        sa.Column("policy", sa.String(64), nullable=False),
    )
    op.create_index("review_by_pull", "review", ["repo", "number", "finished"])
    op.create_index("review_by_time", "review", ["finished"])


def _finding() -> None:
    op.create_table(
        "finding",
        sa.Column("review", sa.String(400), sa.ForeignKey("review.key", ondelete="CASCADE"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("fingerprint", sa.String(100), nullable=False),
        sa.Column("rule", sa.String(200), nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("line", sa.Integer, nullable=True),
        sa.Column("severity", sa.String(20), nullable=False),
        sa.Column("confidence", sa.String(20), nullable=False),
        sa.Column("state", sa.Text, nullable=False),
    )
    op.create_index("finding_by_fingerprint", "finding", ["fingerprint"])
    op.create_index("finding_by_rule", "finding", ["rule"])


def _decision() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("repo", sa.String(300), nullable=False),
        sa.Column("fingerprint", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone", sa.Boolean, nullable=False),
    )
    op.create_index("decision_by_fingerprint", "decision", ["repo", "fingerprint"])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("action", sa.String(100), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
    )


def _blob_cache() -> None:
    op.create_table(
        "blob_cache",
        sa.Column("engine", sa.String(64), primary_key=True),
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("blob", sa.String(64), primary_key=True),
        sa.Column("findings", sa.JSON, nullable=False),
        sa.Column("written", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("blob_cache_by_time", "blob_cache", ["written"])


def _heartbeat() -> None:
    op.create_table(
        "heartbeat",
        sa.Column("executor", sa.String(200), primary_key=True),
        sa.Column("beat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(400), nullable=False),
    )
