"""What differs by database in what the migrations make: two types of columns, and the triggers that refuse changes.

A database that is added gets its lines here. What is here for the others stays as it is: ledgers have been made by it,
and a test holds it against those.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import sqlalchemy as sa
from alembic import op

# SQLite makes a column the table's own row number only where it is spelled INTEGER.
POSITION: Final = sa.BigInteger().with_variant(sa.Integer, "sqlite")
# Names sort and compare by their code points, whatever language the PostgreSQL server speaks.
NAME: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

Keys = Mapping[str, Sequence[str]]


def refuse_changes(what: str, says: str, kept: Keys, erasable: Keys | None = None) -> None:
    """Have the database refuse to change rows of tables, or to put others in the place of those with the same keys.

    Each table is named with its keys. Rows of those that are `erasable` may go, but not become others. `what` names
    the refusal, and it `says` what to do instead.
    """
    refuse = {"sqlite": _on_sqlite, "postgresql": _on_postgresql}[op.get_bind().dialect.name]
    refuse(what, says, kept, erasable or {})


def _on_sqlite(what: str, says: str, kept: Keys, erasable: Keys) -> None:
    changes = [(table, change) for table in kept for change in ("UPDATE", "DELETE")]
    for table, change in (*changes, *((table, "UPDATE") for table in erasable)):
        op.execute(
            f"CREATE TRIGGER {table}_refuse_{change.lower()} BEFORE {change} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
        )
    # INSERT OR REPLACE would take the old row away without asking the DELETE trigger.
    for table, keys in {**kept, **erasable}.items():
        if taken := " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {_same(key)})" for key in keys):
            op.execute(
                f"CREATE TRIGGER {table}_refuse_replacement BEFORE INSERT ON {table} WHEN {taken} "
                f"BEGIN SELECT RAISE(ABORT, 'taken already; {says}'); END"
            )


def _same(key: str) -> str:
    return " AND ".join(f"{column} = NEW.{column}" for column in key.split(", "))


def _on_postgresql(what: str, says: str, kept: Keys, erasable: Keys) -> None:
    op.execute(
        f"CREATE FUNCTION ledger_{what}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{says}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    changes = [(table, "UPDATE OR DELETE OR TRUNCATE") for table in kept]
    for table, change in (*changes, *((table, "UPDATE OR TRUNCATE") for table in erasable)):
        op.execute(
            f"CREATE TRIGGER {table}_refuse_change BEFORE {change} ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION ledger_{what}()"
        )
