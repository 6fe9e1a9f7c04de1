"""A process that rebuilds all projections again and again until it is killed: `python rebuilding.py URL`."""

from __future__ import annotations

import sys

from ledger import store
from projections import ALL, Projector

if __name__ == "__main__":
    projector = Projector(store.open(sys.argv[1]), ALL, batch=20)
    while True:
        projector.rebuild(progress=lambda done, total: print(done, total, flush=True))
