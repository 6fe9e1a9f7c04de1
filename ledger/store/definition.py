"""What the migrations make, as statements: to be held against what a database says that it has."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Any, Final

from ledger.database.datastore import Datastore
from ledger.store.migrate import SCRIPTS, VERSION_TABLE

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


def tables_of(datastore: Datastore) -> set[str]:
    """The names of the tables of a ledger on this kind of database, but for that of the schema's version."""
    made = (_TABLE.match(statement) for statement in definition_of(datastore))
    return {found[1] for found in made if found} - {VERSION_TABLE}


def definition_of(datastore: Datastore) -> tuple[str, ...]:
    """The statements by which the migrations make a ledger on this kind of database; nothing is connected to."""
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory
    from sqlalchemy import create_mock_engine

    said = [_VERSION]

    def hear(statement: Any, *_: Any, **__: Any) -> None:
        said.append(str(statement.compile(dialect=engine.dialect)))

    engine: Any = create_mock_engine(f"{datastore.drivername}://", hear)
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    revisions = list(ScriptDirectory.from_config(config).walk_revisions())
    with Operations.context(MigrationContext.configure(connection=engine)):
        for revision in reversed(revisions):
            revision.module.upgrade()
    return tuple(statement.strip() for statement in said)
