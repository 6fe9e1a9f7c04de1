"""The log: entries, their tags, the head that numbers them, and what refuses to change them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

POSITION = sa.BigInteger().with_variant(sa.Integer, "sqlite")
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
KEPT = ("entries", "entry_tags")
REFUSAL = "the log is append-only: record a correction or a retraction instead"


def upgrade() -> None:
    """Make the tables, the head, and what refuses changes."""
    _make_tables()
    op.execute("INSERT INTO head (id, position, recorded_at) VALUES (1, 0, 0)")
    if op.get_bind().dialect.name == "sqlite":
        _refuse_changes_on_sqlite()
    else:
        _refuse_changes_on_postgresql()


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


def _refuse_changes_on_sqlite() -> None:
    for table in KEPT:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_refuse_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
    # INSERT OR REPLACE would take the old row away without asking the DELETE trigger.
    op.execute(
        "CREATE TRIGGER entries_refuse_replacement BEFORE INSERT ON entries "
        "WHEN EXISTS (SELECT 1 FROM entries WHERE position = NEW.position) "
        "OR EXISTS (SELECT 1 FROM entries WHERE stream = NEW.stream AND version = NEW.version) "
        "OR EXISTS (SELECT 1 FROM entries WHERE event_id = NEW.event_id) "
        f"BEGIN SELECT RAISE(ABORT, 'taken already; {REFUSAL}'); END"
    )


def _refuse_changes_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    for table in KEPT:
        op.execute(
            f"CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()"
        )
