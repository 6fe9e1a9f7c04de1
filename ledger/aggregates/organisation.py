"""Organisations: registered once."""

from __future__ import annotations

from ledger.aggregates.aggregate import Kind, Situation
from ledger.aggregates.rules.joins import refuse_impossible_join
from ledger.aggregates.rules.lifecycle import Existence, refuse_if_taken
from ledger.entries.entry import Draft, Entry
from ledger.vocabulary.event import Event
from ledger.vocabulary.organisations import OrganisationRegistered


def decide(organisation: Existence, draft: Draft, now: Situation) -> Event:
    """Refuse a second registration under one id."""
    refuse_impossible_join(draft.event)
    if isinstance(draft.event, OrganisationRegistered):
        refuse_if_taken(organisation, draft.subject)
    return draft.event


def evolve(organisation: Existence, entry: Entry) -> Existence:
    """Since when the organisation is known."""
    if isinstance(entry.event, OrganisationRegistered):
        return organisation.begun(entry)
    return organisation


KIND = Kind("organisation", Existence(), evolve, decide)
