"""From the dates that people give to a register: days of the world, and what was known by a moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple

from ledger.database.datastore import Datastore
from ledger.erasure.reveal import Showing
from ledger.refusals import NoSuchEntry, Refusal
from ledger.store.log import Log
from ledger.vocabulary.date_times import LONDON, KnownThere, Moment
from ledger.vocabulary.dates import When, day_number
from projections.engine.register import Register, caught_up, not_brought_up

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_STATE: Final = (
    "SELECT head.position, p.name, p.made_as, p.position, p.indexed "
    "FROM head LEFT JOIN projections AS p ON head.id = 1 WHERE head.id = 1"
)
_HEAD: Final = "SELECT position, NULL, NULL, NULL, NULL FROM head WHERE id = 1"


class _Reach(NamedTuple):
    """Up to which entry the tables answer, of how many that are recorded; and whether they are to be caught up."""

    tables: int
    last: int
    is_behind: bool = False
    made: Mapping[str, str] | None = None
    """By what each was made; None where that is to be looked up again."""


def register_at(
    datastore: Datastore,
    as_at: date | When | None = None,
    known_at: Moment | None = None,
    showing: Showing = Showing.EVERYTHING,
) -> Register:
    """The register as at a day (None: at all times) and as known at a moment (None: now).

    A month or a year, as `when("2018")`, stands for some day in it.
    A date as `known_at` means the end of that day in London, a `datetime` that moment, a number that entry.
    Nothing is written where the tables are at the head of the log, as every recording leaves them; where they lag
    behind they are caught up first. For whoever may not write the register is that of the last entry that is in them:
    `Register.behind` says so. Where there are none yet, what is asked of the log alone is answered.

    Raises:
        NoSuchEntry: nothing has been recorded under that number.
        NotAllowed: the tables are being made anew, and whoever asks may not do that.
        Refusal: a moment without a zone.
    """
    reach = _reach_of_tables(datastore)
    if reach.is_behind:
        head = caught_up(datastore)
        reach = _Reach(head, head)
    wanted = position_known_at(datastore, known_at, reach.last)
    return Register(
        as_at=as_at.latest if isinstance(as_at, When) else None if as_at is None else day_number(as_at),
        first=as_at.earliest if isinstance(as_at, When) else None,
        known_at=min(wanted, reach.tables),
        datastore=datastore,
        showing=showing,
        head=reach.tables,
        behind=max(0, wanted - reach.tables),
        made=reach.made,
    )


def _reach_of_tables(datastore: Datastore) -> _Reach:
    """How far the tables have come.

    Told from what the tables say of themselves, so that a question waits for no other question's module. Whether a
    table was made as this release makes it, the register sees once it reads it.
    """
    with datastore.read() as connection:
        is_there = datastore.has_table(connection, "projections")
        found = datastore.execute(connection, _STATE if is_there else _HEAD)
        last, tables = found[0][0], [(position, indexed) for _, name, _, position, indexed in found if name is not None]
        if tables and all(each == (last, 1) for each in tables):
            return _Reach(last, last, made={name: made_as for _, name, made_as, _, _ in found})
        if datastore.may_write(connection):
            return _Reach(0, last, is_behind=True)
    if not tables:
        return _Reach(last, last)
    reached = [position for position, _ in tables]
    if not min(reached) or max(reached) > last:
        raise not_brought_up("are to be made anew")
    return _Reach(min(reached), last)


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


def position_known_at(datastore: Datastore, known_at: Moment | None, head: int) -> int:
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
    if isinstance(known_at, KnownThere):
        return min(head, Log(datastore).position_there(_by(known_at.by)))
    return min(head, Log(datastore).position_at(_by(known_at)))


def _by(day: date) -> int:
    return microseconds(day) if isinstance(day, datetime) else end_of_day(day)
