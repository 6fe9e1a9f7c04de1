"""What entries say of their recording beyond the first columns: one object of JSON, `{}` where nothing more is said."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; entries that were recorded before have nothing in it, and their leaves stay as they are."""
    op.add_column("entries", sa.Column("extensions", sa.Text, server_default=sa.text("'{}'"), nullable=False))
