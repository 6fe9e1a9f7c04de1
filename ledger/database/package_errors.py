"""Failures of a database as exceptions that are this project's refusals and the `eventsourcing` package's at once."""

from __future__ import annotations

from typing import Final

from eventsourcing import persistence

from ledger.database import errors
from ledger.database.errors import first_line


class NotAllowed(errors.NotAllowed, persistence.ProgrammingError):
    """A refusal that is also the package's."""


class Unavailable(errors.Unavailable, persistence.OperationalError):
    """A refusal that is also the package's."""


class Busy(errors.Busy, persistence.OperationalError):
    """A refusal that is also the package's."""


class Full(errors.Full, persistence.OperationalError):
    """A refusal that is also the package's."""


class Damaged(errors.Damaged, persistence.DatabaseError):
    """A refusal that is also the package's."""


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
_FORBIDDEN: Final = ("InsufficientPrivilege", "ReadOnlySqlTransaction")
"""PostgreSQL's words for it: to this user, and on a standby to everybody."""
_LOCKED: Final = ("locked", "lock timeout", "lock_timeout", "deadlock detected", "could not serialize access")
_NO_ROOM: Final = ("disk is full", "disk full", "no space")
_PLAIN: Final = {
    "IntegrityError": persistence.IntegrityError,
    "ProgrammingError": persistence.ProgrammingError,
    "NotSupportedError": persistence.NotSupportedError,
    "InternalError": persistence.InternalError,
    "DataError": persistence.DataError,
    "InterfaceError": persistence.InterfaceError,
}


def as_the_package_has_it(error: Exception) -> Exception | None:
    """The exception to raise in place of a driver's; none where nobody has a better one."""
    for name in (cls.__name__ for cls in type(error).__mro__):
        if name in _FORBIDDEN:
            return NotAllowed(f"the database does not let this user do that: {first_line(error)}", _ASK)
        if name == "OperationalError":
            return _unavailable(error)
        if name in _CORRUPT or name == "DatabaseError":
            return Damaged(f"the database is damaged: {first_line(error)}", _VERIFY)
        if name in _PLAIN:
            return _PLAIN[name](first_line(error))
    return None


def _unavailable(error: Exception) -> Exception:
    """What kept the database from doing it, with what to do about it, told by the words of its driver."""
    text, says = str(error).lower(), f"the database refused: {first_line(error)}"
    if any(words in text for words in _LOCKED):
        return Busy(says, "somebody else is recording; try again when they are done")
    if any(words in text for words in errors.CROWDED):
        return Busy(says, "try again in a moment")
    if "conflict with recovery" in text:
        return Busy(says, "ask the standby again; with `hot_standby_feedback = on` it keeps what is being read")
    if any(words in text for words in _NO_ROOM):
        return Full(says, "make room on the disk, then record it again: nothing was recorded")
    if "disk i/o error" in text:
        return Unavailable(says, "see that its disk works, and that no limit of this machine (`ulimit -f`) stops it")
    if "readonly" in text or "read-only" in text:
        return Unavailable(says, "ask for the right to write to it; nothing was recorded")
    return Unavailable(
        says,
        "see that the database runs and can be reached, then try again; what was not acknowledged may be recorded "
        "again",
    )
