"""Keeps the projections up with each recording, in the recording's own transaction.

Whoever asks next finds the tables caught up, and a recording costs one commit instead of two. What is not
small, or comes while the tables are behind or somebody else is writing them, is left for `Projector.catch_up`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import Final

from sqlalchemy import Connection

from ledger.entry import Entry
from ledger.store import Datastore, Log, entry_of
from ledger.store.datastore import driver_of
from ledger.store.recorder import Release
from ledger.store.rows import EntryRow
from projections.periods import AnyProjection, Engine
from projections.projector import TURN, Projector

MOST: Final = 200
"""How many entries, at most, are taken in while their transaction is open; more would make other clerks wait."""

_STATE: Final = "SELECT min(position), max(position), count(*) FROM projections"


class Alongside(Projector):
    """A participant in recordings that brings projections up to date with them."""

    def __init__(self, datastore: Datastore, projections: Collection[AnyProjection], most: int = MOST) -> None:
        super().__init__(datastore, projections)
        self._most = most
        self._there = False

    def appended(self, connection: Connection, rows: Sequence[EntryRow]) -> Release | None:
        """Take in entries that are being recorded, if every projection has taken in all that came before."""
        before, last = rows[0].position - 1, rows[-1].position
        names = frozenset(self._tables)
        if len(rows) > self._most or not self._may_write(connection, before):
            return None
        engine = self._engine_at(names, before)
        self._engine = None  # until the commit: what is rolled back must not be remembered
        pending = [entry_of(row) for row in rows]
        engine.recorded = partial(_recorded, self._log, pending, before)
        try:
            batches = self._batches(engine, pending)
        except Exception:
            return None  # a fault of a projection must not keep a clerk from recording; catching up will show it
        with self._datastore.piped(connection):
            for name, batch in batches.items():
                self._tables[name].write(connection, batch, copy=False)
            self._datastore.execute_many(connection, "UPDATE projections SET position = ?", [(last,)])
        return partial(self._remember, names, last, engine)

    def _may_write(self, connection: Connection, before: int) -> bool:
        """Whether the tables are there as today's release makes them, and stand just before the new entries."""
        if not self._there:
            if self._outdated(connection):
                return False
            self._there = True
        return self._state(connection) == (before, before, len(self._tables))

    def _state(self, connection: Connection) -> tuple[int, int, int] | None:
        """The least and the greatest position and their number; none where somebody else writes the tables now."""
        if self._datastore.is_sqlite:
            return self._datastore.execute(connection, _STATE)[0]
        driver = driver_of(connection)
        with driver.pipeline():  # the second statement sees what was committed before the lock was taken
            turn = driver.execute(self._datastore.sql("SELECT pg_try_advisory_xact_lock(?)"), (TURN,))
            state = driver.execute(_STATE)
            return state.fetchone() if turn.fetchone()[0] else None

    def _remember(self, names: frozenset[str], last: int, engine: Engine) -> None:
        engine.recorded = self._recent.of
        self._engine = names, last, engine


def _recorded(log: Log, pending: Sequence[Entry], before: int, stream: str, upto: int) -> list[Entry]:
    """The entries of a stream, those in the log and those that are being recorded."""
    told = log.facts(streams=(stream,), upto=min(upto, before))
    return [*told, *(entry for entry in pending if entry.stream == stream and entry.position <= upto)]
