"""Bringing a ledger's tables to the shape that this release reads and writes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect

from ledger.database.datastore import Datastore
from ledger.refusals import StoreRefusal
from ledger.store.schema import VERSION_TABLE

SCRIPTS: Final = Path(__file__).parent / "migrations"
_ONE_AT_A_TIME: Final = 0x676F_766C  # "govl": the number of the advisory lock


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
    with datastore.write() as connection:
        if not datastore.is_sqlite:
            datastore.execute(connection, "SELECT pg_advisory_xact_lock(?)", (_ONE_AT_A_TIME,))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as lost:
            raise StoreRefusal(str(lost)) from lost


def _version(datastore: Datastore, connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = datastore.execute(connection, f"SELECT version_num FROM {VERSION_TABLE}")
    return str(found[0][0]) if found else None
