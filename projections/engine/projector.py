"""Keeps the projections' tables up with the log: catching up, rebuilding, and how far each has come.

Nothing else writes to these tables. They are made here and not by the ledger's migrations, because they can
be dropped and rebuilt from the log at any time (docs/decisions/0004-projections-are-disposable.md).

Entries are read and turned into changes first; only then does a short transaction take its turn, see that
nobody else has come this far in the meantime, write the changes of every projection and note the position.
So several processes may catch up at once, and one that is killed leaves nothing half done.

The tables never hold what is kept apart from entries, only the tokens that stand for it; the
register puts the texts in when it answers. So an erased value is gone from every version of every row at once.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any, Final, NamedTuple

from eventsourcing.persistence import IntegrityError

from ledger.database.datastore import Connection
from ledger.entries.entry import Entry
from ledger.store import Datastore, Log, Showing
from projections.engine.engine import AnyProjection, Engine
from projections.engine.stream_cache import Streams
from projections.engine.tables import Batch, Table

BATCH: Final = 30_000
"""How many entries are read, at most, before the tables are written once; of more, fewer pages are written anew."""
_PORTION: Final = 500  # entries whose streams are looked up together
TURN: Final = 0x676F_766C
"""The number of the lock on the projections; any that nobody else uses."""
_ALL: Final = "SELECT name FROM projections"
_BEYOND: Final = f"{_ALL} WHERE position > (SELECT position FROM head WHERE id = 1)"
_LOG: Final = logging.getLogger("govledger")

Progress = Callable[[int, int], None]


class Status(NamedTuple):
    """How far a projection has come: `lag` entries behind the `head` of the log, with `rows` versions of rows."""

    name: str
    version: int
    position: int
    head: int
    rows: int

    @property
    def lag(self) -> int:
        """How many entries it has not taken in yet."""
        return self.head - self.position


class Projector:
    """Brings projections up to the head of one ledger's log."""

    def __init__(self, datastore: Datastore, projections: Collection[AnyProjection], batch: int = BATCH) -> None:
        self._datastore = datastore
        self._log = Log(datastore, showing=Showing.AS_STORED)
        self._tables = {projection.name: Table(projection, datastore) for projection in projections}
        self._recent = Streams(self._log)
        self._batch = batch
        self._ready = self._indexed = self._mended = False
        self._engine: tuple[frozenset[str], int, Engine] | None = None

    def catch_up(self, progress: Progress | None = None) -> int:
        """Take in every entry that is recorded by now; returns the position of the last one.

        `progress` is told, after each batch, how many entries the projection that is furthest behind has
        taken in, and how many there are.
        """
        self._make_ready()
        self._mend(_BEYOND, "said to have come further than the log goes")
        head = self._log.last_position()
        with _collector_resting():
            while self._go_on(head, progress):
                pass
        self._index()
        return head

    def _mend(self, query: str, what: str, names: Collection[str] = ()) -> bool:
        """Begin anew with the projections that a query finds, among some or all; whether there were any.

        Their positions are not guarded as entries are, so that anything may have been written there.
        """
        with self._datastore.read() as connection:
            found = [name for (name,) in self._datastore.execute(connection, query) if name in self._tables]
        if not found:
            return False
        with self._datastore.write() as connection:
            self._take_turn(connection)
            again = [name for (name,) in self._datastore.execute(connection, query) if name in (names or self._tables)]
            for name in again:
                self._make(connection, self._tables[name])
        self._engine, self._indexed = None, False
        if again:
            which = "all answers" if len(again) == len(self._tables) else ", ".join(again)
            _LOG.warning("Note: the tables of %s were %s; they are made anew from the log", which, what)
        return bool(again)

    def _go_on(self, head: int, progress: Progress | None) -> bool:
        """Bring those that are furthest behind a batch further; false if all have come to the head."""
        with self._datastore.read() as connection:
            positions = self._positions(connection)
        behind = min(positions.values(), default=head)
        if progress is not None:
            progress(min(behind, head), head)
        if behind < head:
            names = frozenset(n for n, p in positions.items() if p == behind)
            try:
                self._step(names, behind, _next(positions, behind))
            except IntegrityError:
                # A table holds what follows from later entries than it is said to have come to.
                if self._mended or not self._mend(_ALL, "further than they were said to be", names):
                    raise
                self._mended = True
        return behind < head

    def rebuild(self, names: Iterable[str] = (), progress: Progress | None = None) -> int:
        """Make the tables of some projections, or of all, anew from the log; returns the last position.

        A rebuild that is killed is taken up where it was, by whoever catches up next.

        Raises:
            LookupError: there is no projection of that name.
        """
        self._make_ready()
        chosen = [self._table(name) for name in names] or list(self._tables.values())
        with self._datastore.write() as connection:
            self._take_turn(connection)
            for table in chosen:
                self._make(connection, table)
        self._engine, self._indexed = None, False
        return self.catch_up(progress)

    def _table(self, name: str) -> Table[Any]:
        if name not in self._tables:
            raise LookupError(f"there is no projection '{name}'; there are {', '.join(self._tables)}")
        return self._tables[name]

    def status(self) -> list[Status]:
        """How far each projection has come."""
        self._make_ready()
        head = self._log.last_position()
        with self._datastore.read() as connection:
            positions = self._positions(connection)
            return [
                Status(name, table.projection.version, positions[name], head, table.count(connection))
                for name, table in self._tables.items()
            ]

    def _step(self, names: frozenset[str], after: int, upto: int | None) -> None:
        """Bring projections that stand at one position a batch further, unless somebody else has done so."""
        engine, self._engine = self._engine_at(names, after), None
        batches, last = self._evolved(engine, self._log.facts(after=after, upto=upto, limit=self._batch))
        if self._write(batches, names, after, last):
            self._engine = names, last, engine

    def _write(self, batches: Mapping[str, Batch], names: Collection[str], after: int, last: int) -> bool:
        """Write what a batch has changed; false, and nothing is written, where somebody else was quicker."""
        with self._datastore.write() as connection:
            self._take_turn(connection)
            positions = self._positions(connection)
            if any(positions.get(name) != after for name in names):
                return False
            for name, batch in batches.items():
                self._tables[name].write(connection, batch)
            self._datastore.execute_many(
                connection, "UPDATE projections SET position = ? WHERE name = ?", [(last, name) for name in names]
            )
        return True

    def _engine_at(self, names: frozenset[str], after: int) -> Engine:
        """The engine that has taken in the entries before, or a new one that will look up what it needs."""
        if self._engine is not None and self._engine[:2] == (names, after):
            return self._engine[2]
        return Engine([self._tables[name].projection for name in names], self._recent.of)

    def _evolved(self, engine: Engine, entries: Iterator[Entry]) -> tuple[dict[str, Batch], int]:
        batches: dict[str, Batch] = {}
        last = 0
        while portion := list(islice(entries, _PORTION)):
            self._recent.come_to(portion, engine.needed(portion))
            self._batches(engine, portion, batches)
            last = portion[-1].position
        return batches, last

    @staticmethod
    def _batches(engine: Engine, entries: Iterable[Entry], batches: dict[str, Batch] | None = None) -> dict[str, Batch]:
        """What entries change, by projection, added to what entries before them did."""
        batches = {} if batches is None else batches
        for entry in entries:
            for change in engine.advance(entry):
                name = change.projection.name
                batch = batches.get(name)
                if batch is None:
                    batch = batches[name] = Batch()
                batch.note(change)
        return batches

    def _make_ready(self) -> None:
        """Make the tables that are not there or have another shape or version than today's."""
        if self._ready:
            return
        with self._datastore.read() as connection:
            outdated = self._outdated(connection)
        if outdated:
            with self._datastore.write() as connection:
                self._take_turn(connection)
                for table in self._outdated(connection):
                    self._make(connection, table)
        self._ready = True

    def _outdated(self, connection: Connection) -> list[Table[Any]]:
        if not self._datastore.has_table(connection, "projections"):
            return list(self._tables.values())
        made: dict[str, str] = dict(self._datastore.execute(connection, "SELECT name, made_as FROM projections"))
        return [table for name, table in self._tables.items() if made.get(name) != table.made_as]

    def _make(self, connection: Connection, table: Table[Any]) -> None:
        self._datastore.execute(
            connection,
            "CREATE TABLE IF NOT EXISTS projections "
            "(name TEXT NOT NULL PRIMARY KEY, made_as TEXT NOT NULL, position BIGINT NOT NULL, "
            "indexed SMALLINT NOT NULL)",
        )
        table.make(connection)
        name = table.projection.name
        self._datastore.execute(connection, "DELETE FROM projections WHERE name = ?", (name,))
        self._datastore.execute(connection, "INSERT INTO projections VALUES (?, ?, 0, 0)", (name, table.made_as))

    def _index(self) -> None:
        """Make the indexes of tables that have just been filled."""
        if self._indexed:
            return
        with self._datastore.read() as connection:
            bare = self._bare(connection)
        if bare:
            with self._datastore.write() as connection:
                self._take_turn(connection)
                for name in self._bare(connection):
                    self._tables[name].index(connection)
                    self._datastore.execute(connection, "UPDATE projections SET indexed = 1 WHERE name = ?", (name,))
        self._indexed = True

    def _bare(self, connection: Connection) -> list[str]:
        found = self._datastore.execute(connection, "SELECT name FROM projections WHERE indexed = 0")
        return [name for (name,) in found if name in self._tables]

    def _positions(self, connection: Connection) -> dict[str, int]:
        found: dict[str, int] = dict(self._datastore.execute(connection, "SELECT name, position FROM projections"))
        return {name: found[name] for name in self._tables if name in found}

    def _take_turn(self, connection: Connection) -> None:
        """Wait for whoever is writing projections; on SQLite the transaction has the one write lock already."""
        self._datastore.take_turn(connection, TURN)


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Entries and rows make no cycles; looking for some among them costs a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _next(positions: dict[str, int], behind: int) -> int | None:
    """Where the next projection stands: up to there those behind go alone, from there on together."""
    return min((position for position in positions.values() if position > behind), default=None)
