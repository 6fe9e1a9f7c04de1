"""Which meetings were held, and who attended them, some in the place of others?"""

from __future__ import annotations

from ledger.vocabulary.meetings import AttendanceRecorded, MeetingHeld
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point

MEETINGS = points("meetings", MeetingHeld, finds=("body",))
ATTENDANCE = points("attendance", AttendanceRecorded, finds=("person", "substitute_for"))


def meetings(register: Register, *, body: str | None = None) -> list[RowAsAt[Point[MeetingHeld]]]:
    """The meetings held by the register's date, all or a body's."""
    return register.rows(MEETINGS, body=body)


def meeting(register: Register, meeting: str) -> RowAsAt[Point[MeetingHeld]] | None:
    """One meeting by its id."""
    return register.only(MEETINGS, stream=meeting)


def attendance(
    register: Register, meeting: str | None = None, *, person: str | None = None
) -> list[RowAsAt[Point[AttendanceRecorded]]]:
    """Who attended a meeting, or which meetings a person attended; each answer's stream is the meeting."""
    return register.rows(ATTENDANCE, stream=meeting, person=person)


def substitutions(register: Register, person: str) -> list[RowAsAt[Point[AttendanceRecorded]]]:
    """Who attended which meetings in a person's place."""
    return register.rows(ATTENDANCE, substitute_for=person)
