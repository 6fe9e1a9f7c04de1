"""Successions: which bodies or organisations took over from which."""

from __future__ import annotations

from ledger.aggregates.aggregate import Kind, Situation
from ledger.aggregates.rules.lifecycle import Existence, refuse_if_taken
from ledger.entries.entry import Draft, Entry
from ledger.refusals import Untrue
from ledger.vocabulary.event import Event
from ledger.vocabulary.organisations import BodiesSucceeded
from ledger.vocabulary.subjects import name_of


def decide(succession: Existence, draft: Draft, now: Situation) -> Event:
    """Refuse a body that takes over from itself alone, and a name twice on one side."""
    event = draft.event
    if isinstance(event, BodiesSucceeded):
        refuse_if_taken(succession, draft.subject)
        if set(event.predecessors) == set(event.successors):
            names = ", ".join(map(name_of, event.successors))
            raise Untrue(f"'{names}' cannot take over from itself", "name the bodies before and after")
        for side in (event.predecessors, event.successors):
            if len(set(side)) < len(side):
                raise Untrue("a body is named twice on one side of the succession", "name each one once")
    return event


def evolve(succession: Existence, entry: Entry) -> Existence:
    """When it happened."""
    if isinstance(entry.event, BodiesSucceeded):
        return succession.begun(entry)
    return succession


KIND = Kind("succession", Existence(), evolve, decide)
