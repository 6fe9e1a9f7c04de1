"""Which posts are there, and who holds or held them?"""

from __future__ import annotations

from typing import TypeAlias

from ledger.vocabulary.people import AppointmentEnded, AppointmentStarted, PostCreated
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import registrations, spans
from projections.engine.rows import Point, Row, Span

Appointment: TypeAlias = Span[AppointmentStarted, AppointmentEnded]
POSTS = registrations("posts", PostCreated, finds=("organisation",))
APPOINTMENTS = spans(
    "appointments",
    AppointmentStarted,
    AppointmentEnded,
    key=lambda event: event.appointment or event.person,
    finds=("person",),
)


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
