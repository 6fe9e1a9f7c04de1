"""From the dates that people give to a register: days of the world, and what was known by a moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from ledger.database.datastore import Datastore
from ledger.erasure.reveal import Showing
from ledger.refusals import NoSuchEntry, Refusal
from ledger.store.log import Log
from ledger.vocabulary.date_times import LONDON
from ledger.vocabulary.dates import day_number
from projections.engine.register import Register, caught_up

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_STATE: Final = (
    "SELECT position, (SELECT count(*) FROM projections), "
    "(SELECT count(*) FROM projections AS p WHERE p.position <> head.position OR p.indexed = 0) FROM head WHERE id = 1"
)


def register_at(
    datastore: Datastore,
    as_at: date | None = None,
    known_at: date | int | None = None,
    showing: Showing = Showing.EVERYTHING,
) -> Register:
    """The register as at a day (None: at all times) and as known at a moment (None: now).

    A date as `known_at` means the end of that day in London, a `datetime` that moment, a number that entry.
    Nothing is written where the tables are at the head of the log, as every recording leaves them; where they lag
    behind they are caught up first. `Register.head` says up to which entry they answer.

    Raises:
        NoSuchEntry: nothing has been recorded under that number.
        Refusal: a moment without a zone.
    """
    head = _head_of_tables(datastore)
    if head is None:
        head = caught_up(datastore)
    return Register(
        as_at=None if as_at is None else day_number(as_at),
        known_at=position_known_at(datastore, known_at, head),
        datastore=datastore,
        showing=showing,
        head=head,
    )


def _head_of_tables(datastore: Datastore) -> int | None:
    """The last position, if every table has come to it; None where some has not.

    Told from what the tables say of themselves, so that a question waits for no other question's module. Whether a
    table was made as this release makes it, the register sees once it reads it.
    """
    with datastore.read() as connection:
        if not datastore.has_table(connection, "projections"):
            return None
        [(head, tables, elsewhere)] = datastore.execute(connection, _STATE)
    return head if tables and not elsewhere else None


def end_of_day(day: date) -> int:
    """The last microsecond of a day in London, counted from 1970-01-01 UTC; the calendar's last day has one, too."""
    last = datetime.combine(day, time.max, tzinfo=LONDON)
    return (last - _EPOCH) // timedelta(microseconds=1)


def microseconds(moment: datetime) -> int:
    """A moment as recorded times are counted: microseconds from 1970-01-01 UTC.

    Raises:
        Refusal: it has no zone, so that nobody knows when it was.
    """
    if moment.tzinfo is None:
        raise Refusal(f"'{moment.isoformat()}' says no zone", f"say which, for example '{moment.isoformat()}+00:00'")
    return (moment - _EPOCH) // timedelta(microseconds=1)


def position_known_at(datastore: Datastore, known_at: date | int | None, head: int) -> int:
    """The last position that was known at a moment (None: now), in a log that ends at `head`.

    Raises:
        NoSuchEntry: nothing has been recorded under that number.
        Refusal: a moment without a zone.
    """
    if known_at is None or known_at == date.max:
        return head
    if isinstance(known_at, int):
        if not 0 <= known_at <= head:
            raise NoSuchEntry(known_at, head)
        return known_at
    by = microseconds(known_at) if isinstance(known_at, datetime) else end_of_day(known_at)
    return min(head, Log(datastore).position_at(by))
