"""How did the votes go: counts, who voted how, casting votes, quorums?"""

from __future__ import annotations

from typing import Any

from ledger.entries.entry import Entry
from ledger.vocabulary.votes import Ballot, Choice, VoteRecorded
from projections.engine.engine import Projection, by_itself
from projections.engine.register import Answer, Register
from projections.engine.row_patterns import Points
from projections.engine.rows import Row


class Vote(Row, frozen=True, kw_only=True):
    """A vote on a resolution or a decision; `voters` are those whose own vote is on record."""

    for_: int = 0
    against: int = 0
    abstained: int = 0
    absent: int = 0
    present: int | None = None
    quorum: int | None = None
    ballots: tuple[Ballot, ...] = ()
    some_named: bool = False
    casting: Ballot | None = None
    carried: bool | None = None
    voters: tuple[str, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether the source counts the votes or names every voter; without, 0 for and 0 against say nothing."""
        return bool(self.for_ or self.against or self.abstained)

    def choice_of(self, member: str) -> Choice | None:
        """How somebody voted; None where that is not on record."""
        return next((ballot.choice for ballot in self.ballots if ballot.member == member), None)


def _voters(entry: Entry) -> dict[str, Any]:
    event = entry.event
    assert isinstance(event, VoteRecorded)
    ballots = (*event.ballots, *((event.casting,) if event.casting else ()))
    return {"voters": tuple(dict.fromkeys(ballot.member for ballot in ballots))}


VOTES = Projection(
    name="votes",
    row=Vote,
    handles=(VoteRecorded,),
    evolve=Points(Vote, more=_voters),
    lane=by_itself,
    finds=("voters",),
)


def votes(register: Register, subject: str | None = None, *, voter: str | None = None) -> list[Answer[Vote]]:
    """The votes by the register's date; each answer's stream is the resolution or the decision."""
    return register.rows(VOTES, stream=subject, voters=voter)
