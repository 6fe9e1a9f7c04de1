"""Bringing a ledger's tables to the shape that this release reads and writes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ledger.database.datastore import Connection, Datastore
from ledger.refusals import StoreRefusal

SCHEMA: Final = "0004"
"""The newest migration: what this release reads and writes."""
VERSION_TABLE: Final = "ledger_schema"
"""Where a ledger keeps the version of its schema."""
SCRIPTS: Final = Path(__file__).parent / "migrations"


def schema_of(datastore: Datastore) -> str | None:
    """The version of the schema that a database has; none where there is no ledger."""
    with datastore.read() as connection:
        return _version(datastore, connection)


def migrate(datastore: Datastore, scripts: Path = SCRIPTS) -> None:
    """Run what is missing up to the newest version, all in one transaction; one process at a time.

    Raises:
        StoreRefusal: the version that the ledger has is none that this release knows the way from.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with datastore.migrating() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as lost:
            raise StoreRefusal(str(lost)) from lost


def _version(datastore: Datastore, connection: Connection) -> str | None:
    if not datastore.has_table(connection, VERSION_TABLE):
        return None
    found = datastore.execute(connection, f"SELECT version_num FROM {VERSION_TABLE}")
    return str(found[0][0]) if found else None
