"""Meetings: held once, attended by persons, some of them in the place of others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ledger.dates import When
from ledger.entry import Draft, Entry
from ledger.events.base import Event
from ledger.events.meetings import AttendanceRecorded, MeetingHeld, Presence
from ledger.kinds.base import Kind, Situation
from ledger.kinds.existence import Existence, refuse_if_taken
from ledger.refusals import Untrue
from ledger.subjects import name_of


@dataclass(frozen=True)
class Meeting:
    """A meeting as decisions need it: whose it was, when, and who was there for the whole of it."""

    being: Existence = Existence()
    body: str = ""
    attendance: Mapping[str, Presence] = field(default_factory=dict)

    @property
    def day(self) -> When | None:
        """When it was held, as far as is known."""
        return self.being.start


def decide(meeting: Meeting, draft: Draft, now: Situation) -> Event:
    """Refuse a meeting twice, a person twice, and a substitute for somebody who was there."""
    match draft.event:
        case MeetingHeld():
            refuse_if_taken(meeting.being, draft.subject)
        case AttendanceRecorded() as event:
            _refuse_impossible_attendance(meeting, event)
    return draft.event


def evolve(meeting: Meeting, entry: Entry) -> Meeting:
    """The meeting after one more entry."""
    match entry.event:
        case MeetingHeld(body=body):
            return replace(meeting, being=meeting.being.begun(entry.position, entry.occurred), body=body)
        case AttendanceRecorded(person=person, presence=presence, items=()):
            return replace(meeting, attendance={**meeting.attendance, person: presence})
    return meeting


def _refuse_impossible_attendance(meeting: Meeting, event: AttendanceRecorded) -> None:
    who = name_of(event.person)
    if not event.items and event.person in meeting.attendance:
        raise Untrue(
            f"'{who}' is recorded as {meeting.attendance[event.person]} already",
            "correct that entry, or name the items for which it differs",
        )
    if event.substitute_for == event.person:
        raise Untrue(f"'{who}' cannot be a substitute for themselves", "name the member who was absent")
    if event.substitute_for and event.presence in (Presence.APOLOGIES, Presence.ABSENT):
        raise Untrue(f"'{who}' is {event.presence}, so cannot be a substitute", "record the substitute as present")
    if event.substitute_for and meeting.attendance.get(event.substitute_for) is Presence.PRESENT:
        absent = name_of(event.substitute_for)
        raise Untrue(
            f"'{who}' cannot be a substitute for '{absent}', who is recorded as present",
            "correct the one or the other entry",
        )


KIND = Kind("meeting", Meeting(), evolve, decide)
