"""The audit trail: the tree's hashes, signed checkpoints and who cosigned them, the keys, and erasable values.

Entries that were recorded before are not sealed by this: whoever keeps the ledger does that, with a key
(`govledger audit seal`), since nobody else can vouch for what they say.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

POSITION = sa.BigInteger().with_variant(sa.Integer, "sqlite")
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
REFUSAL = "the audit trail is append-only: verify the ledger, or restore a backup"
KEPT = (("tree_hashes", "pos"), ("checkpoints", "size"), ("cosignatures", "size, line"), ("signing_keys", "since"))
ERASABLE = "disclosures"


def upgrade() -> None:
    """Make the tables, and what refuses changes; a disclosure may go, but not become another."""
    _make_tables()
    if op.get_bind().dialect.name == "sqlite":
        _refuse_changes_on_sqlite()
    else:
        _refuse_changes_on_postgresql()


def _make_tables() -> None:
    op.create_table(
        "tree_hashes",
        sa.Column("pos", POSITION, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "checkpoints",
        sa.Column("size", POSITION, primary_key=True, autoincrement=False),
        sa.Column("note", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "cosignatures",
        sa.Column("size", POSITION, primary_key=True, autoincrement=False),
        sa.Column("line", NAME, primary_key=True),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "signing_keys",
        sa.Column("since", POSITION, primary_key=True, autoincrement=False),
        sa.Column("verifier", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "disclosures",
        sa.Column("digest", NAME, primary_key=True),
        sa.Column("entry", POSITION, nullable=False),
        sa.Column("disclosure", sa.Text, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("disclosures_by_entry", "disclosures", ["entry"])


def _refuse_changes_on_sqlite() -> None:
    for table, _ in KEPT:
        for change in ("UPDATE", "DELETE"):
            _refuse_on_sqlite(table, change)
    _refuse_on_sqlite(ERASABLE, "UPDATE")
    for table, columns in (*KEPT, (ERASABLE, "digest")):
        # INSERT OR REPLACE would take the old row away without asking the DELETE trigger.
        same = " AND ".join(f"{column} = NEW.{column}" for column in columns.split(", "))
        op.execute(
            f"CREATE TRIGGER {table}_refuse_replacement BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
            f"BEGIN SELECT RAISE(ABORT, 'taken already; {REFUSAL}'); END"
        )


def _refuse_on_sqlite(table: str, change: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_refuse_{change.lower()} BEFORE {change} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _refuse_changes_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION ledger_refuse_trail_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    changes = [(table, "UPDATE OR DELETE OR TRUNCATE") for table, _ in KEPT]
    for table, change in (*changes, (ERASABLE, "UPDATE OR TRUNCATE")):
        op.execute(
            f"CREATE TRIGGER {table}_refuse_change BEFORE {change} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_trail_change()"
        )
