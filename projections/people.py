"""Which persons are there, and under what names do sources speak of them?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ledger.entries.entry import Entry
from ledger.vocabulary.people import PersonAlsoNamed, PersonRegistered
from projections.engine.engine import Projection, by_itself
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import registrations
from projections.engine.rows import Point, Row, registered


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


PEOPLE = registrations("people", PersonRegistered, finds=("name",))
PERSON_NAMES = Projection(
    name="person_names",
    row=PersonName,
    handles=(PersonRegistered, PersonAlsoNamed),
    evolve=_names,
    lane=by_itself,
    finds=("name",),
    version=2,
)


def people(register: Register) -> list[RowAsAt[Point[PersonRegistered]]]:
    """Everybody in the register."""
    return register.rows(PEOPLE)


def person(register: Register, person: str) -> RowAsAt[Point[PersonRegistered]] | None:
    """One person by their id."""
    return register.only(PEOPLE, stream=person)


def names(register: Register, person: str) -> list[RowAsAt[PersonName]]:
    """Every name that sources use for a person."""
    return register.rows(PERSON_NAMES, stream=person)


def named(register: Register, name: str) -> list[RowAsAt[PersonName]]:
    """The persons for whom some source uses exactly this name."""
    return register.rows(PERSON_NAMES, name=name)
