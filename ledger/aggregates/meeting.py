"""Meetings: called, held once on one or more days, attended by persons, some in the place of others; minutes confirmed.

An interest that somebody absent declared, or who did not act on it, is recorded: declarations come in writing too.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from ledger.aggregates.aggregate import Kind, Lane, Situation
from ledger.aggregates.rules.lifecycle import Existence, refuse_before, refuse_if_taken
from ledger.aggregates.rules.persistent_map import PersistentMap
from ledger.aggregates.rules.repeats import refuse_repeats
from ledger.entries.entry import Draft, Entry
from ledger.refusals import BadDate, Untrue
from ledger.vocabulary.dates import When, day_text, exactly, when
from ledger.vocabulary.event import Event
from ledger.vocabulary.interests import ConflictAcknowledged, InterestDeclared
from ledger.vocabulary.meetings import (
    AgendaItemListed,
    AttendanceRecorded,
    MeetingAdjourned,
    MeetingCalled,
    MeetingHeld,
    MeetingResumed,
    Presence,
)
from ledger.vocabulary.provenance import IN_BEING
from ledger.vocabulary.subjects import name_of

_LAST_DAY: Final = date.max.toordinal()


@dataclass(frozen=True)
class Meeting:
    """A meeting as decisions need it: whose it was, when, and who was there for the whole of it."""

    called: Existence = Existence()
    being: Existence = Existence()
    body: str = ""
    further_days: tuple[When, ...] = ()
    """Those of its sittings, of its end and of its resumption; `day` is the first."""
    attendance: PersistentMap[str, frozenset[Presence]] = field(default_factory=PersistentMap)
    """What is recorded of each, which may be more than one thing: then it is flagged."""
    declared: frozenset[Event] = frozenset()

    @property
    def day(self) -> When | None:
        """When it was held, as far as is known."""
        return self.being.start

    @property
    def days(self) -> tuple[When, ...]:
        """Every day on which it sat, as far as is known."""
        return (self.day, *self.further_days) if self.day is not None else ()


def decide(meeting: Meeting, draft: Draft, now: Situation) -> Event:
    """Refuse a meeting twice, days that cannot be, the same presence of a person twice, and their own substitute."""
    match draft.event:
        case MeetingCalled() as event:
            refuse_if_taken(meeting.called, draft.subject)
            _refuse_another_body(meeting, event)
        case MeetingHeld() as event:
            refuse_if_taken(meeting.being, draft.subject)
            _refuse_another_body(meeting, event)
            _refuse_impossible_sittings(event, draft.occurred)
        case MeetingAdjourned() as event:
            _refuse_impossible_adjournment(meeting, event, draft)
        case MeetingResumed():
            what = f"the meeting '{name_of(draft.subject)}' cannot be resumed"
            refuse_before(draft.occurred, meeting.day, what, "it was held")
        case AgendaItemListed(meeting=own, held_over_from=earlier) if earlier == own:
            raise Untrue(
                "an item cannot be held over from its own meeting", "name the earlier meeting, or leave it out"
            )
        case AttendanceRecorded() as event:
            _refuse_impossible_attendance(meeting, event)
        case InterestDeclared() as event:
            _refuse_told_interest(meeting, event)
        case ConflictAcknowledged() as event:
            refuse_repeats(map(name_of, event.persons), "'{}' is named twice in one conflict", "name each person once")
    return draft.event


def evolve(meeting: Meeting, entry: Entry) -> Meeting:
    """The meeting after one more entry."""
    match entry.event:
        case MeetingCalled(body=body):
            return replace(meeting, called=meeting.called.begun(entry), body=meeting.body or body)
        case MeetingHeld(body=body) as event:
            days = (*meeting.further_days, *later_days(event, entry.occurred))
            return replace(meeting, being=meeting.being.begun(entry), body=body, further_days=days)
        case MeetingResumed() if entry.standing in IN_BEING:
            return replace(meeting, further_days=(*meeting.further_days, entry.occurred))
        case AttendanceRecorded(person=person, presence=presence, items=()):
            told = meeting.attendance.get(person, frozenset()) | {presence}
            return replace(meeting, attendance=meeting.attendance.put(person, told))
        case InterestDeclared() as event:
            return replace(meeting, declared=meeting.declared | {event})
    return meeting


def refuse_other_day(at: When, meeting: Meeting, what: str) -> None:
    """Refuse what a meeting did on a day that certainly is none of the meeting's.

    Raises:
        Untrue: the date has no day in common with any of its days.
    """
    days = meeting.days
    if days and all(at.is_before(day) or day.is_before(at) for day in days):
        held = " and ".join(dict.fromkeys(day.on for day in days))
        raise Untrue(
            f"{what} {at.on} cannot come from a meeting {held}", f"correct one of the dates{_longer(at, days)}"
        )


def later_days(event: MeetingHeld, first: When) -> tuple[When, ...]:
    """The days on which a meeting sat after its first one, as its own record tells by its sittings and its end."""
    days = [*_end_on_another_day(first, first.text.partition("T")[2][:5], event.ended)]
    for sitting in event.sittings:
        for on in _readable(sitting.on):
            days += [on, *_end_on_another_day(on, sitting.begun, sitting.until)]
    return tuple(day for day in dict.fromkeys(days) if (day.earliest, day.latest) != (first.earliest, first.latest))


def _end_on_another_day(day: When, begun: str | None, ended: str | None) -> tuple[When, ...]:
    """The day after where something ended at an earlier time than it began, or the day that the end itself tells."""
    on, _, _ = (ended or "").rpartition("T")
    if on:
        return _readable(on)
    is_after = bool(begun and ended and ended < begun) and day.is_exact and day.earliest < _LAST_DAY
    return (exactly(day.earliest + 1),) if is_after else ()


def _readable(day: str) -> tuple[When, ...]:
    """A day as a date; none where a correction has left what is no date."""
    try:
        return (when(day),)
    except BadDate:
        return ()


def _longer(at: When, days: tuple[When, ...]) -> str:
    """What to write about a meeting that lasted into the day after."""
    for day in days:
        if at.is_exact and day.is_exact and at.earliest == day.earliest + 1:
            return f"; of a meeting that lasted past midnight say when it ended: 'ended: {day_text(at.earliest)}T00:40'"
    return "; of a meeting that was adjourned and resumed say on which day: 'resumed: 2024-03-19'"


def _refuse_another_body(meeting: Meeting, event: MeetingCalled | MeetingHeld) -> None:
    if meeting.body and event.body != meeting.body:
        raise Untrue(
            f"'{name_of(event.meeting)}' is a meeting of '{name_of(meeting.body)}', not of '{name_of(event.body)}'",
            "give the other body's meeting an id of its own",
        )


def _refuse_impossible_sittings(event: MeetingHeld, first: When) -> None:
    for sitting in event.sittings:
        if when(sitting.on).is_before(first):
            raise Untrue(
                f"the meeting cannot have sat {when(sitting.on).on}: its first day is {first}",
                "correct one of the dates",
            )
    if event.ended and (on := event.ended.rpartition("T")[0]) and when(on).is_before(first):
        raise Untrue(f"the meeting cannot have ended {when(on).on}: it began {first.on}", "correct one of the dates")


def _refuse_impossible_adjournment(meeting: Meeting, event: MeetingAdjourned, draft: Draft) -> None:
    what = f"the meeting '{name_of(event.meeting)}' cannot be adjourned"
    if event.to and event.sine_die:
        raise Untrue(f"{what} to {event.to} and without a day", "keep one of 'to' and 'sine die'")
    refuse_before(draft.occurred, meeting.day, what, "it was held")
    if event.to and when(event.to).is_before(draft.occurred):
        raise Untrue(f"{what} {draft.occurred.on} to {when(event.to)}, a day before that", "correct one of the dates")


def _refuse_told_interest(meeting: Meeting, event: InterestDeclared) -> None:
    if event in meeting.declared:
        who = name_of(event.person)
        raise Untrue(f"'{who}' has declared that interest already", "leave it out, or say what is different")


def _refuse_impossible_attendance(meeting: Meeting, event: AttendanceRecorded) -> None:
    who = name_of(event.person)
    if not event.items and event.presence in meeting.attendance.get(event.person, ()):
        raise Untrue(
            f"'{who}' is recorded as {event.presence} already",
            "correct that entry, or name the items for which it differs",
        )
    if event.substitute_for == event.person:
        raise Untrue(f"'{who}' cannot be a substitute for themselves", "name the member who was absent")


def lane(entry: Entry) -> Lane | None:
    """Whose attendance an entry bears on; none for all the rest."""
    match entry.event:
        case AttendanceRecorded(person=person):
            return "attendance", person
    return None


KIND = Kind("meeting", Meeting(), evolve, decide, lane=lane, lanes=("attendance",))
