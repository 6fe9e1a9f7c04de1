"""A process that records into a sealed ledger.

Its command is `python -m tests.audit.sealing_process URL KEY NAME TRANSACTIONS ENTRIES`.

It prints the positions of each transaction, on one line, once they are acknowledged. With `-` for the transactions
it goes on until it is killed.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from ledger import store
from ledger.audit.sealing import Sealing
from ledger.audit.signer import Signer
from ledger.store import LedgerRecorder
from tests.audit.sealed import record


def main(url: str, key: str, name: str, transactions: str, entries: str) -> None:
    """Record so many transactions of so many entries."""
    datastore = store.open(url)
    sealing = Sealing(datastore, Signer.in_file(Path(key)).for_key)
    recorder = LedgerRecorder(datastore, participants=[sealing])
    for number in count() if transactions == "-" else range(int(transactions)):
        print(*record(recorder, *(f"{name}-{number}-{each}" for each in range(int(entries)))), flush=True)
    sealing.close()
    datastore.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
