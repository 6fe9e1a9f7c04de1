"""Facts: entries without their envelope, which is all that projections fold, and several times as quick to read.

An entry read so has no source, note, recorder, ids, tags or recorded time; texts that are kept apart from it stay
the tokens that stand for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from ledger.database.errors import Unreadable
from ledger.entries.codec import STANDINGS, UPDATE, reader_of
from ledger.entries.entry import Entry
from ledger.vocabulary.dates import When
from ledger.vocabulary.event import Event
from ledger.vocabulary.provenance import Source

FACT_COLUMNS: Final = (
    *("position", "stream", "version", "type", "v", "body"),
    *("occurred", "occurred_earliest", "occurred_latest", "standing", "stated_by"),
)
NOT_READ: Final = Source(document="not read")
"""The source of every entry that is read as a fact."""


def facts_of(rows: Iterable[tuple[Any, ...]]) -> Iterator[Entry]:
    """The entries of rows that have the columns of facts.

    Raises:
        Unreadable: one is of a type, version or standing that this release does not know.
    """
    standings, tuple_of = STANDINGS, tuple.__new__
    readers: dict[tuple[str, int], Callable[[str], Event]] = {}
    for position, stream, version, kind, v, body, text, earliest, latest, standing, stated_by in rows:
        try:
            read = readers.get((kind, v))
            if read is None:
                read = readers[kind, v] = reader_of(kind, v)
            yield Entry(
                stream=stream,
                version=version,
                event=read(body),
                occurred=tuple_of(When, (text, earliest, latest)),  # the same as When(...), in half the time
                source=NOT_READ,
                standing=standings[standing],
                stated_by=stated_by,
                position=position,
            )
        except Unreadable as refusal:
            raise refusal.at(f"entry {position}") from refusal.__cause__
        except (LookupError, ValueError, TypeError) as wrong:  # msgspec's are of these, and an upcaster's may be
            raise Unreadable(f"it does not read: {wrong}", UPDATE, f"entry {position}") from wrong
