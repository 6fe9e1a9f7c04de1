"""What the audit trail costs: our recorder with tree and signed checkpoint in each transaction, against without.

The other two lines hold everything together against the stock recorder, which has neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from eventsourcing.persistence import StoredEvent

from benchmarks.append import GOALS, SIZES, appending
from benchmarks.databases import Place
from benchmarks.measuring import Comparison, compare
from benchmarks.statements import entries, stored
from ledger.audit.keys import SigningKey
from ledger.audit.sealing import Sealing, begin
from ledger.audit.signer import Signer
from ledger.store import Datastore, LedgerRecorder


def measure(place: Place, rounds: int) -> Iterator[Comparison]:
    """The trail on against off, and everything on against the stock recorder, at both sizes of transaction."""
    for size, transactions in SIZES:
        made = [stored(entry) for entry in entries(size * transactions * (rounds + 1))]
        plain = [StoredEvent(s.originator_id, s.originator_version, s.topic, s.state) for s in made]
        with TemporaryDirectory(prefix="govledger-key-") as folder:
            key = Signer.make(Path(folder) / "bench.key", SigningKey.generate("localhost/bench"))
            for against in ("the trail off", "the stock recorder"):
                on, off, stock = place.ledger(), place.ledger(), place.stock()
                other = LedgerRecorder(off) if against == "the trail off" else stock.application_recorder()
                yield compare(
                    f"append sealed, {size} a transaction, against {against}",
                    place.name,
                    appending(_sealed(on, key), made, size, transactions),
                    appending(other, made if against == "the trail off" else plain, size, transactions),
                    rounds=rounds,
                    goal=None if against == "the trail off" else GOALS[place.name, size],
                )
                on.close()
                off.close()
                stock.close()
                Path(folder, "bench.key.mark").unlink(missing_ok=True)


def _sealed(datastore: Datastore, signer: Signer) -> LedgerRecorder:
    begin(datastore, signer.key.verifier)
    fresh = Signer.in_file(signer.path or Path())
    return LedgerRecorder(datastore, participants=[Sealing(datastore, fresh.for_key)])
