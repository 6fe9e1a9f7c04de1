"""Rebuilding all projections: our projector, against the stock runner that feeds the same tables event by event.

The stock SQLite recorder knows no subscriptions, so the stock `ProjectionRunner` follows our recorder on both
databases; what is compared is its way of working, one transaction an event, with ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import Final

from eventsourcing.persistence import Tracking
from eventsourcing.projection import Projection, ProjectionRunner

from benchmarks.databases import Place
from benchmarks.measuring import Figure, Result, Scale, compared, rate_of
from ledger.entries.entry import Entry
from ledger.recording.ledger import Ledger
from ledger.store import Datastore, LedgerTrackingRecorder, Log
from projections import ALL, Projector
from projections.engine.engine import Engine
from projections.engine.tables import Batch, Table

FOLLOWED: Final = 1_000
"""Entries that the stock runner is given: with more of them it would not come to an end today."""
_AT_LEAST: Final = {"sqlite": 30_000.0}


class Tables(LedgerTrackingRecorder):
    """The tables of all projections as the view of a stock projection."""

    def __init__(self, datastore: Datastore, reader: str = "") -> None:
        super().__init__(datastore, reader)
        Projector(datastore, ALL).status()  # makes the tables
        log = Log(datastore)
        self._engine = Engine(ALL, lambda stream, upto: list(log.entries(streams=(stream,), upto=upto)))
        self._tables = {projection.name: Table(projection, datastore) for projection in ALL}

    def take_in(self, entry: Entry, tracking: Tracking) -> None:
        """Write what one entry changes, and how far the projection has come, in one transaction."""
        batches: dict[str, Batch] = {}
        for change in self._engine.advance(entry):
            batches.setdefault(change.projection.name, Batch()).note(change)
        with self.datastore.write() as connection:
            for name, batch in batches.items():
                self._tables[name].write(connection, batch)
            self.track(connection, tracking)


class Feeding(Projection[Tables]):
    """The stock way: each event handed over on its own."""

    name = "feeding"

    def process_event(self, domain_event: Entry, tracking: Tracking) -> None:
        """Hand the entry to the tables."""
        self.view.take_in(domain_event, tracking)


def measure(place: Place, scale: Scale) -> Iterator[Result]:
    """Rebuilds of every size; the smallest in turns with the stock runner."""
    smallest = place.filled(min(scale.sizes))
    rates = []
    for _ in range(min(scale.rounds, 3)):
        rates.append((_rebuilt(smallest, min(scale.sizes)), _fed(place)))
    yield compared(
        "rebuild all projections", place.name, tuple(rates), against="stock ProjectionRunner, same tables", goal=15.0
    )
    for size in scale.sizes:
        rate = _rebuilt(place.filled(size), size)
        yield Figure(f"rebuild at {size:,}", place.name, rate, "entries/s", at_least=_AT_LEAST.get(place.name))


def _rebuilt(datastore: Datastore, size: int) -> float:
    def work() -> int:
        Projector(datastore, ALL).rebuild()
        return size

    return rate_of(work)


def _fed(place: Place) -> float:
    url = place.new_url()
    place.fill(url, FOLLOWED)
    env = {
        "PERSISTENCE_MODULE": "ledger.recording.persistence",
        "MAPPER_TOPIC": "ledger.store.eventsourcing.stored_entry:LedgerMapper",
        "ORIGINATOR_ID_TYPE": "text",
        "GOVLEDGER_URL": url,
    }
    started = perf_counter()
    with ProjectionRunner(application_class=_Followed, projection_class=Feeding, view_class=Tables, env=env) as runner:
        runner.wait(FOLLOWED, timeout=600)
    return FOLLOWED / (perf_counter() - started)


class _Followed(Ledger):
    """The ledger as the stock runner makes it: of its environment alone."""

    def __init__(self, env: dict[str, str]) -> None:
        super().__init__(env["GOVLEDGER_URL"])
