"""Meetings: called, held once on one or more days, attended by persons, some in the place of others; minutes confirmed.

An interest that somebody absent declared, or who did not act on it, is recorded: declarations come in writing too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ledger.aggregates.aggregate import Kind, Situation
from ledger.aggregates.rules.lifecycle import Existence, refuse_before, refuse_if_taken
from ledger.aggregates.rules.repeats import refuse_repeats
from ledger.entries.entry import Draft, Entry
from ledger.refusals import BadDate, Untrue
from ledger.vocabulary.dates import When, exactly, when
from ledger.vocabulary.event import Event
from ledger.vocabulary.interests import ConflictAcknowledged, InterestDeclared
from ledger.vocabulary.meetings import (
    SMALL_HOURS,
    AgendaItemListed,
    AttendanceRecorded,
    MeetingAdjourned,
    MeetingCalled,
    MeetingHeld,
    MeetingResumed,
)
from ledger.vocabulary.subjects import name_of

_LAST_DAY: Final = date.max.toordinal()


@dataclass(frozen=True)
class Meeting:
    """A meeting as decisions need it: whose it was, when, and who was there for the whole of it."""

    called: Existence = Existence()
    being: Existence = Existence()
    body: str = ""
    declared: frozenset[Event] = frozenset()

    @property
    def day(self) -> When | None:
        """When it was held, as far as is known."""
        return self.being.start


def decide(meeting: Meeting, draft: Draft, now: Situation) -> Event:
    """Refuse a meeting twice, days that cannot be, and somebody as their own substitute."""
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
            _refuse_impossible_attendance(event)
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
        case MeetingHeld(body=body):
            return replace(meeting, being=meeting.being.begun(entry), body=body)
        case InterestDeclared() as event:
            return replace(meeting, declared=meeting.declared | {event})
    return meeting


def later_days(event: MeetingHeld, first: When) -> tuple[When, ...]:
    """The days on which a meeting sat after its first one, as its own record tells by its sittings and its end."""
    days = [*_end_on_another_day(first, first.text.partition("T")[2][:5], event.ended)]
    for sitting in event.sittings:
        for on in _readable(sitting.on):
            days += [on, *_end_on_another_day(on, sitting.begun, sitting.until)]
    return tuple(day for day in dict.fromkeys(days) if (day.earliest, day.latest) != (first.earliest, first.latest))


def _end_on_another_day(day: When, begun: str | None, ended: str | None) -> tuple[When, ...]:
    """The day after where something ended at an earlier time than it began, or the day that the end itself tells.

    Where nobody says when it began, an end in the small hours is one past midnight.
    """
    on, _, _ = (ended or "").rpartition("T")
    if on:
        return _readable(on)
    is_after = bool(ended and ended < (begun or SMALL_HOURS)) and day.is_exact and day.earliest < _LAST_DAY
    return (exactly(day.earliest + 1),) if is_after else ()


def _readable(day: str) -> tuple[When, ...]:
    """A day as a date; none where a correction has left what is no date."""
    try:
        return (when(day),)
    except BadDate:
        return ()


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


def _refuse_impossible_attendance(event: AttendanceRecorded) -> None:
    if event.substitute_for == event.person:
        who = name_of(event.person)
        raise Untrue(f"'{who}' cannot be a substitute for themselves", "name the member who was absent")


KIND = Kind("meeting", Meeting(), evolve, decide)
