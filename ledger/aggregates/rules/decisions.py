"""What resolutions and decisions have in common: limbs, a vote, a call-in and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ledger.aggregates.aggregate import Situation
from ledger.aggregates.rules.lifecycle import Existence, impossible_order, refuse_before
from ledger.aggregates.rules.repeats import refuse_repeats
from ledger.aggregates.rules.votes import refuse_impossible_vote
from ledger.entries.entry import Draft, Entry
from ledger.refusals import Untrue
from ledger.vocabulary.dates import When
from ledger.vocabulary.decisions import CallInDetermined, DecisionCalledIn
from ledger.vocabulary.provenance import IN_BEING
from ledger.vocabulary.recommendations import RecommendationAnswered
from ledger.vocabulary.resolutions import Limb
from ledger.vocabulary.subjects import kind_of, name_of
from ledger.vocabulary.votes import VoteRecorded


@dataclass(frozen=True)
class Decided:
    """What was decided, as what follows it needs it."""

    being: Existence = Existence()
    limbs: tuple[str, ...] = ()
    meeting: str = ""
    callable_in: bool | None = None
    called_in: When | None = None
    determined: When | None = None


def refuse_alike_limbs(limbs: tuple[Limb, ...]) -> None:
    """Refuse limbs that cannot be told apart.

    Raises:
        Untrue: two have one number.
    """
    refuse_repeats((limb.number for limb in limbs), "two limbs are numbered '{}'", "give each limb a number of its own")


def refuse_what_cannot_follow(decided: Decided, draft: Draft, now: Situation) -> None:
    """Refuse a vote, a call-in or its outcome that cannot be true of what was decided.

    Raises:
        Untrue: it cannot.
    """
    what = f"the {kind_of(draft.subject)} '{name_of(draft.subject)}'"
    match draft.event.spelt_out():
        case VoteRecorded() as vote:
            _refuse_unknown_limbs(vote, decided, what)
            refuse_impossible_vote(vote, f"the vote on {what}")
        case RecommendationAnswered(limb=limb) if limb:
            _refuse_unknown_limb(limb, decided, what, "a response to all of them names none")
        case DecisionCalledIn() as call_in:
            refuse_repeats(map(name_of, call_in.by), "'{}' is named twice", "name everybody who called it in once")
            _refuse_call_in(decided, draft, what)
        case CallInDetermined():
            _refuse_determination(decided, draft, what)


def after(decided: Decided, entry: Entry) -> Decided:
    """What was decided, after one more entry about it."""
    match entry.event:
        case DecisionCalledIn() if entry.standing in IN_BEING:
            return replace(decided, called_in=entry.occurred)
        case CallInDetermined() if entry.standing in IN_BEING:
            return replace(decided, determined=entry.occurred)
    return decided


def faults(decided: Decided) -> Iterator[str]:
    """What corrections have made impossible."""
    yield from impossible_order(decided.being.start, decided.called_in, "it would be called in")
    if decided.called_in is not None and decided.callable_in is False:
        yield "it would be called in though it cannot be"
    if decided.determined is not None and decided.called_in is None:
        yield "a call-in that is not recorded would be determined"
    yield from impossible_order(decided.called_in, decided.determined, "the call-in would be determined")


def _refuse_unknown_limbs(vote: VoteRecorded, decided: Decided, what: str) -> None:
    refuse_repeats(vote.limbs, f"limb '{{}}' of {what} is named twice in one vote", "name each limb once")
    also = (vote.resolution, *vote.also)
    refuse_repeats(map(name_of, also), "'{}' is named twice in one vote", "name each thing that was voted on once")
    for limb in vote.limbs:
        _refuse_unknown_limb(limb, decided, what, "a vote on the whole names none")


def _refuse_unknown_limb(limb: str, decided: Decided, what: str, otherwise: str) -> None:
    if limb not in decided.limbs and decided.being.introduced:
        there = f"its limbs are {', '.join(decided.limbs)}" if decided.limbs else "it has no limbs"
        raise Untrue(f"{what} has no limb '{limb}'", f"{there}; {otherwise}")


def _refuse_call_in(decided: Decided, draft: Draft, what: str) -> None:
    if decided.callable_in is False:
        raise Untrue(f"{what} cannot be called in: it is recorded as not open to call-in", "correct that entry first")
    if decided.called_in is not None and draft.standing in IN_BEING:
        raise Untrue(
            f"{what} has been called in already, on {decided.called_in}", "add whoever joined by correcting that entry"
        )
    refuse_before(draft.occurred, decided.being.start, f"{what} cannot be called in", "it was made")


def _refuse_determination(decided: Decided, draft: Draft, what: str) -> None:
    if decided.called_in is None:
        raise Untrue(f"{what} has not been called in, so no call-in can be determined", "record the call-in first")
    if decided.determined is not None and draft.standing in IN_BEING:
        raise Untrue(
            f"the call-in of {what} has been determined already, on {decided.determined}", "correct that entry instead"
        )
    refuse_before(draft.occurred, decided.called_in, f"the call-in of {what} cannot be determined", "it was called in")
