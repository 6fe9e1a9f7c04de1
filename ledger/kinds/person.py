"""Persons: registered once, with the names that sources use for them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ledger.entry import Draft, Entry
from ledger.events.base import Event
from ledger.events.people import PersonAlsoNamed, PersonRegistered
from ledger.kinds.base import Kind, Situation
from ledger.kinds.existence import Existence, refuse_if_taken
from ledger.refusals import Untrue
from ledger.subjects import name_of


@dataclass(frozen=True)
class Person:
    """A person as decisions need them."""

    being: Existence = Existence()
    names: tuple[str, ...] = ()


def decide(person: Person, draft: Draft, now: Situation) -> Event:
    """Refuse a second registration under one id, and a name that is known already."""
    match draft.event:
        case PersonRegistered():
            refuse_if_taken(person.being, draft.subject)
        case PersonAlsoNamed(name=name) if name in person.names:
            raise Untrue(f"'{name_of(draft.subject)}' is known as '{name}' already", "leave the statement out")
    return draft.event


def evolve(person: Person, entry: Entry) -> Person:
    """The person after one more entry."""
    match entry.event:
        case PersonRegistered(name=name, also=also):
            being = person.being.begun(entry.position, entry.occurred)
            return replace(person, being=being, names=(*person.names, name, *also))
        case PersonAlsoNamed(name=name):
            return replace(person, names=(*person.names, name))
    return person


KIND = Kind("person", Person(), evolve, decide)
