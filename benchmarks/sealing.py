"""What the audit trail costs: our recorder with tree and signed checkpoint in each transaction, against without.

The other two lines hold everything together against the stock recorder, which has none of it.
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
from ledger.audit.sealing import Sealing, begin
from ledger.audit.signer import Signer
from ledger.store import Datastore, LedgerRecorder, Participant
from ledger.transparency.keys import SigningKey
from projections import ALL, Projector


def measure(place: Place, scale: Scale) -> Iterator[Result]:
    """The trail on against off, and everything that goes with a recording against the stock recorder."""
    for size, transactions in SIZES:
        made = [stored(entry) for entry in entries(size * transactions * (scale.rounds + 1))]
        plain = [StoredEvent(s.originator_id, s.originator_version, s.topic, s.state) for s in made]
        off, stock = place.ledger(), place.stock()
        with_projections = size == 1  # many at once are taken in by whoever asks next
        what = "trail and projections on" if with_projections else "trail on"
        with sealed(place.ledger()) as recorder, sealed(place.ledger(), with_projections) as everything:
            for title, ours, against, other, theirs, goal in (
                ("trail on", recorder, "the trail off", LedgerRecorder(off), made, None),
                (what, everything, "stock recorder", stock.application_recorder(), plain, GOALS[place.name, size]),
            ):
                yield compare(
                    f"append, {size} a transaction, {title}",
                    place.name,
                    appending(ours, made, size, transactions),
                    appending(other, theirs, size, transactions),
                    against=against,
                    rounds=scale.rounds,
                    goal=goal,
                )
        off.close()
        stock.close()


@contextmanager
def sealed(datastore: Datastore, with_projections: bool = False) -> Iterator[LedgerRecorder]:
    """A recorder that seals a new ledger, with a key and a mark in a folder of their own."""
    with TemporaryDirectory(prefix="govledger-key-") as folder:
        signer = Signer.make(Path(folder) / "bench.key", SigningKey.generate("localhost/bench"))
        begin(datastore, signer.key.verifier)
        participants: list[Participant] = [Sealing(datastore, signer.for_key)]
        if with_projections:
            Projector(datastore, ALL).catch_up()
            participants.append(Projector(datastore, ALL))
        yield LedgerRecorder(datastore, participants)
        signer.close()
    datastore.close()
