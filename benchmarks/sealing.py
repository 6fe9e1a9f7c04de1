"""What the audit trail costs: our recorder with tree and signed checkpoint in each transaction, against without.

The other two lines hold everything together against the stock recorder, which has neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from eventsourcing.persistence import StoredEvent

from benchmarks.append import GOALS, SIZES, appending
from benchmarks.databases import Place
from benchmarks.measuring import Result, Scale, compare
from benchmarks.statements import entries, stored
from ledger.audit.keys import SigningKey
from ledger.audit.sealing import Sealing, begin
from ledger.audit.signer import Signer
from ledger.store import Datastore, LedgerRecorder


def measure(place: Place, scale: Scale) -> Iterator[Result]:
    """The trail on against off, and everything on against the stock recorder, at both sizes of transaction."""
    for size, transactions in SIZES:
        made = [stored(entry) for entry in entries(size * transactions * (scale.rounds + 1))]
        plain = [StoredEvent(s.originator_id, s.originator_version, s.topic, s.state) for s in made]
        off, stock = place.ledger(), place.stock()
        others = (
            ("the trail off", LedgerRecorder(off), made, None),
            ("stock recorder", stock.application_recorder(), plain, GOALS[place.name, size]),
        )
        for against, other, theirs, goal in others:
            with sealed(place.ledger()) as recorder:
                yield compare(
                    f"append sealed, {size} a transaction",
                    place.name,
                    appending(recorder, made, size, transactions),
                    appending(other, theirs, size, transactions),
                    against=against,
                    rounds=scale.rounds,
                    goal=goal,
                )
        off.close()
        stock.close()


@contextmanager
def sealed(datastore: Datastore) -> Iterator[LedgerRecorder]:
    """A recorder that seals a new ledger, with a key and a mark in a folder of their own."""
    with TemporaryDirectory(prefix="govledger-key-") as folder:
        signer = Signer.make(Path(folder) / "bench.key", SigningKey.generate("localhost/bench"))
        begin(datastore, signer.key.verifier)
        yield LedgerRecorder(datastore, participants=[Sealing(datastore, signer.for_key)])
        signer.close()
    datastore.close()
