"""What became of a motion or a resolution against the vote on it; a resolution against the motion that it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ledger.vocabulary.motions import MotionOutcome
from ledger.vocabulary.subjects import kind_of, name_of
from ledger.vocabulary.votes import VoteRecorded
from projections.decisions.motions import MOTION_OUTCOMES
from projections.decisions.resolutions import RESOLUTIONS
from projections.decisions.votes import VOTES, votes
from projections.engine.register import Register
from projections.flags.flag import Flag, contradiction, flagged, told

NOT_CARRIED: Final = contradiction("resolution of a motion not carried", "only a motion that was carried is resolved")
AGAINST_VOTE: Final = contradiction(
    "outcome of a motion against the vote", "the vote on a motion is what becomes of it"
)
LOST_VOTE: Final = contradiction(
    "resolved though the vote was lost", "what is lost is no resolution: it is a motion, with `outcome: lost`"
)
LAPSES = (NOT_CARRIED, AGAINST_VOTE, LOST_VOTE)
_FELL: Final = (MotionOutcome.LOST, MotionOutcome.WITHDRAWN, MotionOutcome.NOT_SECONDED)


def resolved_check(register: Register) -> Iterator[Flag]:
    """Resolutions that name a motion which was lost, withdrawn or not seconded."""
    for answer in told(register, RESOLUTIONS):
        motion = answer.event.motion
        if not motion:
            continue
        outcomes = [each for each in register.rows(MOTION_OUTCOMES, stream=motion) if each.event.outcome in _FELL]
        lost = [each for each in votes(register, motion) if each.event.carried is False]
        if outcomes or (lost and not register.rows(MOTION_OUTCOMES, stream=motion)):
            became = outcomes[-1].event.outcome.value if outcomes else "lost"
            row = outcomes[-1].row if outcomes else lost[-1].row
            yield flagged(NOT_CARRIED, answer, f"'{name_of(motion)}' was {became}", row)


def outcomes_check(register: Register) -> Iterator[Flag]:
    """Outcomes that are not what the vote on the motion was declared to be."""
    for answer in told(register, MOTION_OUTCOMES):
        declared = [each for each in votes(register, answer.stream) if each.event.carried is not None]
        carried = answer.event.outcome in (MotionOutcome.CARRIED, MotionOutcome.ACCEPTED)
        if declared and declared[-1].event.carried is not carried:
            voted = "carried" if declared[-1].event.carried else "lost"
            says = f"{answer.event.outcome}, and the vote was {voted}"
            yield flagged(AGAINST_VOTE, answer, says, declared[-1].row)


def lost_check(register: Register) -> Iterator[Flag]:
    """Resolutions that were lost by the vote on the whole of them, as declared or counted, and carried in no round."""
    for answer in told(register, VOTES):
        if answer.event.limbs or _result(answer.event) is not False:
            continue
        for subject in answer.row.voted_on:
            passed = register.only(RESOLUTIONS, stream=subject) if kind_of(subject) == "resolution" else None
            if passed and not any(_result(each.event) for each in votes(register, subject)):
                yield flagged(LOST_VOTE, answer, f"'{name_of(subject)}' is recorded as resolved", passed.row)


def _result(vote: VoteRecorded) -> bool | None:
    return vote.comes_to if vote.carried is None else vote.carried


CHECKS = (resolved_check, outcomes_check, lost_check)
