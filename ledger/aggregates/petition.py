"""Petitions: received once under one id."""

from __future__ import annotations

from ledger.aggregates.aggregate import Kind, Situation
from ledger.aggregates.rules.lifecycle import Existence, refuse_if_taken
from ledger.entries.entry import Draft, Entry
from ledger.vocabulary.event import Event
from ledger.vocabulary.petitions import PetitionReceived


def decide(petition: Existence, draft: Draft, now: Situation) -> Event:
    """Refuse a second petition under one id."""
    if isinstance(draft.event, PetitionReceived):
        refuse_if_taken(petition, draft.subject)
    return draft.event


def evolve(petition: Existence, entry: Entry) -> Existence:
    """When it was received."""
    return petition.begun(entry) if isinstance(entry.event, PetitionReceived) else petition


KIND = Kind("petition", Existence(), evolve, decide)
