"""PostgreSQL: roles that may do what a clerk, and what a reader, needs to do, and nothing else.

Both are groups that nobody logs in as: `GRANT council_recorder TO amina` makes Amina a clerk. Neither can change
or remove an entry or anything of the audit trail, switch off a trigger, or make a table. What only the owner of
the ledger may do: migrate it, make its projections anew, name another key, erase a disclosure.

Why so: docs/decisions/0011-roles-on-postgresql.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from ledger.database.datastore import Datastore
from ledger.refusals import StoreRefusal
from ledger.store.migrate import VERSION_TABLE

_LOG: Final = MappingProxyType(
    {
        "entries": "SELECT, INSERT",
        "entry_tags": "SELECT, INSERT",
        "head": "SELECT, UPDATE (position, recorded_at)",
        "tracking": "SELECT, INSERT, UPDATE, DELETE",
        "tree_hashes": "SELECT, INSERT",
        "checkpoints": "SELECT, INSERT",
        "cosignatures": "SELECT, INSERT",
        "signing_keys": "SELECT",
        "disclosures": "SELECT, INSERT",
        VERSION_TABLE: "SELECT",
    }
)
"""What a recorder may do with the tables that are not derived."""
_DERIVED: Final = "SELECT, INSERT, UPDATE"
_KEPT_FROM_READERS: Final = ("disclosures",)
"""Whoever reads sees what is in entries and answers; what is kept apart from them, only a recorder."""


def role_names(datastore: Datastore) -> tuple[str, str]:
    """The recorder's and the reader's role of one ledger, called after its database."""
    return f"{datastore.address.database}_recorder", f"{datastore.address.database}_reader"


def rights_of(datastore: Datastore, role: str, table: str) -> frozenset[str]:
    """What a role may do with a table; whoever is given rights by hand may read what readers may."""
    recorder, _ = role_names(datastore)
    if role == recorder:
        return frozenset(right.partition(" (")[0] for right in re.split(r", (?=[A-Z])", _LOG.get(table, _DERIVED)))
    return frozenset() if table in _KEPT_FROM_READERS or not role else frozenset({"SELECT"})


def role_statements(datastore: Datastore) -> list[str]:
    """What makes both roles and gives them their rights; giving them again changes nothing.

    Raises:
        StoreRefusal: the ledger is an SQLite file, which has no roles, or on a server whose roles are not known here.
    """
    if not datastore.has_roles:
        whose = f"{datastore.title} has roles in words of its own, which are not known here"
        if not datastore.is_server:
            whose = f"an {datastore.title} file has no roles: whoever may write to the file may record"
        raise StoreRefusal(whose, "leave --roles out; use the file's owner and mode, or keep the ledger on PostgreSQL")
    return list(_statements(datastore))


def make_roles(datastore: Datastore) -> None:
    """Make both roles and give them their rights.

    Raises:
        StoreRefusal: the ledger is an SQLite file, or this user may not make roles.
    """
    statements = role_statements(datastore)
    with datastore.write() as connection:
        for statement in statements:
            datastore.execute(connection, statement)


def _statements(datastore: Datastore) -> Iterator[str]:
    recorder, reader = map(_quoted, role_names(datastore))
    for role in (recorder, reader):
        yield (
            f"DO $$ BEGIN CREATE ROLE {role} NOLOGIN; "
            "EXCEPTION WHEN duplicate_object THEN NULL; WHEN unique_violation THEN NULL; END $$"
        )
    with datastore.read() as connection:
        schema = datastore.execute(connection, "SELECT current_schema()")[0][0]
        tables = datastore.tables(connection)
    yield f"GRANT USAGE ON SCHEMA {_quoted(schema)} TO {recorder}, {reader}"
    for table in tables:
        yield f"REVOKE ALL ON {_quoted(table)} FROM PUBLIC, {recorder}, {reader}"
        yield f"GRANT {_LOG.get(table, _DERIVED)} ON {_quoted(table)} TO {recorder}"
        if table not in _KEPT_FROM_READERS:
            yield f"GRANT SELECT ON {_quoted(table)} TO {reader}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
