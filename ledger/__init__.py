"""The write side: what boards did, the log in which it is kept, and the audit trail over it.

`Ledger` is the door for writing; it takes `Draft`s and gives back `Entry`s. How it is used from Python is told in
docs/how-to/use-it-from-python.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.loading import found_in
from ledger.refusals import Refusal, Refusals

if TYPE_CHECKING:
    from ledger.application import Ledger
    from ledger.dates import When, when
    from ledger.entry import Draft, Entry
    from ledger.provenance import Source, Standing
    from ledger.recording import Outcome

__all__ = ["Draft", "Entry", "Ledger", "Outcome", "Refusal", "Refusals", "Source", "Standing", "When", "when"]

__getattr__ = found_in(
    "ledger",
    {
        "Draft": "entry",
        "Entry": "entry",
        "Ledger": "application",
        "Outcome": "recording",
        "Source": "provenance",
        "Standing": "provenance",
        "When": "dates",
        "when": "dates",
    },
)
