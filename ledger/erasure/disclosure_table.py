"""The table of disclosures: texts kept apart from their entries, written and erased in the entries' own transaction.

What the database itself still holds of an erased text is overwritten afterwards, as far as it can be; how differs by
database. Nothing reaches backups, replicas, archived write-ahead logs or the disk's own spare blocks:
docs/how-to/erase-personal-data.md says what to do about those.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from eventsourcing.persistence import PersistenceError

from ledger.database.datastore import Connection, Datastore

_INSERT: Final = "INSERT INTO disclosures (digest, entry, disclosure) VALUES (?, ?, ?)"
_DELETE: Final = "DELETE FROM disclosures WHERE digest = ?"


def keep_apart(
    datastore: Datastore, connection: Connection, kept: Iterable[tuple[str, int, str]], erased: Sequence[str]
) -> None:
    """Lay down the texts that new entries keep apart (digest, position, letters), and take away those they erase.

    On SQLite, what stood there is overwritten at once. Nobody can have erased them in the meantime: that would
    have taken the version of the stream that the erasure has.
    """
    if lines := list(kept):
        datastore.execute_many(connection, _INSERT, lines)
    if erased:
        datastore.overwrite_deleted(connection)
        datastore.execute_many(connection, _DELETE, [(digest,) for digest in erased])


def letters_of(datastore: Datastore, digests: Collection[str]) -> list[str]:
    """The disclosures with these digests, as they lie in the database."""
    marks = ", ".join("?" * len(digests))
    with datastore.read() as connection:
        found = datastore.execute(
            connection, f"SELECT disclosure FROM disclosures WHERE digest IN ({marks})", [*digests]
        )
    return [encoded for (encoded,) in found]


def leave_no_trace(datastore: Datastore, erased: Collection[str]) -> str:
    """Overwrite what is left of deleted disclosures; returns what could not be done and what to do, or nothing."""
    try:
        return datastore.leave_no_trace(erased)
    except PersistenceError:
        return datastore.try_later
