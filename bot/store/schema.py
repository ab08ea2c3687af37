"""Our own tables. The migrations make them; a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

METADATA = MetaData()

delivery = Table(
    "delivery",
    METADATA,
    Column("id", String(200), primary_key=True),
    Column("event", String(100), nullable=False),
    Column("action", String(100), nullable=False),
    Column("received", DateTime(timezone=True), nullable=False),
    Column("state", String(20), nullable=False),
    Column("why", Text, nullable=False),
    Column("job", Text, nullable=False),
    Index("delivery_by_state", "state", "why"),
)

review = Table(
    "review",
    METADATA,
    Column("key", String(400), primary_key=True),
    Column("repo", String(300), nullable=False),
    Column("number", Integer, nullable=False),
    Column("head", String(64), nullable=False),
    Column("base", String(64), nullable=False),
    Column("decision", String(20), nullable=False),
    Column("summary", Text, nullable=False),
    Column("started", DateTime(timezone=True), nullable=False),
    Column("finished", DateTime(timezone=True), nullable=False),
    Column("timings", JSON, nullable=False),
    Column("writes", Integer, nullable=False),
    Column("policy", String(64), nullable=False),
    Index("review_by_pull", "repo", "number", "finished"),
    Index("review_by_time", "finished"),
)

finding = Table(
    "finding",
    METADATA,
    Column("review", String(400), ForeignKey("review.key", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("fingerprint", String(100), nullable=False),
    Column("rule", String(200), nullable=False),
    Column("path", Text, nullable=False),
    Column("line", Integer, nullable=True),
    Column("severity", String(20), nullable=False),
    Column("confidence", String(20), nullable=False),
    Column("state", Text, nullable=False),
    Column("kinship", String(100), nullable=False, server_default=""),
    Index("finding_by_fingerprint", "fingerprint"),
    Index("finding_by_rule", "rule"),
)

# What people said about a finding; it outlives the reviews that reported it. The newest that was not undone holds.
acknowledgement = Table(
    "acknowledgement",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("repo_id", BigInteger, nullable=False),
    Column("repo", String(300), nullable=False),
    Column("number", Integer, nullable=False),
    Column("fingerprint", String(100), nullable=False),
    Column("rule", String(200), nullable=False),
    Column("path", Text, nullable=False),
    Column("severity", String(20), nullable=False),
    Column("copies", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("who", String(100), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("reason", Text, nullable=False),
    Column("until", Date, nullable=False),
    Column("undone_by", String(100), nullable=True),
    Column("undone_at", DateTime(timezone=True), nullable=True),
    Column("kinship", String(100), nullable=False, server_default=""),
    Index("acknowledgement_by_fingerprint", "repo_id", "fingerprint"),
)

# Pull requests whose automatic reviews are paused.
pause = Table(
    "pause",
    METADATA,
    Column("repo_id", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("who", String(100), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

# Comments with commands: what was decided about each, so that it is decided once.
command = Table(
    "command",
    METADATA,
    Column("id", String(100), primary_key=True),
    Column("repo_id", BigInteger, nullable=False),
    Column("number", Integer, nullable=False),
    Column("who", String(100), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("commands", Integer, nullable=False),
    Column("reactions", JSON, nullable=False),
    Column("reply", Text, nullable=False),
    Column("review", Boolean, nullable=False),
    Index("command_by_person", "repo_id", "number", "who", "at"),
)

audit = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("actor", String(200), nullable=False),
    Column("action", String(100), nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
)

blob_cache = Table(
    "blob_cache",
    METADATA,
    Column("engine", String(64), primary_key=True),
    Column("path", Text, primary_key=True),
    Column("blob", String(64), primary_key=True),
    Column("findings", JSON, nullable=False),
    Column("written", DateTime(timezone=True), nullable=False),
    Index("blob_cache_by_time", "written"),
)

heartbeat = Table(
    "heartbeat",
    METADATA,
    Column("executor", String(200), primary_key=True),
    Column("beat", DateTime(timezone=True), nullable=False),
    Column("status", String(400), nullable=False),
)

# What the App was installed on, by GitHub's numbers; a repository has one row for each name it was known by.
repository = Table(
    "repository",
    METADATA,
    Column("repo_id", BigInteger, primary_key=True, autoincrement=False),
    Column("full_name", String(300), primary_key=True),
    Column("installation", BigInteger, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False),
    Column("gone_at", DateTime(timezone=True), nullable=True),
    Index("repository_by_installation", "installation"),
    Index("repository_by_name", "full_name"),
    Index("repository_gone", "gone_at"),
)

suspension = Table(
    "suspension",
    METADATA,
    Column("installation", BigInteger, primary_key=True, autoincrement=False),
    Column("since", DateTime(timezone=True), nullable=False),
)

# How far each sweep has come: `through` is what the last complete one has seen, `place` where one that was cut short goes on.
sweep = Table(
    "sweep",
    METADATA,
    Column("name", String(100), primary_key=True),
    Column("began", DateTime(timezone=True), nullable=False),
    Column("through", DateTime(timezone=True), nullable=True),
    Column("place", BigInteger, nullable=False),
)

redelivery = Table(
    "redelivery",
    METADATA,
    Column("guid", String(200), primary_key=True),
    Column("times", Integer, nullable=False),
    Column("last", DateTime(timezone=True), nullable=False),
)


# What goes to code scanning and to the dependency graph, by the reason of its jobs as `kind`; `packed` is empty once the upload has ended.
upload = Table(
    "upload",
    METADATA,
    Column("repo_id", BigInteger, primary_key=True, autoincrement=False),
    Column("head", String(64), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("packed", LargeBinary, nullable=False),
    Column("results", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("round", Integer, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("said", Text, nullable=False),
    Column("kind", String(20), nullable=False, server_default="upload"),
    Index("upload_by_state", "state", "kind"),
)

# Which commit of a default branch was compared with which advisories, or why it could not be.
look = Table(
    "look",
    METADATA,
    Column("repo_id", BigInteger, primary_key=True, autoincrement=False),
    Column("head", String(64), nullable=False),
    Column("snapshot", String(64), nullable=False),
    Column("state", String(8), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("since", DateTime(timezone=True), nullable=False),
    Column("said", Text, nullable=False),
)


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC. What comes without a zone comes from SQLite, which keeps none, and is UTC already."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
