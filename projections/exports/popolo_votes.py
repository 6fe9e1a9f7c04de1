"""Motions and the votes on them, as the `motions` and `vote_events` of a Popolo document.

What Popolo has no word for stands under `govledger`: who seconded a motion, what it amends, the manner of a vote.
Votes on resolutions and decisions are not among them: a resolution is no motion, and Popolo has votes on nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any, Final

from ledger.vocabulary.motions import MotionOutcome
from ledger.vocabulary.subjects import kind_of
from ledger.vocabulary.votes import Choice, VoteRecorded
from projections.decisions.motions import MOTION_OUTCOMES, MOTIONS
from projections.decisions.votes import VOTES
from projections.engine.register import Register
from projections.exports.exempt import Public
from projections.exports.partial import partial, start_of
from projections.exports.popolo_objects import Thing, filled, told_beside

_OPTIONS: Final = MappingProxyType(
    {Choice.FOR: "yes", Choice.AGAINST: "no", Choice.ABSTAINED: "abstain", Choice.ABSENT: "absent"}
)
_RESULTS: Final = MappingProxyType({MotionOutcome.CARRIED: "pass", MotionOutcome.LOST: "fail"})
MOVERS: Final = ("mover", "seconder", "amends", "substantive_of")
"""Whom and what a motion names, under `govledger`."""
_OF_MOTIONS: Final = (*MOVERS, "mover_as_given", "seconder_as_given")
_OF_VOTES: Final = ("for", "against", "abstained", "absent", "ballots", "resolution", "carried", "also")
"""What of a vote Popolo has words for; and what else was decided by it, which need be no motion."""


def motions(register: Register, public: Public) -> Iterator[Thing]:
    """What was moved, and what became of it; a motion before what amends it."""
    outcomes = {each.stream: each for each in public.answers(register.rows(MOTION_OUTCOMES))}
    for moved in sorted(public.answers(register.rows(MOTIONS)), key=lambda each: each.row.entries):
        said, became = moved.event.statement(), outcomes.get(moved.stream)
        more: Thing = {key: said[key] for key in _OF_MOTIONS if key in said}
        if became is not None:
            row, event = became.row, became.event
            told = {"outcome": event.outcome, "text": event.text, "on": row.since, "standing": row.standing}
            more["determined"] = filled({**told, "stated_by": row.stated_by})
        yield {
            "id": moved.stream,
            "organization_id": moved.event.body,
            "creator_id": moved.event.mover if kind_of(moved.event.mover or "") == "person" else None,
            "text": moved.event.text,
            "date": partial(start_of(moved.row)),
            "result": _RESULTS.get(became.event.outcome) if became is not None else None,
            "govledger": told_beside(moved, **more),
        }


def vote_events(register: Register, public: Public) -> Iterator[Thing]:
    """The votes on motions: counts where somebody gave them, ballots where somebody wrote them down."""
    for vote in public.answers(register.rows(VOTES)):
        event = vote.event
        if kind_of(event.resolution) != "motion":
            continue
        by_persons = [ballot for ballot in event.ballots if kind_of(ballot.member) == "person"]
        said = {key: value for key, value in event.statement(in_full=True).items() if key not in _OF_VOTES}
        said["ballots"] = [
            {"member": ballot.member, "choice": ballot.choice} for ballot in event.ballots if ballot not in by_persons
        ]
        yield {
            "id": f"vote:{vote.stream}#{vote.row.entries[0]}",
            "motion_id": event.resolution,
            "start_date": partial(start_of(vote.row)),
            "result": None if event.carried is None else "pass" if event.carried else "fail",
            "counts": list(_counts(event)),
            "votes": [{"voter_id": ballot.member, "option": _OPTIONS[ballot.choice]} for ballot in by_persons],
            "govledger": told_beside(vote, vote=filled(said)),
        }


def voters(vote: Thing) -> Iterator[str]:
    """All who are named in a vote."""
    said = vote["govledger"]["vote"]
    yield from (each["voter_id"] for each in vote["votes"])
    yield from (each["member"] for each in said.get("ballots", ()))
    candidates = (each.get("person") for each in said.get("candidates", ()))
    yield from filter(None, (said.get("casting", {}).get("member"), *candidates))


def _counts(event: VoteRecorded) -> Iterator[dict[str, Any]]:
    for choice, option in _OPTIONS.items():
        if (value := event.count(choice)) is not None:
            yield {"option": option, "value": value}
