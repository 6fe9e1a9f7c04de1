"""The entries of streams as recorded, up to the end of the portion of the log that is being taken in.

Corrections, and what is told late, make the engine look at a stream from its beginning. Many streams are looked up at
once, since one by one takes far longer; what is kept of them from one portion to the next, the engine keeps.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from ledger.database.datastore import Connection
from ledger.entries.entry import Entry
from ledger.store import Datastore
from ledger.store.light_entries import FACT_COLUMNS, facts_of

_FACTS: Final = f"SELECT {', '.join(FACT_COLUMNS)} FROM entries"


class RecordedStreams:
    """Streams as the log has them, and after it the portion that is being taken in."""

    def __init__(self, datastore: Datastore) -> None:
        self._datastore = datastore
        self._connection: Connection | None = None
        self._portion: Sequence[Entry] = ()
        self._found: dict[str, list[Entry]] = {}

    def come_to(self, portion: Sequence[Entry], needed: Collection[str], connection: Connection | None = None) -> None:
        """Go on to a portion of the log, with the entries of some streams at hand.

        With a connection, the portion is being recorded in its transaction, and nobody else sees it yet.
        """
        self._portion, self._connection = portion, connection
        self._found = {}
        self._look_up(needed)

    def of(self, stream: str, upto: int) -> list[Entry]:
        """The entries of a stream up to a position, which must not lie behind the portion."""
        if stream not in self._found:
            self._look_up([stream])
        return [entry for entry in self._found[stream] if entry.position <= upto]

    def _look_up(self, streams: Collection[str]) -> None:
        if not streams:
            return
        self._found |= {stream: [] for stream in streams}
        sql = f"{_FACTS} WHERE stream IN ({', '.join('?' * len(streams))}) AND position < ? ORDER BY position"
        with self._reading() as connection:
            told = self._datastore.execute(connection, sql, [*streams, self._portion[0].position])
        for entry in (*facts_of(told), *(entry for entry in self._portion if entry.stream in streams)):
            self._found[entry.stream].append(entry)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if self._connection is not None:
            yield self._connection
            return
        with self._datastore.read() as connection:
            yield connection
