"""How votes went, and how somebody voted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Final

from ledger.vocabulary.votes import Choice, VoteRecorded
from projections.answers.columns import DECIDED, OnDay, Standing
from projections.answers.decision_parts import Ballot, ballot
from projections.answers.layout import row_from
from projections.answers.question import Answer, Column, Line, Parameter, column_of, question
from projections.answers.sentences import tallied

if TYPE_CHECKING:
    from projections.engine.register import Register


_RESULT: Final = {True: "carried", False: "lost", None: "with no result on record"}


def _casting(told: Mapping[str, Any] | None) -> str:
    return f"{told['choice']} by {told['member_name']}" if told else ""


class VoteLine(Line, frozen=True, kw_only=True):
    """A vote; counts that nobody gave are not there."""

    since: OnDay
    id: Annotated[str, Column("What was voted on", DECIDED, bare=True, label="on")]
    text: Annotated[str | None, Column("Its words")]
    their_vote: Annotated[Choice | None, Column("How the one voted who was asked about")]
    for_: Annotated[int | None, column_of(VoteRecorded, "for_")]
    against: Annotated[int | None, column_of(VoteRecorded, "against")]
    abstained: Annotated[int | None, column_of(VoteRecorded, "abstained")]
    absent: Annotated[int | None, column_of(VoteRecorded, "absent")]
    present: Annotated[int | None, column_of(VoteRecorded, "present")]
    quorum: Annotated[int | None, column_of(VoteRecorded, "quorum")]
    carried: Annotated[bool | None, column_of(VoteRecorded, "carried")]
    casting: Annotated[Ballot | None, column_of(VoteRecorded, "casting", label="casting vote", text=_casting)]
    ballots: Annotated[tuple[Ballot, ...], column_of(VoteRecorded, "ballots", tabled=False)]
    some_named: Annotated[bool, column_of(VoteRecorded, "some_named", tabled=False)]
    standing: Standing


@question("votes", noun="how votes went, and how somebody voted", example="--as-at 2023-12-31")
def votes(
    register: Register,
    on: Annotated[str | None, Parameter("Only on one resolution or decision.", DECIDED)] = None,
    by: Annotated[
        str | None, Parameter("Only those in which somebody's own vote is on record, and how.", "person|post")
    ] = None,
) -> Answer[VoteLine]:
    """List the votes by a day: counts, casting vote, quorum, and who voted how where that was recorded by name."""
    from projections.decisions import votes
    from projections.decisions.listing import of

    rows = []
    for answer in votes.votes(register, on, voter=by):
        vote, whole = answer.event, of(register, answer.stream)
        more: dict[str, Any] = {
            "text": whole.event.text if whole else "",
            "their_vote": votes.choice_of(vote, by) if by else None,
            "casting": ballot(vote.casting) if vote.casting else None,
            "ballots": tuple(map(ballot, vote.ballots)),
        }
        rows.append(row_from(VoteLine, answer, **more))
    return Answer(rows, tallied(rows, "vote", lambda row: _RESULT[row.carried]))
