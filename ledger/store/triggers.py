"""The triggers that make the database itself refuse changes of the record, and which of them are not at work.

They keep honest people and programs from changing what was recorded. Whoever owns the database can drop them, and
put them back afterwards: that they are there proves nothing, that they are not is worth a question.
"""

from __future__ import annotations

from typing import Final

from ledger.database.datastore import Datastore

_ON_SQLITE: Final = ("refuse_update", "refuse_delete", "refuse_replacement")
_ON_POSTGRESQL: Final = ("refuse_change",)
_GUARDED: Final = ("entries", "entry_tags", "tree_hashes", "checkpoints", "cosignatures", "signing_keys", "disclosures")
_NOT_NEEDED: Final = frozenset({"entry_tags_refuse_replacement", "disclosures_refuse_delete"})
"""A tag has nothing but its key that another could replace; a disclosure may be erased."""
_AT_WORK_ON_SQLITE: Final = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'"
_AT_WORK_ON_POSTGRESQL: Final = (
    "SELECT t.tgname FROM pg_trigger AS t JOIN pg_proc AS p ON p.oid = t.tgfoid "
    "WHERE t.tgenabled IN ('O', 'A') AND p.prosrc LIKE '%RAISE EXCEPTION%' "
    "AND t.tgrelid = ?::regclass"
)


def guards(datastore: Datastore) -> frozenset[str]:
    """The names of the triggers that a ledger has."""
    kinds = _ON_SQLITE if datastore.is_sqlite else _ON_POSTGRESQL
    return frozenset(f"{table}_{kind}" for table in _GUARDED for kind in kinds) - _NOT_NEEDED


def guards_at_work(datastore: Datastore) -> frozenset[str]:
    """The names of the triggers that are there, switched on, and refuse something."""
    with datastore.read() as connection:
        if datastore.is_sqlite:
            return frozenset(name for (name,) in datastore.execute(connection, _AT_WORK_ON_SQLITE))
        found = (datastore.execute(connection, _AT_WORK_ON_POSTGRESQL, (table,)) for table in _GUARDED)
        return frozenset(name for rows in found for (name,) in rows)
