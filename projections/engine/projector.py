"""Keeps the tables of the answers up with the log: with each recording, after one that could not be, and in a rebuild.

There is one way of taking entries in: the engine turns them into changes of rows, and a short transaction writes the
changes of every projection and notes the position (docs/decisions/0014-a-recording-takes-itself-in.md).

1. A recording takes itself in, within its own transaction: whoever asks next finds the tables caught up, and a
   recording costs one commit instead of two. So a `Projector` takes part in recording.
2. Where the tables are behind, or somebody else is writing them, the recording leaves its entries. It catches up
   once it is committed.
3. Catching up reads entries first; only then does a transaction take its turn and see that nobody else has come this
   far in the meantime. So several processes may catch up at once, and one that is killed leaves nothing half done.

The tables never hold what is kept apart from entries, only the tokens that stand for it; the
register puts the texts in when it answers. So an erased value is gone from every version of every row at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Final, NamedTuple

from eventsourcing.persistence import IntegrityError

from ledger.database.datastore import Answers, Connection, failure_of
from ledger.database.errors import NotAllowed
from ledger.entries.entry import Entry
from ledger.garbage import collector_resting
from ledger.store import Datastore, Log, Showing
from ledger.store.recorder import Appended, Release, Told
from projections.engine.engine import AnyProjection, Engine
from projections.engine.recorded import RecordedStreams
from projections.engine.table_set import Standing, TableSet
from projections.engine.tables import Batch

BATCH: Final = 30_000
"""How many entries are read, at most, before the tables are written once; of more, fewer pages are written anew."""
_PORTION: Final = 500  # entries whose streams are looked up together
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
    """Brings projections up to the head of one ledger's log; takes part in recordings, if it is asked to."""

    def __init__(self, datastore: Datastore, projections: Collection[AnyProjection], batch: int = BATCH) -> None:
        self._datastore = datastore
        self._log = Log(datastore, showing=Showing.AS_STORED)
        self._set = TableSet(datastore, projections)
        self._recorded = RecordedStreams(datastore)
        self._batch = batch
        self._engine: tuple[Collection[str], int, Engine] | None = None
        self._made: Standing | None = None
        self._mended = False

    def catch_up(self, progress: Progress | None = None) -> int:
        """Take in every entry that is recorded by now; returns the position of the last one.

        Where there is nothing to take in, nothing is written. `progress` is told, after each batch, how many
        entries the projection that is furthest behind has taken in, and how many there are.
        """
        with self._datastore.read() as connection:
            standing = self._set.standing(connection)
        if standing.vanished:
            self._drop_vanished()
        if not self._set.are_current(standing):
            self._make_ready()
            with collector_resting():
                while self._go_on(standing.head, progress):
                    pass
            self._index()
        elif progress is not None:
            progress(standing.head, standing.head)
        return standing.head

    def rebuild(self, names: Iterable[str] = (), progress: Progress | None = None) -> int:
        """Make the tables of some projections, or of all, anew from the log; returns the last position.

        A rebuild that is killed is taken up where it was, by whoever catches up next.

        Raises:
            LookupError: there is no projection of that name.
        """
        self._make_ready()
        chosen = [self._known(name) for name in names] or list(self._set.projections)
        with self._datastore.write() as connection:
            self._set.take_turn(connection)
            self._set.make(connection, chosen)
        self._engine = None
        return self.catch_up(progress)

    def status(self) -> list[Status]:
        """How far each projection has come; one that is not there as this release makes it has nothing."""
        with self._datastore.read() as connection:
            may_write = self._datastore.may_write(connection)
        if may_write:
            self._make_ready()
        with self._datastore.read() as connection:
            standing = self._set.standing(connection)
            absent = self._set.outdated(standing)
            return [
                Status(name, each.version, 0, standing.head, 0)
                if name in absent
                else Status(
                    name, each.version, standing.positions[name], standing.head, self._set.table(name).count(connection)
                )
                for name, each in self._set.projections.items()
            ]

    def ask(self, connection: Connection, count: int) -> Told:
        """Ask how far the tables have come, for entries that are being recorded.

        Whether a table is as this release makes it is seen once something is to be written into it.
        """
        if self._made is None:
            self._made = self._set.standing(connection)
        if self._made.positions.keys() != self._set.names:
            self._made = None
            return self._leave
        return partial(self._take_in, connection, self._datastore.ask(connection, *self._set.questions(count)))

    def appended(self, connection: Connection, rows: Appended) -> Release | None:
        """Take in entries that are being recorded, if every projection has taken in all that came before."""
        return self.ask(connection, len(rows))(rows)

    def _take_in(self, connection: Connection, state: Answers, rows: Appended) -> Release | None:
        if not self._set.may_go_on(state()):
            return self._leave(rows)
        before, last = rows[0].position - 1, rows[-1].position
        engine = self._engine_at(self._set.names, before)
        self._engine = None  # until the commit: what is rolled back must not be remembered
        try:
            batches, _ = self._evolved(engine, iter(rows.entries), connection)
        except Exception as error:
            if failure_of(error) is not None:
                raise  # the recording itself has failed, and the database says so while it is asked
            return None  # a fault of a projection must not keep a clerk from recording; catching up will show it
        if self._made is None or self._set.outdated(self._made, batches):
            self._made = None
            return self._leave(rows)
        self._set.write(connection, batches, self._set.names, last)
        return partial(self._remember, self._set.names, last, engine)

    def _leave(self, rows: Appended) -> Release | None:
        """Leave entries that are being recorded until they are: others may be behind, or at work."""
        return self._catch_up_if_possible

    def _catch_up_if_possible(self) -> None:
        try:
            self.catch_up()
        except Exception as error:  # the entries are recorded, and whoever asks next is told what is wrong
            _LOG.warning("Note: what was recorded is not in the answers yet: %s", error)

    def _remember(self, names: Collection[str], last: int, engine: Engine) -> None:
        self._engine = names, last, engine

    def _make_ready(self) -> None:
        """Make the tables that are not there as today's release makes them, and those that nobody can have filled."""
        with self._datastore.read() as connection:
            standing = self._set.standing(connection)
        if not (self._set.outdated(standing) or self._set.beyond(standing)):
            return
        with self._datastore.write() as connection:
            self._set.take_turn(connection)
            standing = self._set.standing(connection)
            self._set.make(connection, outdated := self._set.outdated(standing))
            if beyond := [name for name in self._set.beyond(standing) if name not in outdated]:
                self._set.make_anew(connection, beyond, "said to have come further than the log goes")
        self._engine = None

    def _drop_vanished(self) -> None:
        """Drop the tables of projections that are none any more: as they lag, every question would catch up for them.

        Whoever may not do that leaves it to somebody who may; it keeps nobody from an answer.
        """
        try:
            with self._datastore.write() as connection:
                self._set.take_turn(connection)
                self._set.drop(connection, self._set.standing(connection).vanished)
        except NotAllowed as refusal:
            _LOG.debug("tables of former projections are left: %s", refusal)

    def _go_on(self, head: int, progress: Progress | None) -> bool:
        """Bring those that are furthest behind a batch further; false if all have come to the head."""
        with self._datastore.read() as connection:
            positions = self._set.standing(connection).positions
        behind = min(positions.values(), default=head)
        if progress is not None:
            progress(min(behind, head), head)
        if behind < head:
            names = frozenset(n for n, p in positions.items() if p == behind)
            # Up to where the next one stands, those behind go alone; from there on together.
            upto = min((position for position in positions.values() if position > behind), default=None)
            try:
                self._step(names, behind, upto)
            except IntegrityError:
                # A table holds what follows from later entries than it is said to have come to.
                if self._mended:
                    raise
                self._mended = True
                with self._datastore.write() as connection:
                    self._set.take_turn(connection)
                    self._set.make_anew(connection, sorted(names), "further than they were said to be")
        return behind < head

    def _step(self, names: Collection[str], after: int, upto: int | None) -> None:
        """Bring projections that stand at one position a batch further, unless somebody else has done so."""
        engine, self._engine = self._engine_at(names, after), None
        batches, last = self._evolved(engine, self._log.facts(after=after, upto=upto, limit=self._batch))
        with self._datastore.write() as connection:
            self._set.take_turn(connection)
            positions = self._set.standing(connection).positions
            if any(positions.get(name) != after for name in names):
                return
            self._set.write(connection, batches, names, last)
        self._remember(names, last, engine)

    def _engine_at(self, names: Collection[str], after: int) -> Engine:
        """The engine that has taken in the entries before, or a new one that will look up what it needs."""
        if self._engine is not None and self._engine[:2] == (names, after):
            return self._engine[2]
        return Engine([self._set.projections[name] for name in names], self._recorded.of)

    def _evolved(
        self, engine: Engine, entries: Iterator[Entry], connection: Connection | None = None
    ) -> tuple[dict[str, Batch], int]:
        """What entries change, by projection, and the position of the last of them."""
        batches: dict[str, Batch] = {}
        last = 0
        while portion := list(islice(entries, _PORTION)):
            self._recorded.come_to(portion, engine.needed(portion), connection)
            for entry in portion:
                for change in engine.advance(entry):
                    name = change.projection.name
                    if name not in batches:
                        batches[name] = Batch()
                    batches[name].note(change)
            last = portion[-1].position
        return batches, last

    def _known(self, name: str) -> str:
        if name not in self._set.projections:
            raise LookupError(f"there is no projection '{name}'; there are {', '.join(self._set.projections)}")
        return name

    def _index(self) -> None:
        """Make the indexes of tables that have just been filled."""
        with self._datastore.read() as connection:
            bare = self._set.standing(connection).bare
        if bare:
            with self._datastore.write() as connection:
                self._set.take_turn(connection)
                self._set.index(connection, self._set.standing(connection).bare)
