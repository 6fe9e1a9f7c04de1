"""Reading the log: in its order, by subject, by time, and what is known of its streams.

Long reads go page by page, each page in a short transaction of its own. As entries are only ever added at the
end, the pages of one log fit together, and no reader keeps a recorder or the database's housekeeping waiting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from ledger.database.datastore import Datastore
from ledger.entries.entry import Entry
from ledger.entries.row import COLUMNS, EntryRow
from ledger.erasure.reveal import Showing, Unsealing

if TYPE_CHECKING:
    from ledger.vocabulary.provenance import Source

PAGE: Final = 2_000
_MANY: Final = 4_000  # values in one IN list: any database takes 32,766
_COLUMNS: Final = ", ".join(f"entries.{column}" for column in COLUMNS)


class Log:
    """The read side of a ledger's entries. `upto` everywhere is a position: what was known by then.

    Entries come with the texts that are kept apart from them, as far as these are there and to be shown; those that
    are withheld from whoever is shown the log do not come at all.
    """

    def __init__(self, datastore: Datastore, page: int = PAGE, *, showing: Showing = Showing.EVERYTHING) -> None:
        self.datastore = datastore
        self._page = page
        self.unsealing = Unsealing(datastore, showing)

    def entries(
        self,
        *,
        after: int = 0,
        upto: int | None = None,
        limit: int | None = None,
        streams: Sequence[str] = (),
        types: Sequence[str] = (),
        tag: str = "",
    ) -> Iterator[Entry]:
        """Entries in the order of the log, as they were recorded (corrections are entries among them).

        Raises:
            Unreadable: one is of a type or version that this release does not know.
        """
        found = self.select(after=after, upto=upto, limit=limit, streams=streams, types=types, tag=tag)
        return self.unsealing.entries(found)

    def facts(
        self, *, after: int = 0, upto: int | None = None, limit: int | None = None, streams: Sequence[str] = ()
    ) -> Iterator[Entry]:
        """The same entries without their envelope (`ledger.store.light_entries`), for projections.

        Raises:
            Unreadable: one is of a type or version that this release does not know.
        """
        from ledger.store.light_entries import FACT_COLUMNS, facts_of  # who asks the tables decodes no entry

        columns = ", ".join(f"entries.{column}" for column in FACT_COLUMNS)
        return facts_of(self.select(after=after, upto=upto, limit=limit, streams=streams, columns=columns))

    def rows(
        self,
        *,
        after: int = 0,
        upto: int | None = None,
        limit: int | None = None,
        streams: Sequence[str] = (),
        types: Sequence[str] = (),
        tag: str = "",
    ) -> Iterator[EntryRow]:
        """The same as they are stored, undecoded: for hashing, and for what must not depend on types."""
        found = self.select(after=after, upto=upto, limit=limit, streams=streams, types=types, tag=tag)
        return map(EntryRow._make, found)

    def select(
        self,
        *,
        after: int,
        upto: int | None,
        limit: int | None,
        streams: Sequence[str] = (),
        types: Sequence[str] = (),
        tag: str = "",
        columns: str = _COLUMNS,
    ) -> Iterator[tuple[Any, ...]]:
        """The same as plain tuples in the order of the columns, of which the position is the first."""
        conditions, values = _conditions(streams, types)
        source = "entries"
        if tag:
            source = "entry_tags JOIN entries ON entries.position = entry_tags.position AND entry_tags.tag = ?"
            values = [tag, *values]
        if upto is not None:
            conditions, values = [*conditions, "entries.position <= ?"], [*values, upto]
        key = "entry_tags.position" if tag else "entries.position"
        where = " AND ".join([*conditions, f"{key} > ?"])
        sql = f"SELECT {columns} FROM {source} WHERE {where} ORDER BY {key} LIMIT ?"
        return islice(self.unsealing.shown(self._pages(sql, values, after, limit)), limit)

    def last_position(self) -> int:
        """The position of the last entry; 0 in an empty ledger."""
        found: int = self._one("SELECT position FROM head WHERE id = 1", ())
        return found or 0

    def position_at(self, recorded_at: int) -> int:
        """The last position recorded by a time (microseconds since 1970-01-01 UTC); 0 if there was none yet."""
        sql = "SELECT position FROM entries WHERE recorded_at <= ? ORDER BY recorded_at DESC, position DESC LIMIT 1"
        found: int = self._one(sql, (recorded_at,))
        return found or 0

    def position_there(self, by: int) -> int:
        """The last position of what was known by a time, here or in the ledger that entries were moved from.

        It is the end of a beginning of the log: after the last entry recorded here by then those that follow count
        as long as each was recorded there by then.
        """
        from ledger.entries.codec import recorded_there

        position = self.position_at(by)
        for row in self.rows(after=position):
            if not 0 < recorded_there(row) <= by:
                break
            position = row.position
        return position

    def recorded_at(self, positions: Iterable[int]) -> dict[int, int]:
        """When the entries at these positions were recorded (microseconds since 1970-01-01 UTC)."""
        found = self._in_parts("SELECT position, recorded_at FROM entries WHERE position IN", positions)
        return dict(found)

    def version_of(self, stream: str) -> int:
        """The last version of a stream; 0 if it has no entry."""
        found: int = self._one("SELECT max(version) FROM entries WHERE stream = ?", (stream,))
        return found or 0

    def entry(self, position: int) -> Entry | None:
        """The entry at a position, if there is one."""
        return next(self.entries(after=position - 1, upto=position, limit=1), None)

    def by_event_ids(self, event_ids: Iterable[str]) -> dict[str, Entry]:
        """The entries recorded under these ids already."""
        found = self._in_parts(f"SELECT {_COLUMNS} FROM entries WHERE event_id IN", event_ids)
        entries = self.unsealing.entries(self.unsealing.shown(found))
        return {entry.event_id: entry for entry in entries}

    def told(self, event_ids: Iterable[str]) -> set[str]:
        """Those of the ids under which an entry is recorded."""
        return {row[0] for row in self._in_parts("SELECT event_id FROM entries WHERE event_id IN", event_ids)}

    def streams_with(self, type_name: str, *, after: int) -> set[str]:
        """The streams that have an entry of a type after a position."""
        sql = "SELECT DISTINCT stream FROM entries WHERE type = ? AND position > ?"
        with self.datastore.read() as connection:
            return {row[0] for row in self.datastore.execute(connection, sql, (type_name, after))}

    def of_streams(self, streams: Iterable[str]) -> Iterator[Entry]:
        """The entries of many streams with few queries; those of one stream in the order of the log."""
        found = self._in_parts(f"SELECT {_COLUMNS} FROM entries WHERE stream IN", streams, "position")
        return self.unsealing.entries(self.unsealing.shown(found))

    def at(self, positions: Iterable[int]) -> dict[int, Entry]:
        """The entries at these positions, with few queries; those that are not there, or not shown, are left out."""
        found = self._in_parts(f"SELECT {_COLUMNS} FROM entries WHERE position IN", positions)
        return {entry.position: entry for entry in self.unsealing.entries(self.unsealing.shown(found))}

    def tagged(self, tag: str, *, upto: int | None = None) -> Iterator[Entry]:
        """Every entry that mentions a subject, in the order of the log."""
        return self.entries(tag=tag, upto=upto)

    def recent(self, positions: Sequence[int], tag: str, upto: int, limit: int) -> dict[int, Entry]:
        """The entries at these positions, and the last that mention a subject, with one query."""
        lately = "SELECT position FROM entry_tags WHERE tag = ? AND position <= ? ORDER BY position DESC LIMIT ?"
        marks = ", ".join("?" * len(positions))
        places = f"position IN ({marks}) OR position IN (SELECT position FROM ({lately}) AS lately)"
        with self.datastore.read() as connection:
            sql = f"SELECT {_COLUMNS} FROM entries WHERE {places}"
            found = self.datastore.execute(connection, sql, [*positions, tag, upto, limit])
        return {entry.position: entry for entry in self.unsealing.entries(self.unsealing.shown(found))}

    def sources(self, tag: str) -> Iterator[Source]:
        """The sources of the entries with a tag, in the order of the log; the first by itself, as it often suffices."""
        from ledger.entries.codec import source_of

        columns = "entries.position, entries.source"
        for position, source in self.select(after=0, upto=None, limit=1, tag=tag, columns=columns):
            yield source_of(source)
            rest = self.select(after=position, upto=None, limit=None, tag=tag, columns=columns)
            yield from (source_of(source) for _, source in rest)

    def streams(self, kind: str = "", prefix: str = "", *, upto: int | None = None) -> list[str]:
        """The ids of all streams of a kind whose name begins so, in alphabetical order."""
        start = f"{kind}:{prefix}" if kind else prefix
        conditions: list[str] = ["version = 1"]
        values: list[Any] = []
        if start:
            conditions, values = (
                [*conditions, "stream >= ?", "stream < ?"],
                [start, start[:-1] + chr(ord(start[-1]) + 1)],
            )
        if upto is not None:
            conditions, values = [*conditions, "position <= ?"], [*values, upto]
        sql = f"SELECT position, stream FROM entries WHERE {' AND '.join(conditions)}"
        with self.datastore.read() as connection:
            found = self.datastore.execute(connection, sql, values)
        withheld = self.unsealing.withheld  # looked up once: it asks each time how far the log has come
        return sorted(
            stream for position, stream in found if position not in withheld or self._is_shown(position, stream, upto)
        )

    def has(self, stream: str, *, upto: int) -> bool:
        """Whether anything of a stream is shown that was recorded up to a position."""
        sql = "SELECT position FROM entries WHERE stream = ? AND version = 1 AND position <= ?"
        first = self._one(sql, (stream, upto))
        return bool(first) and (first not in self.unsealing.withheld or self._is_shown(first, stream, upto))

    def exists(self, streams: Iterable[str]) -> set[str]:
        """Those of the streams that have an entry."""
        return {row[0] for row in self._in_parts("SELECT stream FROM entries WHERE version = 1 AND stream IN", streams)}

    def _is_shown(self, first: int, stream: str, upto: int | None) -> bool:
        """Whether anything of a stream is shown, of which the first entry is withheld."""
        return next(self.select(after=first, upto=upto, limit=1, streams=(stream,)), None) is not None

    def _pages(self, sql: str, values: list[Any], after: int, limit: int | None) -> Iterator[tuple[Any, ...]]:
        size = self._page if limit is None else min(self._page, limit)
        while True:
            with self.datastore.read() as connection:
                page = self.datastore.execute(connection, sql, [*values, after, size])
            yield from page
            if len(page) < size:
                return
            after = page[-1][0]

    def _in_parts(self, sql: str, values: Iterable[str | int], order: str = "1") -> Iterator[tuple[Any, ...]]:
        left = iter(dict.fromkeys(values))
        while part := list(islice(left, _MANY)):
            selected = f"{sql} ({', '.join('?' * len(part))}) ORDER BY {order}"
            with self.datastore.read() as connection:
                found = self.datastore.execute(connection, selected, part)
            yield from found

    def _one(self, sql: str, values: Sequence[Any]) -> Any:
        with self.datastore.read() as connection:
            found = self.datastore.execute(connection, sql, values)
        return found[0][0] if found else None


def _conditions(streams: Sequence[str], types: Sequence[str]) -> tuple[list[str], list[Any]]:
    conditions: list[str] = []
    values: list[Any] = []
    for column, wanted in (("stream", streams), ("type", types)):
        if wanted:
            conditions.append(f"entries.{column} IN ({', '.join('?' * len(wanted))})")
            values.extend(wanted)
    return conditions, values
