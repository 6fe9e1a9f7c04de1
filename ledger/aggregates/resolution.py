"""Resolutions: passed once, by the body whose meeting it was; voted on, and called in, at most once."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from ledger.aggregates.aggregate import Kind, Situation
from ledger.aggregates.meeting import Meeting
from ledger.aggregates.rules.decisions import Decided, after, faults, refuse_alike_limbs, refuse_what_cannot_follow
from ledger.aggregates.rules.lifecycle import refuse_if_taken
from ledger.entries.entry import Draft, Entry
from ledger.refusals import Untrue
from ledger.vocabulary.event import Event
from ledger.vocabulary.resolutions import ResolutionPassed
from ledger.vocabulary.subjects import name_of


def decide(resolution: Decided, draft: Draft, now: Situation) -> Event:
    """Refuse a resolution of nobody, of another body's meeting, or with limbs that cannot be told apart."""
    event = draft.event
    if not isinstance(event, ResolutionPassed):
        refuse_what_cannot_follow(resolution, draft, now)
        return event.spelt_out()
    refuse_if_taken(resolution.being, draft.subject)
    event = event.spelt_out()
    refuse_alike_limbs(event.limbs)
    return _of_its_meeting(event, draft, now.state(event.meeting)) if event.meeting else _of_a_body(event)


def evolve(resolution: Decided, entry: Entry) -> Decided:
    """What was resolved, and what followed."""
    if isinstance(entry.event, ResolutionPassed):
        limbs = tuple(limb.number for limb in entry.event.limbs)
        meeting = entry.event.meeting or ""
        return replace(resolution, being=resolution.being.begun(entry), limbs=limbs, meeting=meeting)
    return after(resolution, entry)


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
    return msgspec.structs.replace(event, body=meeting.body)


KIND = Kind("resolution", Decided(), evolve, decide, faults)
