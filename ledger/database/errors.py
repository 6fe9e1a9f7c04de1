"""What databases complain of, as refusals that also are the `eventsourcing` package's own exceptions.

    Refusal
    `-- StoreRefusal
        |-- CannotOpen            nothing there, not ours, of a newer release, or not let in
        |   `-- CannotBringUp     of an earlier release, and not to be changed by whoever opens it
        |-- Unreadable            an entry of a type or version that this release does not know
        |-- Unstorable            an entry with a text that is none
        |-- NotAllowed            this user of the database may not do that
        |-- Unavailable           the database was there and is not
        |   |-- Busy              others keep it locked, or there are too many of them
        |   `-- Full              there is no room left for it
        `-- Damaged               the database cannot read what it has written itself

What is raised of the last five is a class of the same name that is also the package's (`package_errors`); it is made
only once something fails, since whoever asks a question need not wait for the package.

A conflict (a version or an event id that is taken, a change that a trigger refused) stays the package's plain
`IntegrityError`, because whoever records has to tell it apart and may simply try again.
"""

from __future__ import annotations

from typing import Final

from ledger.refusals import StoreRefusal

CROWDED: Final = ("too many clients", "connection slots are reserved", "is starting up", "recovery mode")
"""PostgreSQL's words for letting nobody in just now."""


class CannotOpen(StoreRefusal):
    """The ledger does not open."""


class CannotBringUp(CannotOpen):
    """A ledger of an earlier release may not be brought up to date by whoever opens it."""


class Unreadable(StoreRefusal):
    """An entry that this release cannot read."""


class Unstorable(StoreRefusal):
    """An entry that the database cannot keep as it is."""


class NotAllowed(StoreRefusal):
    """The user by whom the database was entered has no right to that."""


class Unavailable(StoreRefusal):
    """The database went away; what was not acknowledged may be recorded again."""


class Busy(Unavailable):
    """Others kept the database locked for too long, or there are too many of them; the same may be tried again."""


class Full(Unavailable):
    """There is no room left for what was to be recorded; nothing was."""


class Damaged(StoreRefusal):
    """The database finds octets in its own files that it did not write."""


def first_line(error: BaseException) -> str:
    """The driver's own words, without SQLAlchemy's statement and parameters."""
    original = getattr(error, "orig", None) or error
    return str(original).strip().partition("\n")[0]
