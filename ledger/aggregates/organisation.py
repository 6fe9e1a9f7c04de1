"""Organisations: registered once, renamed as often as they are, dissolved once."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.aggregates.aggregate import Kind, Situation
from ledger.aggregates.rules.joins import refuse_impossible_join
from ledger.aggregates.rules.lifecycle import Existence, impossible_end, refuse_if_over, refuse_if_taken
from ledger.entries.entry import Draft, Entry
from ledger.vocabulary.event import Event
from ledger.vocabulary.organisations import OrganisationDissolved, OrganisationRegistered
from ledger.vocabulary.subjects import name_of


def decide(organisation: Existence, draft: Draft, now: Situation) -> Event:
    """Refuse a second registration under one id, and a second end."""
    refuse_impossible_join(draft.event)
    if isinstance(draft.event, OrganisationRegistered):
        refuse_if_taken(organisation, draft.subject)
    if isinstance(draft.event, OrganisationDissolved):
        refuse_if_over(organisation, draft, f"the organisation '{name_of(draft.subject)}'")
    return draft.event


def evolve(organisation: Existence, entry: Entry) -> Existence:
    """Since when the organisation is known, and until when it lasted."""
    if isinstance(entry.event, OrganisationRegistered):
        return organisation.begun(entry)
    if isinstance(entry.event, OrganisationDissolved):
        return organisation.ended(entry)
    return organisation


def faults(organisation: Existence) -> Iterator[str]:
    """What corrections have made impossible."""
    yield from impossible_end(organisation, "the organisation")


KIND = Kind("organisation", Existence(), evolve, decide, faults)
