"""A process of its own that records into a ledger.

Its command is `python -m tests.store.recording_process URL NAME TRANSACTIONS ENTRIES`.

It prints the positions of each transaction, on one line, once they are acknowledged. Where another clerk was
quicker in the same stream it looks again and tries again.
"""

from __future__ import annotations

import sys

from eventsourcing.persistence import IntegrityError

from ledger import store
from ledger.store import Datastore, LedgerRecorder, Log
from tests.store.statements import established, stored


def record(datastore: Datastore, name: str, entries: int) -> list[int]:
    """Record the next entries of a stream, whatever others record meanwhile."""
    while True:
        last = Log(datastore).version_of(f"body:{name}")
        batch = [stored(established(name, version, event_id="")) for version in range(last + 1, last + entries + 1)]
        try:
            return list(LedgerRecorder(datastore).insert_events(batch) or ())
        except IntegrityError:
            continue


def main(url: str, name: str, transactions: str, entries: str) -> None:
    """Record so many transactions of so many entries."""
    datastore = store.open(url)
    for _ in range(int(transactions)):
        print(*record(datastore, name, int(entries)), flush=True)
    datastore.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
