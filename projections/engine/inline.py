"""Keeps the projections up with each recording, in the recording's own transaction.

Whoever asks next finds the tables caught up, and a recording costs one commit instead of two. What is not
small, or comes while the tables are behind or somebody else is writing them, is left for `Projector.catch_up`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import Any, Final

from ledger.database.datastore import Answers, Connection, Values, failure_of
from ledger.entries.entry import Entry
from ledger.entries.row import EntryRow
from ledger.store import Datastore, entry_of
from ledger.store.light_entries import FACT_COLUMNS, facts_of
from ledger.store.recorder import Release, Told
from projections.engine.engine import AnyProjection, Engine
from projections.engine.projector import TURN, Projector

MOST: Final = 200
"""How many entries, at most, are taken in while their transaction is open; more would make other clerks wait."""

_FACTS: Final = f"SELECT {', '.join(FACT_COLUMNS)} FROM entries"
_STATE: Final = (
    "SELECT (SELECT count(*) FROM projections), (SELECT count(*) FROM projections "
    "WHERE position <> (SELECT position - ? FROM head WHERE id = 1))"
)


class Alongside(Projector):
    """A participant in recordings that brings projections up to date with them."""

    def __init__(self, datastore: Datastore, projections: Collection[AnyProjection], most: int = MOST) -> None:
        super().__init__(datastore, projections)
        self._most = most
        self._names = frozenset(self._tables)
        self._there = False

    def ask(self, connection: Connection, count: int) -> Told:
        """Ask how far the tables have come, if they are to take in so many entries."""
        if count > self._most or not self._are_there(connection):
            return _leave
        return partial(self._take_in, connection, self._datastore.ask(connection, *self._questions(count)))

    def appended(self, connection: Connection, rows: Sequence[EntryRow]) -> Release | None:
        """Take in entries that are being recorded, if every projection has taken in all that came before."""
        return self.ask(connection, len(rows))(rows)

    def _take_in(self, connection: Connection, state: Answers, rows: Sequence[EntryRow]) -> Release | None:
        if not self._may_write(state()):
            return None
        before, last = rows[0].position - 1, rows[-1].position
        engine = self._engine_at(self._names, before)
        self._engine = None  # until the commit: what is rolled back must not be remembered
        pending = [entry_of(row) for row in rows]
        engine.recorded = _Recorded(self._datastore, connection, pending, before)
        engine.recorded.look_up(engine.needed(pending))
        try:
            batches = self._batches(engine, pending)
        except Exception as error:
            if failure_of(error) is not None:
                raise  # the recording itself has failed, and the database says so while it is asked
            return None  # a fault of a projection must not keep a clerk from recording; catching up will show it
        for name, batch in batches.items():
            self._tables[name].write(connection, batch)
        self._datastore.execute(connection, "UPDATE projections SET position = ?", (last,))
        return partial(self._remember, self._names, last, engine)

    def _are_there(self, connection: Connection) -> bool:
        """Whether the tables are there as today's release makes them."""
        self._there = self._there or not self._outdated(connection)
        return self._there

    def _questions(self, count: int) -> list[tuple[str, Values]]:
        """May they be written now; then, as it is once they may, how many tables there are and stand elsewhere."""
        return [*self._datastore.tries_for(TURN), (_STATE, (count,))]

    def _may_write(self, answers: Sequence[list[tuple[Any, ...]]]) -> bool:
        *turns, [state] = answers
        return all(got for [(got,)] in turns) and state == (len(self._tables), 0)

    def _remember(self, names: frozenset[str], last: int, engine: Engine) -> None:
        engine.recorded = self._recent.of
        self._engine = names, last, engine


def _leave(rows: Sequence[EntryRow]) -> None:
    """Leave entries for whoever catches up."""


class _Recorded:
    """The entries of streams, those in the log and those that are being recorded, as the open transaction sees them."""

    def __init__(self, datastore: Datastore, connection: Connection, pending: Sequence[Entry], before: int) -> None:
        self._datastore, self._connection = datastore, connection
        self._pending, self._before = pending, before
        self._told: dict[str, list[Entry]] = {}

    def look_up(self, streams: Collection[str]) -> None:
        """Have the entries of these streams at hand, with one query."""
        if not streams:
            return
        self._told |= {stream: [] for stream in streams}
        marks = ", ".join("?" * len(streams))
        sql = f"{_FACTS} WHERE stream IN ({marks}) AND position <= ? ORDER BY position"
        found = self._datastore.execute(self._connection, sql, [*streams, self._before])
        for entry in (*facts_of(found), *(entry for entry in self._pending if entry.stream in streams)):
            self._told[entry.stream].append(entry)

    def __call__(self, stream: str, upto: int) -> list[Entry]:
        if stream not in self._told:
            self.look_up([stream])
        return [entry for entry in self._told[stream] if entry.position <= upto]
