"""Resolutions: passed once, by the body whose meeting it was."""

from __future__ import annotations

from collections import Counter

import msgspec

from ledger.entry import Draft, Entry
from ledger.events.base import Event
from ledger.events.resolutions import ResolutionPassed
from ledger.kinds.base import Kind, Situation
from ledger.kinds.existence import Existence, refuse_if_taken
from ledger.kinds.meeting import Meeting
from ledger.refusals import Untrue
from ledger.subjects import name_of


def decide(resolution: Existence, draft: Draft, now: Situation) -> Event:
    """Refuse a resolution of nobody, of another body's meeting, or with limbs that cannot be told apart."""
    event = draft.event
    if not isinstance(event, ResolutionPassed):
        return event
    refuse_if_taken(resolution, draft.subject)
    if event.mover is not None and event.mover == event.seconder:
        raise Untrue(f"'{name_of(event.mover)}' cannot second their own motion", "name the seconder, or nobody")
    event = _numbered(event)
    return _of_its_meeting(event, draft, now.state(event.meeting)) if event.meeting else _of_a_body(event)


def evolve(resolution: Existence, entry: Entry) -> Existence:
    """When it was passed."""
    if isinstance(entry.event, ResolutionPassed):
        return resolution.begun(entry.position, entry.occurred)
    return resolution


def _numbered(event: ResolutionPassed) -> ResolutionPassed:
    limbs = tuple(
        limb if limb.number else msgspec.structs.replace(limb, number=str(count))
        for count, limb in enumerate(event.limbs, 1)
    )
    twice = [number for number, times in Counter(limb.number for limb in limbs).items() if times > 1]
    if twice:
        raise Untrue(f"two limbs are numbered '{twice[0]}'", "give each limb a number of its own")
    return msgspec.structs.replace(event, limbs=limbs)


def _of_a_body(event: ResolutionPassed) -> ResolutionPassed:
    if not event.body:
        raise Untrue("the resolution names neither a meeting nor a body", "say which body resolved it")
    return event


def _of_its_meeting(event: ResolutionPassed, draft: Draft, meeting: Meeting) -> ResolutionPassed:
    if event.body and event.body != meeting.body:
        raise Untrue(
            f"the meeting '{name_of(event.meeting or '')}' was held by '{name_of(meeting.body)}', "
            f"not by '{name_of(event.body)}'",
            "name the body that resolved it, or its own meeting",
        )
    day = meeting.day
    if day and (draft.occurred.latest < day.earliest or day.latest < draft.occurred.earliest):
        raise Untrue(
            f"a resolution of {draft.occurred} cannot come from a meeting of {day}",
            "correct one of the dates",
        )
    return msgspec.structs.replace(event, body=meeting.body)


KIND = Kind("resolution", Existence(), evolve, decide)
