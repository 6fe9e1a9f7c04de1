"""An index of the entries that make something exempt, so that every public answer costs what it finds of them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

EXEMPT = "visibility <> '' OR (type = 'entry.corrected' AND replace(body, '\"visibility\"', '') <> body)"


def upgrade() -> None:
    """Make the index; it holds only the entries that are exempt and the corrections that say what is."""
    where = sa.text(EXEMPT)
    op.create_index("entries_exempt", "entries", ["stream"], sqlite_where=where, postgresql_where=where)
