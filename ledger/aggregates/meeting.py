"""Meetings: held once, attended by persons, some of them in the place of others; minutes confirmed once.

An interest that somebody absent declared, or who did not act on it, is recorded: declarations come in writing too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ledger.aggregates.aggregate import Kind, Lane, Situation
from ledger.aggregates.rules.lifecycle import Existence, impossible_order, refuse_before, refuse_if_taken
from ledger.aggregates.rules.persistent_map import PersistentMap
from ledger.aggregates.rules.repeats import refuse_repeats
from ledger.entries.entry import Draft, Entry
from ledger.refusals import Untrue
from ledger.vocabulary.dates import When
from ledger.vocabulary.event import Event
from ledger.vocabulary.interests import ConflictAcknowledged, InterestDeclared
from ledger.vocabulary.meetings import AttendanceRecorded, MeetingHeld, Presence
from ledger.vocabulary.provenance import IN_BEING
from ledger.vocabulary.reports import MinutesConfirmed
from ledger.vocabulary.subjects import name_of


@dataclass(frozen=True)
class Meeting:
    """A meeting as decisions need it: whose it was, when, and who was there for the whole of it."""

    being: Existence = Existence()
    body: str = ""
    attendance: PersistentMap[str, Presence] = field(default_factory=PersistentMap)
    declared: frozenset[Event] = frozenset()
    confirmed: When | None = None

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
        case InterestDeclared() as event:
            _refuse_told_interest(meeting, event)
        case ConflictAcknowledged() as event:
            refuse_repeats(map(name_of, event.persons), "'{}' is named twice in one conflict", "name each person once")
        case MinutesConfirmed() as event:
            _refuse_impossible_confirmation(meeting, event, draft, now)
    return draft.event


def evolve(meeting: Meeting, entry: Entry) -> Meeting:
    """The meeting after one more entry."""
    match entry.event:
        case MeetingHeld(body=body):
            return replace(meeting, being=meeting.being.begun(entry), body=body)
        case AttendanceRecorded(person=person, presence=presence, items=()):
            return replace(meeting, attendance=meeting.attendance.put(person, presence))
        case InterestDeclared() as event:
            return replace(meeting, declared=meeting.declared | {event})
        case MinutesConfirmed() if entry.standing in IN_BEING:
            return replace(meeting, confirmed=entry.occurred)
    return meeting


def faults(meeting: Meeting) -> Iterator[str]:
    """What corrections have made impossible."""
    yield from impossible_order(meeting.day, meeting.confirmed, "the minutes would be confirmed")


def refuse_other_day(at: When, meeting: Meeting, what: str) -> None:
    """Refuse what a meeting did on a day that certainly is not the meeting's.

    Raises:
        Untrue: the two dates have no day in common.
    """
    day = meeting.day
    if day is not None and (at.is_before(day) or day.is_before(at)):
        longer = (
            f"; a meeting that lasted past midnight has both days: {day.text}/{at.text}" if _is_next(at, day) else ""
        )
        raise Untrue(f"{what} {at.on} cannot come from a meeting {day.on}", f"correct one of the dates{longer}")


def _is_next(at: When, day: When) -> bool:
    return at.is_exact and day.is_exact and at.earliest == day.earliest + 1


def _refuse_told_interest(meeting: Meeting, event: InterestDeclared) -> None:
    if event in meeting.declared:
        who = name_of(event.person)
        raise Untrue(f"'{who}' has declared that interest already", "leave it out, or say what is different")


def _refuse_impossible_confirmation(meeting: Meeting, event: MinutesConfirmed, draft: Draft, now: Situation) -> None:
    what = f"the minutes of '{name_of(event.meeting)}'"
    if meeting.confirmed is not None and draft.standing in IN_BEING:
        raise Untrue(f"{what} have been confirmed already, on {meeting.confirmed}", "correct that entry instead")
    refuse_before(draft.occurred, meeting.day, f"{what} cannot be confirmed", "the meeting was held")
    if event.confirmed_at and event.confirmed_at != event.meeting:
        at = now.state(event.confirmed_at).day or draft.occurred
        where = f"{what} cannot be confirmed at '{name_of(event.confirmed_at)}',"
        refuse_before(at, meeting.day, where, "the meeting was held")


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


def lane(entry: Entry) -> Lane | None:
    """Whose attendance an entry bears on; none for all the rest."""
    match entry.event:
        case AttendanceRecorded(person=person):
            return "attendance", person
    return None


KIND = Kind("meeting", Meeting(), evolve, decide, faults, lane, lanes=("attendance",))
