"""The triggers that make the database itself refuse changes of the record, and which of them are not at work.

They keep honest people and programs from changing what was recorded. Whoever owns the database can drop them, and
put them back afterwards: that they are there proves nothing, that they are not is worth a question.
"""

from __future__ import annotations

from typing import Final

from ledger.database.datastore import Datastore

_GUARDED: Final = ("entries", "entry_tags", "tree_hashes", "checkpoints", "cosignatures", "signing_keys", "disclosures")
_NOT_NEEDED: Final = frozenset({"entry_tags_refuse_replacement", "disclosures_refuse_delete"})
"""A tag has nothing but its key that another could replace; a disclosure may be erased."""


def guards(datastore: Datastore) -> frozenset[str]:
    """The names of the triggers that a ledger has."""
    return frozenset(f"{table}_{kind}" for table in _GUARDED for kind in datastore.guards) - _NOT_NEEDED


def guards_at_work(datastore: Datastore) -> frozenset[str]:
    """The names of the triggers that are there, switched on, and refuse something."""
    with datastore.read() as connection:
        return datastore.triggers_at_work(connection, _GUARDED)
