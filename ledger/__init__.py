"""The write side: what boards did, the log in which it is kept, and the audit trail over it.

`Ledger` is the door for writing; it takes `Draft`s and gives back `Entry`s. How it is used from Python is told in
docs/how-to/use-it-from-python.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.modules import found_in
from ledger.refusals import Refusal, Refusals

if TYPE_CHECKING:
    from ledger.entries.entry import Draft, Entry
    from ledger.recording.ledger import Ledger
    from ledger.recording.outcome import Outcome
    from ledger.vocabulary.dates import When, when
    from ledger.vocabulary.provenance import Source, Standing

__all__ = ["Draft", "Entry", "Ledger", "Outcome", "Refusal", "Refusals", "Source", "Standing", "When", "when"]

__getattr__ = found_in(
    "ledger",
    {
        "Draft": "entries.entry",
        "Entry": "entries.entry",
        "Ledger": "recording.ledger",
        "Outcome": "recording.outcome",
        "Source": "vocabulary.provenance",
        "Standing": "vocabulary.provenance",
        "When": "vocabulary.dates",
        "when": "vocabulary.dates",
    },
)
