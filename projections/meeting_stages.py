"""What became of a meeting: called, held, inquorate, broken off, taken up again, or cancelled?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

import msgspec

from ledger.aggregates.meeting import later_days
from ledger.vocabulary.dates import NO_START, UNKNOWN, Certainty, When, when
from ledger.vocabulary.meetings import MeetingAdjourned, MeetingCalled, MeetingCancelled, MeetingHeld, MeetingResumed
from ledger.vocabulary.provenance import IN_BEING
from projections.engine.register import Lookup, Register, RowAsAt
from projections.engine.row_patterns import points, registrations
from projections.engine.rows import Point
from projections.meetings import MEETINGS

CALLED = registrations("meetings_called", MeetingCalled, finds=("body",))
CANCELLED = registrations("meetings_cancelled", MeetingCancelled)
ADJOURNED = points("meetings_adjourned", MeetingAdjourned)
RESUMED = points("meetings_resumed", MeetingResumed)

Held: TypeAlias = RowAsAt[Point[MeetingHeld]]
Called: TypeAlias = RowAsAt[Point[MeetingCalled]]


class MeetingStatus(StrEnum):
    """What became of a meeting by a day."""

    HELD = "held"
    INQUORATE = "inquorate"
    ADJOURNED = "adjourned"
    CANCELLED = "cancelled"
    CALLED = "called"
    EXPECTED = "expected"


class KnownMeeting(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting with all that is told of its course; it was called or held, or both."""

    held: Held | None = None
    called: Called | None = None
    cancelled: RowAsAt[Point[MeetingCancelled]] | None = None
    adjourned: tuple[RowAsAt[Point[MeetingAdjourned]], ...] = ()
    resumed: tuple[RowAsAt[Point[MeetingResumed]], ...] = ()

    @property
    def shown(self) -> Held | Called:
        """What it is shown by: that it was held, else that it was called."""
        found = self.held or self.called
        assert found is not None
        return found

    @property
    def certainty(self) -> Certainty:
        """How certain it is: where it was cancelled, that it was."""
        return self.shown.certainty if self.was_held or self.cancelled is None else self.cancelled.certainty

    @property
    def was_held(self) -> bool:
        """Whether somebody says that it was held, and not only that it is to be."""
        return self.held is not None and self.held.row.standing in IN_BEING

    @property
    def status(self) -> MeetingStatus:
        """What became of it, as far as is told."""
        if self.held is None or not self.was_held:
            if self.cancelled is not None:
                return MeetingStatus.CANCELLED
            return MeetingStatus.EXPECTED if self.held is not None else MeetingStatus.CALLED
        if self.held.event.inquorate:
            return MeetingStatus.INQUORATE
        left_off = max((each.order for each in self.adjourned), default=None)
        went_on = max((each.order for each in self.resumed), default=None)
        is_broken_off = left_off is not None and (went_on is None or went_on < left_off)
        return MeetingStatus.ADJOURNED if is_broken_off else MeetingStatus.HELD

    @property
    def has_minutes(self) -> bool:
        """Whether minutes of it can be expected: not of one that was only called, or cancelled."""
        return self.status not in (MeetingStatus.CALLED, MeetingStatus.CANCELLED)

    @property
    def parts(self) -> tuple[RowAsAt[Any], ...]:
        """All that is told of it."""
        told = (self.held, self.called, self.cancelled, *self.adjourned, *self.resumed)
        return tuple(each for each in told if each is not None)

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries that it rests on."""
        return tuple(sorted({position for each in self.parts for position in each.row.entries}))


def known_meetings(register: Register, *, body: str | None = None) -> list[KnownMeeting]:
    """The meetings called or held by the register's day, all or a body's, in the order of their days."""
    held = {each.stream: each for each in register.rows(MEETINGS, body=body)}
    called = {each.stream: each for each in register.rows(CALLED, body=body)}
    return _together(register, held, called, None)


def meetings_to_come(register: Register, *, body: str | None = None) -> list[KnownMeeting]:
    """The meetings called, or adjourned, for the register's day or a later one, and neither held nor cancelled yet."""
    day = NO_START if register.as_at is None else register.as_at
    of: dict[str, Any] = {} if body is None else {"body": body}
    register.read_ahead(Lookup(CALLED, equals=of), Lookup(ADJOURNED))
    asked = register.rows(CALLED, **of)
    called = [each for each in asked if when(each.event.called_for or UNKNOWN.text).latest >= day]
    adjourned = [each for each in register.rows(ADJOURNED) if each.event.to and when(each.event.to).latest >= day]
    ids = tuple(sorted({each.stream for each in called} | {each.stream for each in adjourned}))
    held = {each.stream: each for each in register.rows(MEETINGS, stream=ids, body=body)} if ids else {}
    known = _together(register, held, {each.stream: each for each in called}, None)
    return [each for each in known if each.status in (MeetingStatus.CALLED, MeetingStatus.ADJOURNED)]


def meetings_on(register: Register, body: str, day: date) -> list[str]:
    """The ids of the meetings of a body that were held on a day, or are called for it; of none that were cancelled."""
    text = day.isoformat()
    return [
        each.shown.stream
        for each in known_meetings(register, body=body)
        if each.status is not MeetingStatus.CANCELLED
        and (each.held.row.since if each.held else each.called.event.called_for if each.called else "")[:10] == text
    ]


def days_of(register: Register, held: RowAsAt[Any]) -> list[When]:
    """Every day on which a meeting sat, as far as is known; it was to go on on the day to which it was adjourned."""
    first = When(held.row.since, held.row.from_earliest, held.row.from_latest)
    adjourned = (each.event.to for each in register.rows(ADJOURNED, in_force=False, stream=held.stream))
    resumed = (each.row for each in register.rows(RESUMED, in_force=False, stream=held.stream))
    went_on = (When(each.since, each.from_earliest, each.from_latest) for each in resumed)
    return [first, *later_days(held.event, first), *(when(to) for to in adjourned if to), *went_on]


def known_meeting(register: Register, meeting: str) -> KnownMeeting | None:
    """One meeting by its id, whether or not its day has come."""
    held, called = register.only(MEETINGS, stream=meeting), register.only(CALLED, stream=meeting)
    found = _together(register, {meeting: held} if held else {}, {meeting: called} if called else {}, meeting)
    return found[0] if found else None


def _together(
    register: Register, held: dict[str, Held], called: dict[str, Called], one: str | None
) -> list[KnownMeeting]:
    ids = dict.fromkeys((*held, *called))
    if not ids:
        return []
    cancelled = {each.stream: each for each in register.rows(CANCELLED, stream=one)}
    adjourned = _by_meeting(register.rows(ADJOURNED, stream=one))
    resumed = _by_meeting(register.rows(RESUMED, stream=one))
    return [
        KnownMeeting(
            held=held.get(each),
            called=called.get(each),
            cancelled=cancelled.get(each),
            adjourned=tuple(adjourned.get(each, ())),
            resumed=tuple(resumed.get(each, ())),
        )
        for each in ids
    ]


def _by_meeting(found: Iterable[RowAsAt[Any]]) -> dict[str, list[RowAsAt[Any]]]:
    told: dict[str, list[RowAsAt[Any]]] = {}
    for each in found:
        told.setdefault(each.stream, []).append(each)
    return told
