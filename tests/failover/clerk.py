"""A clerk who records remark after remark through whatever happens to the server, and prints each once acknowledged.

Its command is `python -m tests.failover.clerk URL KEY`. What was not acknowledged is said again, as a clerk would;
where this machine has seen more of the ledger than there is, it prints why it stops.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from ledger.audit.errors import BehindMark
from ledger.audit.signer import Signer
from ledger.entries.entry import Draft
from ledger.recording.ledger import Ledger
from ledger.refusals import StoreRefusal
from ledger.vocabulary.provenance import Source
from ledger.vocabulary.questions import RemarkMade
from projections import ALL, Projector


def remark(number: int) -> Draft:
    """A remark that is told apart from every other."""
    return Draft(
        event=RemarkMade(text=f"remark {number}"), source=Source(document=f"Minutes {number}", id=f"m-{number}")
    )


def main(url: str, key: str, first: str = "1") -> None:
    """Record until somebody stops it."""
    number, opened = int(first), False
    while True:
        try:
            signer = Signer.in_file(Path(key))
            with Ledger(
                url, recorder="clerk", find_key=signer.for_key, alongside=lambda found: Projector(found, ALL)
            ) as ledger:
                opened = True
                while True:
                    ledger.record([remark(number)])
                    print(number, flush=True)
                    number += 1
        except BehindMark as refusal:
            print(f"Refused: {refusal}", flush=True)
            return
        except StoreRefusal as refusal:
            print(f"{refusal}", file=sys.stderr, flush=True)
            time.sleep(0.05)
        assert opened


if __name__ == "__main__":
    main(*sys.argv[1:])
