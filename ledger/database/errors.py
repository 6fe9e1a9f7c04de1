"""What databases complain of, as refusals that also are the `eventsourcing` package's own exceptions.

    Refusal
    `-- StoreRefusal
        |-- CannotOpen            nothing there, not ours, of a newer release, or not let in
        |-- Unreadable            an entry of a type or version that this release does not know
        |-- Unstorable            an entry with a text that is none
        |-- NotAllowed            this user of the database may not do that
        |-- Unavailable           the database was there and is not, is full or is kept locked
        `-- Damaged               the database cannot read what it has written itself

A conflict (a version or an event id that is taken, a change that a trigger refused) stays the package's plain
`IntegrityError`, because whoever records has to tell it apart and may simply try again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from eventsourcing import persistence

from ledger.refusals import StoreRefusal


class CannotOpen(StoreRefusal):
    """The ledger does not open."""


class Unreadable(StoreRefusal, persistence.MapperDeserialisationError):
    """An entry that this release cannot read."""


class Unstorable(StoreRefusal, persistence.DataError):
    """An entry that the database cannot keep as it is."""


class NotAllowed(StoreRefusal, persistence.ProgrammingError):
    """The user by whom the database was entered has no right to that."""


class Unavailable(StoreRefusal, persistence.OperationalError):
    """The database went away, is full, or was kept locked for too long; nothing was recorded."""


class Damaged(StoreRefusal, persistence.DatabaseError):
    """The database finds octets in its own files that it did not write."""


_VERIFY: Final = (
    "keep the file as it is; `govledger audit verify` says what is damaged, and a backup that is put back goes on with "
    "`govledger audit recover`"
)
_CORRUPT: Final = ("DataCorrupted", "IndexCorrupted")
"""PostgreSQL's words for it; SQLite's driver has a plain DatabaseError for this alone."""
_ASK: Final = (
    "enter it as somebody with the right to; if a question was asked, its tables lag behind the log, and any question "
    "of somebody who records brings them up to date"
)
_DRIVERS: Final = ("sqlalchemy", "sqlite3", "psycopg")
_PLAIN: Final = {
    "IntegrityError": persistence.IntegrityError,
    "ProgrammingError": persistence.ProgrammingError,
    "NotSupportedError": persistence.NotSupportedError,
    "InternalError": persistence.InternalError,
    "DataError": persistence.DataError,
    "InterfaceError": persistence.InterfaceError,
}


@contextmanager
def translated() -> Iterator[None]:
    """Turn what SQLAlchemy or a driver raises within into this project's and the package's exceptions."""
    try:
        yield
    except Exception as error:
        failure = failure_of(error)
        if failure is None:
            raise
        raise failure from error


def failure_of(error: Exception) -> Exception | None:
    """The exception to raise instead; none where it is not a database's (PEP 249 gives them their names)."""
    if type(error).__module__.partition(".")[0] not in _DRIVERS:
        return None
    for name in (cls.__name__ for cls in type(error).__mro__):
        if name == "InsufficientPrivilege":
            return NotAllowed(f"the database does not let this user do that: {first_line(error)}", _ASK)
        if name == "OperationalError":
            return Unavailable(f"the database refused: {first_line(error)}", remedy_for(error))
        if name in _CORRUPT or name == "DatabaseError":
            return Damaged(f"the database is damaged: {first_line(error)}", _VERIFY)
        if name in _PLAIN:
            return _PLAIN[name](first_line(error))
    return None


def remedy_for(error: Exception) -> str:
    """What to do about a database that was there a moment ago."""
    text = str(error).lower()
    if "locked" in text or "lock timeout" in text or "lock_timeout" in text:
        return "somebody else is recording; try again when they are done"
    if "full" in text or "no space" in text:
        return "make room on the disk, then record it again: nothing was recorded"
    if "readonly" in text or "read-only" in text:
        return "ask for the right to write to it; nothing was recorded"
    return (
        "see that the database runs and can be reached, then try again; what was not acknowledged may be recorded again"
    )


def first_line(error: BaseException) -> str:
    """The driver's own words, without SQLAlchemy's statement and parameters."""
    original = getattr(error, "orig", None) or error
    return str(original).strip().partition("\n")[0]
