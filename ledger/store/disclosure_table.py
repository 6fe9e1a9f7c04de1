"""The table of disclosures: texts kept apart from their entries, written and erased in the entries' own transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from eventsourcing.persistence import StoredEvent

from ledger.database.datastore import Connection, Datastore
from ledger.entries.row import EntryRow
from ledger.store.stored_entry import StoredEntry

_INSERT: Final = "INSERT INTO disclosures (digest, entry, disclosure) VALUES (?, ?, ?)"
_DELETE: Final = "DELETE FROM disclosures WHERE digest = ?"


def keep_apart(
    datastore: Datastore, connection: Connection, stored: Sequence[StoredEvent], rows: Sequence[EntryRow]
) -> None:
    """Lay down the texts that new entries keep apart, and take away those that they erase.

    On SQLite, what stood there is overwritten at once. Nobody can have erased them in the meantime: that would
    have taken the version of the stream that the erasure has.
    """
    told = [(entry, row) for entry, row in zip(stored, rows, strict=True) if isinstance(entry, StoredEntry)]
    kept = [(made.digest, row.position, made.encoded) for entry, row in told for made in entry.disclosures]
    if kept:
        datastore.execute_many(connection, _INSERT, kept)
    if erased := [(digest,) for entry, _ in told for digest in entry.erases]:
        datastore.overwrite_deleted(connection)
        datastore.execute_many(connection, _DELETE, erased)
