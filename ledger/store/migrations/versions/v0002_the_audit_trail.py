"""The audit trail: the tree's hashes, signed checkpoints and who cosigned them, the keys, and erasable values.

Entries that were recorded before are not sealed by this: whoever keeps the ledger does that, with a key
(`govledger audit seal`), since nobody else can vouch for what they say.
"""

import sqlalchemy as sa
from alembic import op

from ledger.store.migrations.dialects import NAME, POSITION, refuse_changes

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

REFUSAL = "the audit trail is append-only: verify the ledger, or restore a backup"
KEPT = {
    "tree_hashes": ("pos",),
    "checkpoints": ("size",),
    "cosignatures": ("size, line",),
    "signing_keys": ("since",),
}
ERASABLE = {"disclosures": ("digest",)}


def upgrade() -> None:
    """Make the tables, and what refuses changes; a disclosure may go, but not become another."""
    _make_tables()
    refuse_changes("refuse_trail_change", REFUSAL, KEPT, ERASABLE)


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
