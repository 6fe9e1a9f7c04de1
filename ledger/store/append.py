"""Writing entries at the end of the log, within a transaction: numbered, stamped, tagged, announced.

The head row is the queue at the counter: whoever has updated it holds its lock until the commit, so positions
are handed out in the order of commits, an undone transaction uses up none, and the recorded time of an entry
is never earlier than that of the one before, whatever the machine's clock does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import Final
from uuid import uuid4

import msgspec
from sqlalchemy import Connection

from ledger.database.datastore import Answers, Datastore, driver_of
from ledger.entries.row import COLUMNS, EntryRow
from ledger.refusals import StoreRefusal
from ledger.store.clock import now_micros

CHANNEL: Final = "govledger"
"""Where PostgreSQL tells its listeners that something was recorded."""

_TAKE: Final = (
    "UPDATE head SET position = position + ?, recorded_at = {latest}(recorded_at, ?) WHERE id = 1 "
    "RETURNING position, recorded_at"
)
_TAKE_ON_SQLITE: Final = _TAKE.format(latest="max")
_TAKE_ON_POSTGRESQL: Final = _TAKE.format(latest="greatest")
_VALUES: Final = f"({', '.join('?' * len(COLUMNS))})"
_INTO_ENTRIES: Final = f"INSERT INTO entries ({', '.join(COLUMNS)}) VALUES {_VALUES}"
# A tag that somebody has planted at a position to come must not keep clerks from recording; verifying reports it.
_UNLESS_THERE: Final = "ON CONFLICT DO NOTHING"
_INTO_TAGS: Final = (  # on SQLite a trigger refuses what is there already, before any conflict is looked at
    "INSERT INTO entry_tags (tag, position) SELECT new.tag, new.position FROM (SELECT ? AS tag, ? AS position) AS new "
    "WHERE NOT EXISTS (SELECT 1 FROM entry_tags AS t WHERE t.tag = new.tag AND t.position = new.position)"
)
_COPY_ENTRIES: Final = f"COPY entries ({', '.join(COLUMNS)}) FROM STDIN"
_TAGS_OF_COPIED: Final = (
    "INSERT INTO entry_tags (tag, position) SELECT tag, position FROM entries, "
    f"json_array_elements_text(tags::json) AS tag WHERE position BETWEEN %s AND %s ORDER BY tag {_UNLESS_THERE}"
)
FEW: Final = 16
"""Up to so many entries go to PostgreSQL in one statement; for more, COPY is the faster way."""

_tags_of = msgspec.json.Decoder(tuple[str, ...]).decode


def ask_for_numbers(datastore: Datastore, connection: Connection, count: int) -> Answers:
    """Take the next numbers of the log, and with them the head row's lock, in a transaction that writes."""
    take = _TAKE_ON_SQLITE if datastore.is_sqlite else _TAKE_ON_POSTGRESQL
    return datastore.ask(connection, (take, (count, now_micros())))


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
        raise StoreRefusal("the ledger has no head row", "restore it from a backup, then verify it")
    [(last, recorded_at)] = found
    first = last - len(drafts) + 1
    rows = [EntryRow._make((position, recorded_at, *draft[2:])) for position, draft in enumerate(drafts, first)]
    if datastore.is_sqlite:
        tags = [(tag, row.position) for row in rows if row.tags != "[]" for tag in _tags_of(row.tags)]
        _insert(datastore, connection, rows, tags)
    else:
        _send(datastore, connection, rows)
    return rows


def new_event_id() -> str:
    """An id for an event to which nobody gave one."""
    return uuid4().hex


def _insert(
    datastore: Datastore, connection: Connection, rows: Sequence[EntryRow], tags: Sequence[tuple[str, int]]
) -> None:
    # As plain tuples, which the driver binds by a faster way; tags in the order of their table.
    datastore.execute_many(connection, _INTO_ENTRIES, [tuple(row) for row in rows])
    datastore.execute_many(connection, _INTO_TAGS, sorted(tags))


def _send(datastore: Datastore, connection: Connection, rows: Sequence[EntryRow]) -> None:
    if len(rows) > FEW:
        _copy(connection, rows)
        return
    datastore.execute(connection, _at_once(len(rows)), [*chain.from_iterable(rows)])


def _copy(connection: Connection, rows: Sequence[EntryRow]) -> None:
    with driver_of(connection).cursor() as cursor:
        with cursor.copy(_COPY_ENTRIES) as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(_TAGS_OF_COPIED, (rows[0].position, rows[-1].position))
        cursor.execute(f"NOTIFY {CHANNEL}")


@cache
def _at_once(count: int) -> str:
    """PostgreSQL: so many entries, all of their tags and the notification in one statement, one round trip."""
    return (
        f"WITH e AS (INSERT INTO entries ({', '.join(COLUMNS)}) VALUES {', '.join([_VALUES] * count)} "
        "RETURNING tags, position), t AS (INSERT INTO entry_tags (tag, position) "
        f"SELECT tag, position FROM e, json_array_elements_text(tags::json) AS tag {_UNLESS_THERE}) "
        f"SELECT pg_notify('{CHANNEL}', '')"
    )
