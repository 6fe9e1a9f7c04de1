"""Declaring that entries were stamped by a clock that ran ahead, once it is right again."""

from __future__ import annotations

from uuid import uuid4

from ledger.entries.entry import Draft
from ledger.recording.ledger import Ledger
from ledger.recording.outcome import Outcome
from ledger.refusals import Refusal
from ledger.store.append import london_day, now_micros
from ledger.vocabulary.dates import When
from ledger.vocabulary.provenance import Source
from ledger.vocabulary.signing_keys import OWN_STREAM, ClockCorrected

_OWN_WORD = Source(document="Correction of the ledger")


def declare_wrong_clock(ledger: Ledger, first: int, last: int, *, were: When, why: str) -> Outcome:
    """Record that entries say a later time than that at which they were recorded; it is stamped with the right one.

    Raises:
        NoSuchEntry: one of them is not there.
        Refusal: the clock is not earlier than they say, so it is still wrong, or they are not.
    """
    begun, ended = ledger.entry(first), ledger.entry(last)
    now = now_micros()
    if now >= begun.recorded_at:
        raise Refusal(
            f"entry {first} says that it was recorded {london_day(begun.recorded_at)}, and the clock of this machine "
            f"says {london_day(now)}, which is not earlier",
            "name the first entry that was stamped too late; if the clock is still wrong, set it right first",
        )
    event = ClockCorrected(first=first, last=ended.position, were=were.text, why=why)
    draft = Draft(event=event, stream=OWN_STREAM, source=_OWN_WORD, occurred=were, event_id=str(uuid4()))
    return ledger.record([draft])
