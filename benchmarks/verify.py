"""Verifying a sealed ledger: every row hashed again, in one process and in as many as there are processors."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from time import perf_counter
from typing import Final

from benchmarks.databases import Place
from benchmarks.measuring import Figure, Result, Scale
from benchmarks.statements import entries, stored
from ledger.audit.sealing import Sealing, begin
from ledger.audit.signer import Signer
from ledger.audit.verification import Trust, verify
from ledger.store import Datastore, LedgerRecorder
from ledger.transparency.keys import SigningKey
from ledger.transparency.policy import Policy

TOGETHER: Final = 1_000
"""Entries that are recorded, and signed, at a time."""
_GOAL: Final = {"sqlite": 100_000.0}


def measure(place: Place, scale: Scale) -> Iterator[Result]:
    """Entries a second, for the largest ledger that is asked for."""
    size, key = max(scale.sizes), SigningKey.generate("bench.example/board")
    ledger = _sealed(place, key, size)
    trust = Trust(Policy.trusting(key.verifier), "the benchmark's own key")
    for workers in (1, os.cpu_count() or 1):
        started = perf_counter()
        report = verify(ledger, trust, workers=workers)
        rate = size / (perf_counter() - started)
        assert (report.entries, report.wrong) == (size, ())
        what = f"verify {size:,} entries in {workers} process{'es' if workers > 1 else ''}"
        goal = _GOAL.get(place.name) if workers > 1 else None
        yield Figure(what, place.name, rate, "entries/s", at_least=goal)
    ledger.close()


def _sealed(place: Place, key: SigningKey, size: int) -> Datastore:
    ledger = place.ledger()
    begin(ledger, key.verifier)
    recorder = LedgerRecorder(ledger, participants=[Sealing(ledger, Signer(key).for_key)])
    made = map(stored, entries(size))
    while portion := list(islice(made, TOGETHER)):
        recorder.insert_events(portion)
    return ledger
