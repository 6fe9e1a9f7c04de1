"""The table of disclosures: texts kept apart from their entries, written and erased in the entries' own transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

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
