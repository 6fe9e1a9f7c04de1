"""A clerk who records one remark for each line on its input, and prints its number once it is acknowledged.

Its command is `python -m tests.powercut.clerk URL KEY`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ledger.audit.signer import Signer
from ledger.recording.ledger import Ledger
from projections import ALL, Projector
from tests.failover.clerk import remark


def main(url: str, key: str) -> None:
    """Record until the input ends."""
    signer = Signer.in_file(Path(key))
    with Ledger(
        url, recorder="clerk", find_key=signer.for_key, alongside=lambda found: Projector(found, ALL)
    ) as ledger:
        for number, _ in enumerate(sys.stdin, 1):
            ledger.record([remark(number)])
            print(number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
