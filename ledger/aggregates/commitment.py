"""Commitments: made once, rescheduled while they are open, discharged once.

One that is long overdue, or that nobody in particular made, is recorded as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ledger.aggregates.aggregate import Kind, Situation
from ledger.aggregates.rules.decisions import Decided
from ledger.aggregates.rules.lifecycle import Existence, impossible_order, refuse_after, refuse_before, refuse_if_taken
from ledger.entries.entry import Draft, Entry
from ledger.refusals import Untrue
from ledger.vocabulary.commitments import CommitmentDischarged, CommitmentMade, CommitmentRescheduled
from ledger.vocabulary.dates import When, when
from ledger.vocabulary.event import Event
from ledger.vocabulary.provenance import IN_BEING
from ledger.vocabulary.subjects import name_of


@dataclass(frozen=True)
class Commitment:
    """A commitment as decisions need it: made and discharged (its end), the dates at which it was put off."""

    being: Existence = Existence()
    due: str = ""
    rescheduled: tuple[When, ...] = ()


def decide(commitment: Commitment, draft: Draft, now: Situation) -> Event:
    """Refuse a commitment that was due, put off or discharged before it was made, or discharged twice."""
    what = f"the commitment '{name_of(draft.subject)}'"
    match draft.event:
        case CommitmentMade() as event:
            refuse_if_taken(commitment.being, draft.subject)
            _refuse_due_before(draft.occurred, event.due)
            _refuse_unknown_limb(event, draft, now)
        case CommitmentRescheduled() as event:
            _refuse_rescheduling(commitment, event, draft, what)
        case CommitmentDischarged():
            if commitment.being.end is not None and draft.standing in IN_BEING:
                problem = f"{what} has been discharged already, {commitment.being.end.on}"
                raise Untrue(problem, "correct that entry instead")
            refuse_before(draft.occurred, commitment.being.start, f"{what} cannot be discharged", "it was made")
    return draft.event


def evolve(commitment: Commitment, entry: Entry) -> Commitment:
    """The commitment after one more entry."""
    match entry.event:
        case CommitmentMade(due=due):
            return replace(commitment, being=commitment.being.begun(entry), due=due)
        case CommitmentRescheduled() if entry.standing in IN_BEING:
            return replace(commitment, rescheduled=(*commitment.rescheduled, entry.occurred))
        case CommitmentDischarged():
            return replace(commitment, being=commitment.being.ended(entry))
    return commitment


def faults(commitment: Commitment) -> Iterator[str]:
    """What corrections have made impossible."""
    made, discharged = commitment.being.start, commitment.being.end
    if commitment.due:
        yield from impossible_order(made, when(commitment.due), "it would be due")
    yield from impossible_order(made, discharged, "it would be discharged")
    for at in commitment.rescheduled:
        yield from impossible_order(made, at, "it would be rescheduled")
        if discharged is not None and discharged.is_before(at):
            yield f"it would be rescheduled {at.on}, after it was discharged {discharged.on}"


def _refuse_due_before(made: When | None, due: str) -> None:
    if due:
        refuse_before(when(due), made, "a commitment cannot be due", "it was made")


def _refuse_rescheduling(commitment: Commitment, event: CommitmentRescheduled, draft: Draft, what: str) -> None:
    if not event.due and not event.due_words:
        raise Untrue(f"{what} is rescheduled to no date", "give 'due', or 'due words' as the source puts it")
    what = f"{what} cannot be rescheduled"
    refuse_before(draft.occurred, commitment.being.start, what, "it was made")
    refuse_after(draft.occurred, commitment.being.end, what, "it was discharged")
    _refuse_due_before(commitment.being.start, event.due)


def _refuse_unknown_limb(event: CommitmentMade, draft: Draft, now: Situation) -> None:
    if not event.resolution:
        if event.limb:
            raise Untrue(f"limb '{event.limb}' of no resolution", "name the resolution that the commitment comes from")
        return
    resolution: Decided = now.state(event.resolution)
    name = name_of(event.resolution)
    if event.limb and event.limb not in resolution.limbs:
        limbs = ", ".join(f"'{limb}'" for limb in resolution.limbs)
        raise Untrue(f"the resolution '{name}' has no limb '{event.limb}'", f"its limbs are {limbs}")
    refuse_before(draft.occurred, resolution.being.start, f"a commitment of '{name}' cannot be made", "it was passed")


KIND = Kind("commitment", Commitment(), evolve, decide, faults)
