"""Bringing a ledger's tables to the shape that this release reads and writes, and what that shape is, as statements."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from ledger.database.datastore import Connection, Datastore
from ledger.refusals import StoreRefusal

SCHEMA: Final = "0004"
"""The newest migration: what this release reads and writes."""
VERSION_TABLE: Final = "ledger_schema"
"""Where a ledger keeps the version of its schema."""
SCRIPTS: Final = Path(__file__).parent / "migrations"

_VERSION: Final = (
    f"CREATE TABLE {VERSION_TABLE} "
    f"(version_num VARCHAR(32) NOT NULL, CONSTRAINT {VERSION_TABLE}_pkc PRIMARY KEY (version_num))"
)
"""The table that Alembic makes for itself."""
FORMER: Final = MappingProxyType(
    {
        "entries_by_occurrence": "CREATE INDEX entries_by_occurrence "
        "ON entries (stream, occurred_earliest, occurred_latest, position)"
    }
)
"""Indexes that ledgers of an earlier release have, and later ones do without."""
_TABLE: Final = re.compile(r"CREATE TABLE (\w+)")


def schema_of(datastore: Datastore) -> str | None:
    """The version of the schema that a database has; none where there is no ledger."""
    with datastore.read() as connection:
        return _version(datastore, connection)


def make(datastore: Datastore) -> None:
    """Make the tables of a new ledger, all in one transaction; whoever comes second finds them made.

    They are what the migrations come to, without Alembic's looking, step by step, which of them are missing.
    """
    from sqlalchemy import inspect

    with datastore.migrating() as connection:
        if inspect(connection).has_table(VERSION_TABLE):
            return
        for statement in definition_of(datastore):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"INSERT INTO {VERSION_TABLE} VALUES ('{SCHEMA}')")


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


def tables_of(datastore: Datastore) -> set[str]:
    """The names of the tables of a ledger on this kind of database, but for that of the schema's version."""
    made = (_TABLE.match(statement) for statement in definition_of(datastore))
    return {found[1] for found in made if found} - {VERSION_TABLE}


def definition_of(datastore: Datastore) -> tuple[str, ...]:
    """The statements by which the migrations make a ledger on this kind of database; nothing is connected to."""
    return _definition(datastore.drivername)


@cache
def _definition(drivername: str) -> tuple[str, ...]:
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory
    from sqlalchemy import create_mock_engine

    said = [_VERSION]

    def hear(statement: Any, *_: Any, **__: Any) -> None:
        said.append(str(statement.compile(dialect=engine.dialect)))

    engine: Any = create_mock_engine(f"{drivername}://", hear)
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    revisions = list(ScriptDirectory.from_config(config).walk_revisions())
    with Operations.context(MigrationContext.configure(connection=engine)):
        for revision in reversed(revisions):
            revision.module.upgrade()
    return tuple(statement.strip() for statement in said)
