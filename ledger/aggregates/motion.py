"""Motions: moved once, amended by other motions, voted on, and determined once.

What merely should not have happened is recorded: a motion put without a seconder, or amended after it was determined.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import msgspec

from ledger.aggregates.aggregate import Kind, Situation
from ledger.aggregates.meeting import Meeting
from ledger.aggregates.rules.decisions import Decided, after, faults, refuse_what_cannot_follow
from ledger.aggregates.rules.lifecycle import impossible_order, refuse_before, refuse_if_taken
from ledger.entries.entry import Draft, Entry
from ledger.refusals import Untrue
from ledger.vocabulary.dates import When
from ledger.vocabulary.event import Event
from ledger.vocabulary.motions import MotionDetermined, MotionMoved, MotionOutcome
from ledger.vocabulary.provenance import IN_BEING
from ledger.vocabulary.subjects import name_of


@dataclass(frozen=True)
class Motion(Decided):
    """A motion as what follows it needs it; `amends` is the motion that it amends, if it is an amendment."""

    body: str = ""
    amends: str = ""
    outcome_on: When | None = None


def decide(motion: Motion, draft: Draft, now: Situation) -> Event:
    """Refuse a motion of nobody, or of another body's meeting, and what cannot become of it."""
    match draft.event:
        case MotionMoved() as event:
            refuse_if_taken(motion.being, draft.subject)
            return _moved(event, draft, now)
        case MotionDetermined() as event:
            _refuse_impossible_outcome(motion, event, draft)
            return event
    refuse_what_cannot_follow(motion, draft, now)
    return draft.event.spelt_out()


def evolve(motion: Motion, entry: Entry) -> Motion:
    """What was moved, and what followed."""
    match entry.event:
        case MotionMoved(body=body, amends=amends, meeting=meeting):
            begun = motion.being.begun(entry)
            return replace(motion, being=begun, body=body, amends=amends or "", meeting=meeting or "")
        case MotionDetermined() if entry.standing in IN_BEING:
            return replace(motion, outcome_on=entry.occurred)
    followed = after(motion, entry)
    assert isinstance(followed, Motion)
    return followed


def impossible(motion: Motion) -> Iterator[str]:
    """What corrections have made impossible."""
    yield from faults(motion)
    yield from impossible_order(motion.being.start, motion.outcome_on, "the motion would be determined")


def _moved(event: MotionMoved, draft: Draft, now: Situation) -> Event:
    if event.amends is not None and event.substantive_of is not None:
        raise Untrue("a motion cannot both amend one and be the substantive motion that results", "keep one of the two")
    if event.meeting:
        meeting: Meeting = now.state(event.meeting)
        _refuse_other_body(event, meeting)
        return msgspec.structs.replace(event, body=meeting.body)
    changed = event.amends or event.substantive_of
    body = event.body or (now.state(changed).body if changed else "")
    if not body:
        raise Untrue("the motion names neither a meeting nor a body", "say before which body it was moved")
    return msgspec.structs.replace(event, body=body)


def _refuse_other_body(event: MotionMoved, meeting: Meeting) -> None:
    if event.body and event.body != meeting.body:
        raise Untrue(
            f"the meeting '{name_of(event.meeting or '')}' was held by '{name_of(meeting.body)}', "
            f"not by '{name_of(event.body)}'",
            "name the body before which it was moved, or its own meeting",
        )


def _refuse_impossible_outcome(motion: Motion, event: MotionDetermined, draft: Draft) -> None:
    what = f"the motion '{name_of(draft.subject)}'"
    if motion.outcome_on is not None and draft.standing in IN_BEING:
        raise Untrue(f"{what} has been determined already, {motion.outcome_on.on}", "correct that entry instead")
    if event.outcome is MotionOutcome.ACCEPTED and motion.being.introduced and not motion.amends:
        raise Untrue(
            f"{what} amends nothing, so its mover cannot accept it",
            "only an amendment is accepted; a motion is carried, lost, withdrawn or not seconded",
        )
    refuse_before(draft.occurred, motion.being.start, f"{what} cannot be determined", "it was moved")


KIND = Kind("motion", Motion(), evolve, decide, impossible)
