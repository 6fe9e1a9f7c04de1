"""Which persons and posts are there, under what names do sources speak of them, and who holds or held which post?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from ledger.entries.entry import Entry
from ledger.vocabulary.people import (
    AppointmentEnded,
    AppointmentStarted,
    PersonAffiliated,
    PersonAffiliationEnded,
    PersonAlsoNamed,
    PersonRegistered,
    PersonRenamed,
    PostCreated,
)
from projections.engine.engine import Projection, by_itself
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import registrations, spans
from projections.engine.rows import Point, Row, Span, registered

Appointment: TypeAlias = Span[AppointmentStarted, AppointmentEnded]
POSTS = registrations("posts", PostCreated, finds=("organisation",))
APPOINTMENTS = spans(
    "appointments",
    AppointmentStarted,
    AppointmentEnded,
    key=lambda event: event.appointment or event.person,
    finds=("person",),
)


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
        case PersonAlsoNamed(name=name) | PersonRenamed(name=name):
            yield str(entry.position), registered(PersonName, entry, name=name)


Affiliation: TypeAlias = Span[PersonAffiliated, PersonAffiliationEnded]
PEOPLE = registrations("people", PersonRegistered, finds=("name",))
PERSON_NAMES = Projection(
    name="person_names",
    row=PersonName,
    handles=(PersonRegistered, PersonAlsoNamed, PersonRenamed),
    evolve=_names,
    lane=by_itself,
    finds=("name",),
    version=3,
)

AFFILIATIONS = spans(
    "affiliations",
    PersonAffiliated,
    PersonAffiliationEnded,
    key=lambda event: event.affiliation or f"{event.with_} {event.party} {event.ward}",
    finds=("with_", "party", "ward"),
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


def posts(register: Register, *, organisation: str | None = None) -> list[RowAsAt[Point[PostCreated]]]:
    """The posts, all or those of an organisation."""
    return register.rows(POSTS, organisation=organisation)


def post(register: Register, post: str) -> RowAsAt[Point[PostCreated]] | None:
    """One post by its id."""
    return register.only(POSTS, stream=post)


def holders(register: Register, post: str) -> list[RowAsAt[Appointment]]:
    """Who holds a post at the register's date; everybody who ever did where no date is asked for."""
    return register.rows(APPOINTMENTS, stream=post)


def appointments(register: Register, person: str) -> list[RowAsAt[Appointment]]:
    """The posts that a person holds; each answer's stream is the post."""
    return register.rows(APPOINTMENTS, person=person)


def may_have_held(held: RowAsAt[Appointment], row: Row) -> bool:
    """Whether a post may have been held on the day, or some day of the days, from which a row is in force."""
    return held.row.from_earliest <= row.from_latest and row.from_earliest <= held.row.to_latest


def affiliations(
    register: Register, person: str | None = None, *, with_: str | None = None
) -> list[RowAsAt[Affiliation]]:
    """The parties, groups, organisations and wards of a person, or who belongs to one of them."""
    return register.rows(AFFILIATIONS, stream=person, with_=with_)
