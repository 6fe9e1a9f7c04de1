"""Facts: entries without most of their envelope, which is all that projections fold, and much quicker to read.

An entry read so has no recorder, ids, tags or recorded time; texts that are kept apart from it stay the tokens that
stand for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from ledger.database.errors import Unreadable
from ledger.entries.codec import STANDINGS, UPDATE, reader_of, source_of
from ledger.entries.entry import Entry
from ledger.vocabulary.dates import When
from ledger.vocabulary.event import Event

FACT_COLUMNS: Final = (
    *("position", "stream", "version", "type", "v", "body"),
    *("occurred", "occurred_earliest", "occurred_latest", "standing", "stated_by", "source", "note", "visibility"),
)


def facts_of(rows: Iterable[tuple[Any, ...]]) -> Iterator[Entry]:
    """The entries of rows that have the columns of facts.

    Raises:
        Unreadable: one is of a type, version or standing that this release does not know.
    """
    standings, tuple_of = STANDINGS, tuple.__new__
    readers: dict[tuple[str, int], Callable[[str], Event]] = {}
    for row in rows:
        (position, stream, version, kind, v, body, text, earliest, latest,
         standing, stated_by, source, note, visibility) = row  # fmt: skip
        try:
            read = readers.get((kind, v))
            if read is None:
                read = readers[kind, v] = reader_of(kind, v)
            yield Entry(
                stream=stream,
                version=version,
                event=read(body),
                occurred=tuple_of(When, (text, earliest, latest)),  # the same as When(...), in half the time
                source=source_of(source),
                standing=standings[standing],
                stated_by=stated_by,
                note=note,
                visibility=visibility,
                position=position,
            )
        except Unreadable as refusal:
            raise refusal.at(f"entry {position}") from refusal.__cause__
        except (LookupError, ValueError, TypeError) as wrong:  # msgspec's are of these, and an upcaster's may be
            raise Unreadable(f"it does not read: {wrong}", UPDATE, f"entry {position}") from wrong
