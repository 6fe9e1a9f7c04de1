"""Which meetings were held, who attended them, what stood on the agenda, which reports were presented; and the minutes?

Minutes that were signed are received in evidence without further proof (LGA 1972 Sch 12 para 41); what was
resolved stands in the ledger either way, and says which of the two it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from ledger.vocabulary.meetings import AgendaItemListed, AttendanceRecorded, MeetingHeld
from ledger.vocabulary.provenance import IN_BEING
from ledger.vocabulary.reports import MinutesConfirmed, ReportPresented
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point

MEETINGS = points("meetings", MeetingHeld, finds=("body",))
ATTENDANCE = points("attendance", AttendanceRecorded, finds=("person", "substitute_for"))

AGENDA = points("agenda", AgendaItemListed, finds=("projects",))

REPORTS = points("reports", ReportPresented, finds=("authors", "to", "projects", "meeting"))


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


def agenda(
    register: Register, meeting: str | None = None, *, project: str | None = None
) -> list[RowAsAt[Point[AgendaItemListed]]]:
    """The items of a meeting, or those about a project; each answer's stream is the meeting.

    An item is often listed twice, before the meeting and, with its result, after it: a listing that says nothing that
    another of the same item does not say is left out. Two that contradict one another are both there.
    """
    listed = register.rows(AGENDA, stream=meeting, projects=project)
    told: dict[tuple[str, str, str], list[RowAsAt[Point[AgendaItemListed]]]] = {}
    for each in listed:
        told.setdefault(_item(each), []).append(each)
    return [each for each in listed if not any(_says_less(each, other) for other in told[_item(each)])]


def _item(listed: RowAsAt[Point[AgendaItemListed]]) -> tuple[str, str, str]:
    return listed.stream, listed.event.number, listed.event.title


def _says_less(one: RowAsAt[Point[AgendaItemListed]], other: RowAsAt[Point[AgendaItemListed]]) -> bool:
    """Whether one of two listings of an item says nothing that the other does not say; of two alike, the earlier."""
    here, there = _said(one.row), _said(other.row)
    if any(value and value != known for value, known in zip(here, there, strict=True)):
        return False
    return here != there or one.known_from < other.known_from


def _said(item: Point[AgendaItemListed]) -> tuple[object, ...]:
    listed = item.event
    in_public = "" if listed.in_public is None else str(listed.in_public)
    held_over = (listed.held_over_from, listed.number_there)
    return listed.result, in_public, listed.closed_under, *held_over, listed.projects, item.standing in IN_BEING


class Status(StrEnum):
    """What the record of a meeting rests on."""

    CONFIRMED = "minutes confirmed"
    AMENDED = "minutes confirmed with amendments"
    POSSIBLY = "minutes possibly confirmed"
    NOT_CONFIRMED = "minutes not recorded as confirmed"
    NO_MEETING = "no meeting recorded"


class Minutes(msgspec.Struct, frozen=True, kw_only=True):
    """The status of a meeting's minutes on the register's day, and the confirmation behind it."""

    status: Status
    confirmation: RowAsAt[Point[MinutesConfirmed]] | None = None


CONFIRMATIONS = points("confirmations", MinutesConfirmed, finds=("confirmed_at", "signed_by"))


def confirmations(
    register: Register, meeting: str | None = None, *, confirmed_at: str | None = None
) -> list[RowAsAt[Point[MinutesConfirmed]]]:
    """The minutes confirmed by the register's date; each answer's stream is the meeting that they are of."""
    return register.rows(CONFIRMATIONS, stream=meeting, confirmed_at=confirmed_at)


def minutes(register: Register, meeting: str | None) -> Minutes:
    """What the record of a meeting rests on."""
    if not meeting:
        return Minutes(status=Status.NO_MEETING)
    return minutes_of(confirmations(register, meeting))


def minutes_of(found: Iterable[RowAsAt[Point[MinutesConfirmed]]]) -> Minutes:
    """What the record of a meeting rests on, of which these confirmations are known; the surest one counts."""
    by_certainty = sorted(found, key=lambda answer: answer.is_certain)
    if not by_certainty:
        return Minutes(status=Status.NOT_CONFIRMED)
    confirmation = by_certainty[-1]
    if not confirmation.is_certain:
        return Minutes(status=Status.POSSIBLY, confirmation=confirmation)
    status = Status.AMENDED if confirmation.event.amendments else Status.CONFIRMED
    return Minutes(status=status, confirmation=confirmation)


def report(register: Register, report: str) -> RowAsAt[Point[ReportPresented]] | None:
    """One report by its id."""
    return register.only(REPORTS, stream=report)


def reports(
    register: Register,
    *,
    author: str | None = None,
    to: str | None = None,
    project: str | None = None,
    meeting: str | None = None,
) -> list[RowAsAt[Point[ReportPresented]]]:
    """The reports presented by the register's date."""
    return register.rows(REPORTS, authors=author, to=to, projects=project, meeting=meeting)
