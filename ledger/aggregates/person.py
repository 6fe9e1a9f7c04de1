"""Persons: registered once, with the names that sources use for them, and dispensations that others granted them.

Whether the interest that a dispensation is about was ever declared is for the read side to show.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ledger.aggregates.aggregate import Kind, Situation
from ledger.aggregates.rules.joins import refuse_impossible_join
from ledger.aggregates.rules.lifecycle import Existence, refuse_if_taken
from ledger.entries.entry import Draft, Entry
from ledger.refusals import Untrue
from ledger.vocabulary.event import Event
from ledger.vocabulary.interests import DispensationGranted
from ledger.vocabulary.people import PersonAlsoNamed, PersonRegistered
from ledger.vocabulary.subjects import name_of


@dataclass(frozen=True)
class Person:
    """A person as decisions need them."""

    being: Existence = Existence()
    names: tuple[str, ...] = ()


def decide(person: Person, draft: Draft, now: Situation) -> Event:
    """Refuse a second registration under one id, a name that is known already, and a dispensation by oneself."""
    refuse_impossible_join(draft.event)
    who = name_of(draft.subject)
    match draft.event:
        case PersonRegistered():
            refuse_if_taken(person.being, draft.subject)
        case PersonAlsoNamed(name=name) if name in person.names:
            raise Untrue(f"'{who}' is known as '{name}' already", "leave the statement out")
        case DispensationGranted(person=granted, by=by) if granted == by:
            raise Untrue(f"'{who}' cannot grant a dispensation to themselves", "name who granted it, or nobody")
        case DispensationGranted(person=granted, about=about) if granted in about:
            raise Untrue(f"'{who}' cannot be what their own interest is in", "name what the interest is in")
    return draft.event


def evolve(person: Person, entry: Entry) -> Person:
    """The person after one more entry."""
    match entry.event:
        case PersonRegistered(name=name, also=also):
            return replace(person, being=person.being.begun(entry), names=(*person.names, name, *also))
        case PersonAlsoNamed(name=name):
            return replace(person, names=(*person.names, name))
    return person


KIND = Kind("person", Person(), evolve, decide)
