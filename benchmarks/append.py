"""Appending: our recorder with the whole envelope, tags and triggers, against the stock recorder with none of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from eventsourcing.persistence import ApplicationRecorder, StoredEvent

from benchmarks.databases import Place
from benchmarks.measuring import Result, Scale, Work, compare
from benchmarks.statements import entries, stored
from ledger.store import LedgerRecorder

SIZES = ((1, 400), (1_000, 10))
"""Entries in a transaction, and transactions in a round."""
GOALS = {("sqlite", 1): 0.8, ("postgresql", 1): 1.0, ("sqlite", 1_000): 0.7, ("postgresql", 1_000): 1.0}


def measure(place: Place, scale: Scale) -> Iterator[Result]:
    """Both sizes of transaction on one kind of database."""
    for size, transactions in SIZES:
        made = [stored(entry) for entry in entries(size * transactions * (scale.rounds + 1))]
        plain = [StoredEvent(s.originator_id, s.originator_version, s.topic, s.state) for s in made]
        datastore, stock = place.ledger(), place.stock()
        yield compare(
            f"append, {size} a transaction, envelope and tags only",
            place.name,
            appending(LedgerRecorder(datastore), made, size, transactions),
            appending(stock.application_recorder(), plain, size, transactions),
            against="stock recorder",
            rounds=scale.rounds,
            goal=None,
        )
        datastore.close()
        stock.close()


def appending(recorder: ApplicationRecorder, made: Sequence[StoredEvent], size: int, transactions: int) -> Work:
    """The next transactions of what is to be recorded, each time."""
    left = iter(made)

    def work() -> int:
        for _ in range(transactions):
            recorder.insert_events(list(islice(left, size)))
        return size * transactions

    return work
