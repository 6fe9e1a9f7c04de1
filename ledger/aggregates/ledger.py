"""The ledger itself: which key seals it, that it went on from a backup, that a clock was wrong; never corrected."""

from __future__ import annotations

from ledger.aggregates.aggregate import Kind, Situation
from ledger.entries.entry import Draft, Entry
from ledger.refusals import Untrue
from ledger.vocabulary.event import Event
from ledger.vocabulary.signing_keys import ClockCorrected, KeyRotated

Sealed = str
"""The verifier key that the newest rotation names; empty before the first."""


def decide(sealed: Sealed, draft: Draft, now: Situation) -> Event:
    """Refuse a rotation from a key that is not in force, and one to the same key."""
    event = draft.event
    if isinstance(event, KeyRotated):
        if sealed and event.old != sealed:
            raise Untrue(f"the key {event.old} is not in force, {sealed} is", "rotate that one")
        if event.new == event.old:
            raise Untrue("a key cannot take over from itself", "make a new one")
    if isinstance(event, ClockCorrected) and event.last < event.first:
        raise Untrue(
            f"there are no entries from {event.first} to {event.last}", "give the first of them before the last"
        )
    return event


def evolve(sealed: Sealed, entry: Entry) -> Sealed:
    """Which key is in force."""
    return entry.event.new if isinstance(entry.event, KeyRotated) else sealed


KIND = Kind("ledger", "", evolve, decide)
