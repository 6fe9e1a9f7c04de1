"""The log: entries, their tags, the head that numbers them, and what refuses to change them."""

import sqlalchemy as sa
from alembic import op

from ledger.store.migrations.dialects import NAME, POSITION, refuse_changes

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEPT = {"entries": ("position", "stream, version", "event_id"), "entry_tags": ()}
REFUSAL = "the log is append-only: record a correction or a retraction instead"


def upgrade() -> None:
    """Make the tables, the head, and what refuses changes."""
    _make_tables()
    op.execute("INSERT INTO head (id, position, recorded_at) VALUES (1, 0, 0)")
    refuse_changes("refuse_change", REFUSAL, KEPT)


def _make_tables() -> None:
    op.create_table(
        "entries",
        sa.Column("position", POSITION, primary_key=True, autoincrement=False),
        sa.Column("recorded_at", POSITION, nullable=False),
        sa.Column("stream", NAME, nullable=False),
        sa.Column("version", POSITION, nullable=False),
        sa.Column("type", NAME, nullable=False),
        sa.Column("v", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("occurred", sa.Text, nullable=False),
        sa.Column("occurred_earliest", sa.Integer, nullable=False),
        sa.Column("occurred_latest", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("standing", sa.Text, nullable=False),
        sa.Column("stated_by", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("visibility", sa.Text, nullable=False),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.Column("event_id", NAME, nullable=False),
        sa.Column("correlation_id", sa.Text, nullable=False),
        sa.Column("causation_id", sa.Text, nullable=False),
        sa.Column("tags", sa.Text, nullable=False),
        sa.UniqueConstraint("stream", "version", name="entries_once_a_version"),
        sa.UniqueConstraint("event_id", name="entries_once_an_event"),
        sqlite_strict=True,
    )
    op.create_index("entries_by_recorded_at", "entries", ["recorded_at"])
    op.create_table(
        "entry_tags",
        sa.Column("tag", NAME, primary_key=True),
        sa.Column("position", POSITION, primary_key=True, autoincrement=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("position", POSITION, nullable=False),
        sa.Column("recorded_at", POSITION, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "tracking",
        sa.Column("name", NAME, primary_key=True),
        sa.Column("position", POSITION, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
