"""The table of disclosures: texts kept apart from their entries, written and erased in the entries' own transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from eventsourcing.persistence import IntegrityError, StoredEvent
from sqlalchemy import Connection

from ledger.store.datastore import Datastore, driver_of
from ledger.store.rows import EntryRow, StoredEntry

_INSERT: Final = "INSERT INTO disclosures (digest, entry, disclosure) VALUES (?, ?, ?)"
_DELETE: Final = "DELETE FROM disclosures WHERE digest = ?"


def keep_apart(
    datastore: Datastore, connection: Connection, stored: Sequence[StoredEvent], rows: Sequence[EntryRow]
) -> None:
    """Lay down the texts that new entries keep apart, and take away those that they erase.

    Raises:
        IntegrityError: somebody else has erased one of them in the meantime.
    """
    told = [(entry, row) for entry, row in zip(stored, rows, strict=True) if isinstance(entry, StoredEntry)]
    kept = [(made.digest, row.position, made.encoded) for entry, row in told for made in entry.disclosures]
    if kept:
        datastore.execute_many(connection, _INSERT, kept)
    if erased := [digest for entry, _ in told for digest in entry.erases]:
        _erase(datastore, connection, erased)


def _erase(datastore: Datastore, connection: Connection, digests: Sequence[str]) -> None:
    """Delete them; on SQLite, what stood there is overwritten at once."""
    if datastore.is_sqlite:
        datastore.execute(connection, "PRAGMA secure_delete = ON")
    for digest in digests:
        found = driver_of(connection).execute(datastore.sql(_DELETE), (digest,))
        if found.rowcount != 1:
            raise IntegrityError(f"the value with the digest {digest} is not there to be erased")
