"""The tables of all projections in one ledger's database: which are there, how far each has come, making them anew.

They are made here and not by the ledger's migrations, because they can be dropped and rebuilt from the log at any
time (docs/decisions/0004-projections-are-disposable.md).
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, NamedTuple

from ledger.database.datastore import Connection, Values
from ledger.store import Datastore
from projections.engine.engine import AnyProjection
from projections.engine.tables import Batch, Table

TURN: Final = 0x676F_766C
"""The number of the lock on the projections; any that nobody else uses."""
STANDINGS: Final = (
    "projections (name TEXT NOT NULL PRIMARY KEY, made_as TEXT NOT NULL, position BIGINT NOT NULL, "
    "indexed SMALLINT NOT NULL)"
)
"""The table in which it is noted how far each has come, as it is made."""
_STATE: Final = (
    "SELECT (SELECT count(*) FROM projections), (SELECT count(*) FROM projections "
    "WHERE position <> (SELECT position - ? FROM head WHERE id = 1))"
)
_LOG: Final = logging.getLogger("govledger")


class Standing(NamedTuple):
    """How the tables stand, as one look at the database tells: the log's head, and of each table what is noted."""

    head: int
    made_as: Mapping[str, str]
    positions: Mapping[str, int]
    bare: Collection[str]
    """Those without their indexes."""
    vanished: Collection[str] = ()
    """Those noted of which this release has no projection any more."""


class TableSet:
    """The tables of some projections, by name."""

    def __init__(self, datastore: Datastore, projections: Collection[AnyProjection]) -> None:
        self._datastore = datastore
        self.projections = {projection.name: projection for projection in projections}
        self.names = frozenset(self.projections)
        self._tables: dict[str, Table[Any]] = {}

    def table(self, name: str) -> Table[Any]:
        """One table, made ready when it is first needed: most recordings need a few of them."""
        if name not in self._tables:
            self._tables[name] = Table(self.projections[name], self._datastore)
        return self._tables[name]

    def standing(self, connection: Connection) -> Standing:
        """How the tables stand."""
        [(head,)] = self._datastore.execute(connection, "SELECT position FROM head WHERE id = 1")
        noted: list[tuple[Any, ...]] = []
        if self._datastore.has_table(connection, "projections"):
            noted = self._datastore.execute(connection, "SELECT name, made_as, position, indexed FROM projections")
        vanished = [line[0] for line in noted if line[0] not in self.names]
        noted = [line for line in noted if line[0] in self.names]
        return Standing(
            head,
            {name: made_as for name, made_as, _, _ in noted},
            {name: position for name, _, position, _ in noted},
            [name for name, _, _, indexed in noted if not indexed],
            vanished,
        )

    def outdated(self, standing: Standing, names: Iterable[str] | None = None) -> list[str]:
        """Those, of some or of all, that are not there as this release makes them."""
        return [
            name
            for name in (self.projections if names is None else names)
            if standing.made_as.get(name) != self.table(name).made_as
        ]

    def beyond(self, standing: Standing) -> list[str]:
        """Those said to have come further than the log goes: positions are not guarded as entries are."""
        return [name for name, position in standing.positions.items() if position > standing.head]

    def are_current(self, standing: Standing) -> bool:
        """Whether every table is there, with its indexes, and at the head of the log."""
        at_head = all(position == standing.head for position in standing.positions.values())
        return at_head and not standing.bare and not self.outdated(standing)

    def make(self, connection: Connection, names: Iterable[str]) -> None:
        """Make tables anew, empty and without their indexes."""
        self._datastore.execute(connection, f"CREATE TABLE IF NOT EXISTS {STANDINGS}")
        there = {name.lower() for name in self._datastore.tables(connection)}  # SQLite does not tell them apart
        tables = {name: self.table(name) for name in names}
        for table in tables.values():
            table.make(connection, there)
        self._datastore.execute_many(connection, "DELETE FROM projections WHERE name = ?", [(name,) for name in tables])
        made = [(name, table.made_as) for name, table in tables.items()]
        self._datastore.execute_many(connection, "INSERT INTO projections VALUES (?, ?, 0, 0)", made)

    def make_anew(self, connection: Connection, names: Collection[str], what: str) -> None:
        """Make tables anew in which somebody has written, and say so."""
        self.make(connection, names)
        which = "all answers" if len(names) == len(self.names) else ", ".join(names)
        _LOG.warning("Note: the tables of %s were %s; they are made anew from the log", which, what)

    def drop(self, connection: Connection, vanished: Iterable[str]) -> None:
        """Forget projections that are none any more, with their tables: nobody keeps these up."""
        kept = {name for projection in self.names for name in self.table(projection).all_names}
        there = [name for name in self._datastore.tables(connection) if name not in kept]
        for name in vanished:
            own = f"projected_{name}"
            for table in (each for each in there if each == own or each.startswith(f"{own}_")):
                self._datastore.execute(connection, f'DROP TABLE IF EXISTS "{table}"')
            self._datastore.execute(connection, "DELETE FROM projections WHERE name = ?", (name,))

    def index(self, connection: Connection, names: Collection[str]) -> None:
        """Make the indexes of tables that have just been filled."""
        for name in names:
            self.table(name).index(connection)
        done = [(name,) for name in names]
        self._datastore.execute_many(connection, "UPDATE projections SET indexed = 1 WHERE name = ?", done)

    def write(
        self, connection: Connection, batches: Mapping[str, Batch], names: Collection[str], position: int
    ) -> None:
        """Write what entries have changed, and that some of the tables have come to a position."""
        for name, batch in batches.items():
            self.table(name).write(connection, batch)
        if names == self.names:
            self._datastore.execute(connection, "UPDATE projections SET position = ?", (position,))
            return
        moved = [(position, name) for name in names]
        self._datastore.execute_many(connection, "UPDATE projections SET position = ? WHERE name = ?", moved)

    def take_turn(self, connection: Connection) -> None:
        """Wait for whoever is writing projections; on SQLite the transaction has the one write lock already."""
        self._datastore.take_turn(connection, TURN)

    def questions(self, count: int) -> list[tuple[str, Values]]:
        """May they be written now; then, as it is once they may, how many there are and stand elsewhere."""
        return [*self._datastore.tries_for(TURN), (_STATE, (count,))]

    def may_go_on(self, answers: list[list[tuple[Any, ...]]]) -> bool:
        """Whether the answers to these questions let the entries be taken in now."""
        *turns, [state] = answers
        return all(got for [(got,)] in turns) and state == (len(self.names), 0)
