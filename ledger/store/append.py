"""Writing entries at the end of the log, within a transaction: numbered, stamped, tagged, announced.

The head row is the queue at the counter: whoever has updated it holds its lock until the commit, so positions
are handed out in the order of commits, an undone transaction uses up none, and the recorded time of an entry
is never earlier than that of the one before, whatever the machine's clock does. Nobody else reads that clock.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import Enum, auto
from typing import Final
from uuid import uuid4

from ledger.database.datastore import Answers, Connection, Datastore, Rows
from ledger.entries.row import COLUMNS, EntryRow
from ledger.refusals import ClockAhead, Refusal, StoreRefusal
from ledger.vocabulary.date_times import LONDON

_TAKE: Final = (
    "UPDATE head SET position = position + ?, "
    "recorded_at = CASE WHEN recorded_at < ? THEN ? ELSE recorded_at END "
    "WHERE id = 1 AND (recorded_at = 0 OR recorded_at > ?) RETURNING position, recorded_at"
)
_TAKE_AND_SET_BACK: Final = (
    "UPDATE head SET position = position + ?, recorded_at = ? WHERE id = 1 RETURNING position, recorded_at"
)
_HEAD: Final = "SELECT recorded_at FROM head WHERE id = 1"
FAR_AHEAD: Final = 2 * 366 * 86_400 * 1_000_000
"""Microseconds after the last entry at which a clock is probably wrong."""
# A tag that somebody has planted at a position to come must not keep clerks from recording; verifying reports it.
_TAGS_OF_NEW: Final = (
    "INSERT INTO entry_tags (tag, position) SELECT said.value, e.position FROM entries AS e, {each} "
    "WHERE e.position BETWEEN ? AND ? ORDER BY 1, 2 ON CONFLICT DO NOTHING"
)


class Stamping(Enum):
    """How far the machine's clock is trusted with the recorded time of entries."""

    CAUTIOUS = auto()
    """It is refused where it is years ahead of the last entry."""
    CONFIRMED = auto()
    """Somebody has said which day it is."""
    SET_BACK = auto()
    """It is right again after a clock that ran ahead, and goes before the last entry."""


FEW: Final = 16
"""Up to so many entries go to a server through the pipe; for more, COPY is the faster way."""


def now_micros() -> int:
    """Microseconds since 1970-01-01 UTC.

    Whole numbers all the way, so that nothing is rounded and that a frozen clock (which hands out dates
    of a class of its own) is read like any other.
    """
    return time.time_ns() // 1_000


def ask_for_numbers(datastore: Datastore, connection: Connection, count: int, stamping: Stamping) -> Answers:
    """Take the next numbers of the log, and with them the head row's lock, in a transaction that writes."""
    now = now_micros()
    if stamping is Stamping.SET_BACK:
        return datastore.ask(connection, (_TAKE_AND_SET_BACK, (count, now)))
    earliest = now - FAR_AHEAD if stamping is Stamping.CAUTIOUS else -1
    return datastore.ask(connection, (_TAKE, (count, now, now, earliest)))


def hold_head(datastore: Datastore, connection: Connection) -> int:
    """Keep everybody else from recording until the transaction ends; returns the last position."""
    found = datastore.execute(connection, "UPDATE head SET position = position WHERE id = 1 RETURNING position")
    return int(found[0][0])


def append(
    datastore: Datastore, connection: Connection, drafts: Sequence[EntryRow], numbers: Answers
) -> list[EntryRow]:
    """Append rows that have no place yet, by the numbers that were asked for; returns them as they were stored.

    Raises:
        sqlite3.IntegrityError or psycopg.IntegrityError: a version of a stream, or an event id, is taken.
            The transaction is to be undone; the datastore's then raises the package's `IntegrityError`.
    """
    [found] = numbers()
    if not found:
        raise _without_numbers(datastore.execute(connection, _HEAD))
    [(last, recorded_at)] = found
    first = last - len(drafts) + 1
    rows = [EntryRow._make((position, recorded_at, *draft[2:])) for position, draft in enumerate(drafts, first)]
    datastore.insert(connection, "entries", COLUMNS, [tuple(row) for row in rows])  # the driver binds these faster
    if any(row.tags != "[]" for row in rows):
        datastore.execute(connection, _TAGS_OF_NEW.format(each=datastore.each_text("e.tags")), (first, last))
    datastore.notify(connection)
    return rows


def _without_numbers(head: Rows) -> Refusal:
    """Why no numbers were given out."""
    if not head:
        return StoreRefusal("the ledger has no head row", "restore it from a backup, then verify it")
    return ClockAhead(london_day(now_micros()), london_day(int(head[0][0])))


def london_day(micros: int) -> str:
    """The day in London of a recorded time, as YYYY-MM-DD; its number where no calendar has it."""
    try:
        return datetime.fromtimestamp(micros / 1_000_000, UTC).astimezone(LONDON).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return str(micros)


def london_time(micros: int) -> str:
    """The minute in London of a recorded time, as YYYY-MM-DD HH:MM."""
    return datetime.fromtimestamp(micros / 1_000_000, UTC).astimezone(LONDON).strftime("%Y-%m-%d %H:%M")


def new_event_id() -> str:
    """An id for an event to which nobody gave one."""
    return uuid4().hex
