"""Organisations: registered once."""

from __future__ import annotations

from ledger.entry import Draft, Entry
from ledger.events.base import Event
from ledger.events.organisations import OrganisationRegistered
from ledger.kinds.base import Kind, Situation
from ledger.kinds.existence import Existence, refuse_if_taken


def decide(organisation: Existence, draft: Draft, now: Situation) -> Event:
    """Refuse a second registration under one id."""
    if isinstance(draft.event, OrganisationRegistered):
        refuse_if_taken(organisation, draft.subject)
    return draft.event


def evolve(organisation: Existence, entry: Entry) -> Existence:
    """Since when the organisation is known."""
    if isinstance(entry.event, OrganisationRegistered):
        return organisation.begun(entry)
    return organisation


KIND = Kind("organisation", Existence(), evolve, decide)
