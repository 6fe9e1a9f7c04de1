"""Which persons are there, and under what names do sources speak of them?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import field

from ledger.entries.entry import Entry
from ledger.vocabulary.people import PersonAlsoNamed, PersonRegistered
from projections.engine.engine import Projection, by_itself
from projections.engine.register import Answer, Register
from projections.engine.row_patterns import Registrations
from projections.engine.rows import Row, registered


class Person(Row, frozen=True, kw_only=True):
    """A person, named or only described; without a date of registration there on every day."""

    name: str = ""
    unnamed: bool = False
    also: tuple[str, ...] = ()
    identifiers: dict[str, str] = field(default_factory=dict)


class PersonName(Row, frozen=True, kw_only=True):
    """A name that a source uses for a person; names of a person do not replace one another."""

    name: str = ""
    registered: bool = False
    """Whether it is the name under which the person entered the register."""


def _names(rows: Mapping[str, PersonName], entry: Entry) -> Iterator[tuple[str, PersonName]]:
    match entry.event:
        case PersonRegistered(name=name, also=also):
            yield str(entry.position), registered(PersonName, entry, name=name, registered=True)
            for other in also:
                if other != name:
                    yield f"{entry.position} {other}", registered(PersonName, entry, name=other)
        case PersonAlsoNamed(name=name):
            yield str(entry.position), registered(PersonName, entry, name=name)


PEOPLE = Projection(
    name="people", row=Person, handles=(PersonRegistered,), evolve=Registrations(Person), finds=("name",)
)
PERSON_NAMES = Projection(
    name="person_names",
    row=PersonName,
    handles=(PersonRegistered, PersonAlsoNamed),
    evolve=_names,
    lane=by_itself,
    finds=("name",),
    version=2,
)


def people(register: Register) -> list[Answer[Person]]:
    """Everybody in the register."""
    return register.rows(PEOPLE)


def person(register: Register, person: str) -> Answer[Person] | None:
    """One person by their id."""
    return register.only(PEOPLE, stream=person)


def names(register: Register, person: str) -> list[Answer[PersonName]]:
    """Every name that sources use for a person."""
    return register.rows(PERSON_NAMES, stream=person)


def named(register: Register, name: str) -> list[Answer[PersonName]]:
    """The persons for whom some source uses exactly this name."""
    return register.rows(PERSON_NAMES, name=name)
