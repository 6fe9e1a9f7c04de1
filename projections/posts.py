"""Which posts are there, and who holds or held them?"""

from __future__ import annotations

from ledger.vocabulary.people import AppointmentEnded, AppointmentStarted, PostCreated
from projections.engine.engine import Projection
from projections.engine.register import Answer, Register
from projections.engine.row_patterns import Registrations, Spans
from projections.engine.rows import Row


class Post(Row, frozen=True, kw_only=True):
    """A post, whether or not somebody holds it; without a date it is there on every day."""

    title: str = ""
    organisation: str | None = None
    also: tuple[str, ...] = ()
    unnamed: bool = False


class Appointment(Row, frozen=True, kw_only=True):
    """A person in a post."""

    person: str = ""
    interim: bool = False
    acting: bool = False
    joint: bool = False
    appointment: str = ""
    reason: str = ""
    """Why it ended."""


POSTS = Projection(
    name="posts",
    row=Post,
    handles=(PostCreated,),
    evolve=Registrations(Post),
    finds=("organisation",),
)
APPOINTMENTS = Projection(
    name="appointments",
    row=Appointment,
    handles=(AppointmentStarted, AppointmentEnded),
    evolve=(
        _holding := Spans(
            Appointment, AppointmentStarted, AppointmentEnded, lambda event: event.appointment or event.person
        )
    ),
    lane=_holding.lane,
    finds=("person",),
)


def posts(register: Register, *, organisation: str | None = None) -> list[Answer[Post]]:
    """The posts, all or those of an organisation."""
    return register.rows(POSTS, organisation=organisation)


def post(register: Register, post: str) -> Answer[Post] | None:
    """One post by its id."""
    return register.only(POSTS, stream=post)


def holders(register: Register, post: str) -> list[Answer[Appointment]]:
    """Who holds a post at the register's date; everybody who ever did where no date is asked for."""
    return register.rows(APPOINTMENTS, stream=post)


def appointments(register: Register, person: str) -> list[Answer[Appointment]]:
    """The posts that a person holds; each answer's stream is the post."""
    return register.rows(APPOINTMENTS, person=person)


def may_have_held(held: Answer[Appointment], row: Row) -> bool:
    """Whether a post may have been held on the day, or some day of the days, from which a row is in force."""
    return held.row.from_earliest <= row.from_latest and row.from_earliest <= held.row.to_latest
