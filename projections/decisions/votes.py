"""How did the votes go: counts, who voted how, casting votes, quorums?"""

from __future__ import annotations

from typing import Any

from ledger.vocabulary.votes import Choice, VoteRecorded
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point


class Vote(Point[VoteRecorded], frozen=True, kw_only=True):
    """A vote; `voted_on` is all that it decided, and `voters` are those whose own vote is on record."""

    voted_on: tuple[str, ...] = ()
    voters: tuple[str, ...] = ()

    @property
    def cast_by(self) -> tuple[str, ...]:
        """Those who voted or abstained: all whose vote is on record, but who was absent."""
        return tuple(voter for voter in self.voters if choice_of(self.event, voter) is not Choice.ABSENT)


def choice_of(vote: VoteRecorded, member: str) -> Choice | None:
    """How somebody voted; None where that is not on record."""
    return next((ballot.choice for ballot in vote.ballots if ballot.member == member), None)


def _voters(vote: VoteRecorded) -> dict[str, Any]:
    casting = vote.casting.member if vote.casting else None
    members = (*(ballot.member for ballot in vote.ballots), *((casting,) if casting else ()))
    return {"voted_on": (vote.resolution, *vote.also), "voters": tuple(dict.fromkeys(members))}


VOTES = points("votes", VoteRecorded, finds=("voters", "voted_on"), row=Vote, more=_voters)


def votes(register: Register, subject: str | None = None, *, voter: str | None = None) -> list[RowAsAt[Vote]]:
    """The votes by the register's date, on one motion, resolution or decision, alone or with others, or on all."""
    return register.rows(VOTES, voted_on=subject, voters=voter)
