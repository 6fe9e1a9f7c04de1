"""After an erasure: what the database itself still holds of an erased value is overwritten, as far as it can be.

How that is done differs by database (`Datastore.leave_no_trace`). Nothing reaches backups, replicas, archived
write-ahead logs or the disk's own spare blocks: docs/how-to/erase-personal-data.md says what to do about those.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from eventsourcing.persistence import PersistenceError

from ledger.database.datastore import Datastore

_TRY_LATER: Final = "somebody else uses the ledger; stop them, then run `sqlite3 FILE VACUUM`"


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
        return _TRY_LATER
