"""How did the votes go: counts, who voted how, casting votes, quorums?"""

from __future__ import annotations

from typing import Any

from ledger.vocabulary.votes import Choice, VoteRecorded
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point


class Vote(Point[VoteRecorded], frozen=True, kw_only=True):
    """A vote on a resolution or a decision; `voters` are those whose own vote is on record."""

    voters: tuple[str, ...] = ()


def choice_of(vote: VoteRecorded, member: str) -> Choice | None:
    """How somebody voted; None where that is not on record."""
    return next((ballot.choice for ballot in vote.ballots if ballot.member == member), None)


def _voters(vote: VoteRecorded) -> dict[str, Any]:
    ballots = (*vote.ballots, *((vote.casting,) if vote.casting else ()))
    return {"voters": tuple(dict.fromkeys(ballot.member for ballot in ballots))}


VOTES = points("votes", VoteRecorded, finds=("voters",), row=Vote, more=_voters)


def votes(register: Register, subject: str | None = None, *, voter: str | None = None) -> list[RowAsAt[Vote]]:
    """The votes by the register's date; each answer's stream is the resolution or the decision."""
    return register.rows(VOTES, stream=subject, voters=voter)
