"""Which meetings were held, and who attended them, some in the place of others?"""

from __future__ import annotations

from ledger.vocabulary.meetings import AttendanceRecorded, MeetingHeld, Presence
from projections.engine.engine import Projection, by_itself
from projections.engine.register import Answer, Register
from projections.engine.row_patterns import Points
from projections.engine.rows import Row


class Meeting(Row, frozen=True, kw_only=True):
    """A meeting; it is there from its day on, for ever."""

    meeting: str = ""
    body: str = ""
    title: str = ""
    place: str = ""
    in_public: bool | None = None


class Attendance(Row, frozen=True, kw_only=True):
    """How a person attended a meeting, or some of its items."""

    person: str = ""
    presence: Presence = Presence.PRESENT
    substitute_for: str | None = None
    capacity: str = ""
    items: tuple[str, ...] = ()


MEETINGS = Projection(
    name="meetings",
    row=Meeting,
    handles=(MeetingHeld,),
    evolve=Points(Meeting),
    lane=by_itself,
    finds=("body",),
)
ATTENDANCE = Projection(
    name="attendance",
    row=Attendance,
    handles=(AttendanceRecorded,),
    evolve=Points(Attendance),
    lane=by_itself,
    finds=("person", "substitute_for"),
)


def meetings(register: Register, *, body: str | None = None) -> list[Answer[Meeting]]:
    """The meetings held by the register's date, all or a body's."""
    return register.rows(MEETINGS, body=body)


def meeting(register: Register, meeting: str) -> Answer[Meeting] | None:
    """One meeting by its id."""
    return register.only(MEETINGS, stream=meeting)


def attendance(
    register: Register, meeting: str | None = None, *, person: str | None = None
) -> list[Answer[Attendance]]:
    """Who attended a meeting, or which meetings a person attended; each answer's stream is the meeting."""
    return register.rows(ATTENDANCE, stream=meeting, person=person)


def substitutions(register: Register, person: str) -> list[Answer[Attendance]]:
    """Who attended which meetings in a person's place."""
    return register.rows(ATTENDANCE, substitute_for=person)
