"""After an erasure: what the database itself still holds of an erased value is overwritten, as far as it can be.

SQLite overwrites a deleted row at once (`secure_delete`); here its write-ahead log is folded into the file and cut
off. Should the file still hold a copy, from when one of its pages was split, the whole file is written anew.
PostgreSQL writes the table of disclosures anew. Neither reaches backups, replicas, archived write-ahead logs or
the disk's own spare blocks: docs/how-to/erase-personal-data.md says what to do about those.
"""

from __future__ import annotations

import mmap
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from eventsourcing.persistence import PersistenceError

from ledger.database.datastore import Datastore
from ledger.database.errors import translated

_PIECE: Final = 24
"""In letters: a copy of a disclosure is recognised by any piece of this length."""
_TRY_LATER: Final = "somebody else uses the ledger; stop them, then run `sqlite3 FILE VACUUM`"
_BY_ITS_OWNER: Final = "PostgreSQL keeps a deleted row until the owner of the tables runs: VACUUM FULL disclosures"
_MAY_VACUUM: Final = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'disclosures'::regclass"


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
        with translated(), closing(datastore.engine.raw_connection()) as connection:
            if datastore.is_sqlite:
                return _from_file(connection, Path(datastore.url.database or ""), erased)
            return _from_table(connection.driver_connection)
    except PersistenceError:
        return _TRY_LATER


def _from_file(connection: Any, file: Path, erased: Collection[str]) -> str:
    cursor = connection.cursor()
    cursor.execute("PRAGMA secure_delete = ON")
    if not _cut_off_log(cursor):
        return _TRY_LATER
    if any(_holds(file, piece) for letters in erased for piece in _pieces(letters)):
        cursor.execute("VACUUM")
        return "" if _cut_off_log(cursor) else _TRY_LATER
    return ""


def _cut_off_log(cursor: Any) -> bool:
    busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _from_table(connection: Any) -> str:
    connection.rollback()
    connection.autocommit = True
    try:
        if not connection.execute(_MAY_VACUUM).fetchone()[0]:
            return _BY_ITS_OWNER
        connection.execute("VACUUM FULL disclosures")
    finally:
        connection.autocommit = False
    return ""


def _pieces(letters: str) -> Iterator[bytes]:
    for start in range(0, max(1, len(letters) - _PIECE + 1), _PIECE):
        yield letters[start : start + _PIECE].encode()


def _holds(file: Path, piece: bytes) -> bool:
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(piece) >= 0
