"""Deputations: heard once under one id, by speakers who are each named once."""

from __future__ import annotations

from ledger.aggregates.aggregate import Kind, Situation
from ledger.aggregates.rules.lifecycle import Existence, refuse_if_taken
from ledger.aggregates.rules.repeats import refuse_repeats
from ledger.entries.entry import Draft, Entry
from ledger.vocabulary.event import Event
from ledger.vocabulary.petitions import DeputationHeard
from ledger.vocabulary.subjects import name_of


def decide(deputation: Existence, draft: Draft, now: Situation) -> Event:
    """Refuse a second deputation under one id, and a speaker who is named twice."""
    if isinstance(draft.event, DeputationHeard):
        refuse_if_taken(deputation, draft.subject)
        refuse_repeats(map(name_of, draft.event.speakers), "'{}' is named twice", "name each speaker once")
    return draft.event


def evolve(deputation: Existence, entry: Entry) -> Existence:
    """When it was heard."""
    return deputation.begun(entry) if isinstance(entry.event, DeputationHeard) else deputation


KIND = Kind("deputation", Existence(), evolve, decide)
