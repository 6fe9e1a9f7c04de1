"""How votes went, and how somebody voted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec

from ledger.vocabulary.subjects import kind_of
from ledger.vocabulary.votes import Choice, MajorityOf, Manner, Nominee, VoteRecorded
from projections.answers.columns import VOTED, OnDay, Standing
from projections.answers.decision_parts import (
    COMES_TO,
    Ballot,
    Casting,
    ballot,
    ballots_in_short,
    casting,
    casting_in_short,
)
from projections.answers.deferred import Deferred
from projections.answers.layout import row_from
from projections.answers.question import Answer, Column, Line, Parameter, column_of, question
from projections.answers.sentences import tallied

if TYPE_CHECKING:
    from projections.decisions.votes import Vote
    from projections.engine.register import Register, RowAsAt


_MANY: Final = 200
"""Votes from which on the words of all of them are read at once."""
_RESULT: Final = {True: "carried", False: "lost", None: "with no result on record"}


class NomineeVotes(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who stood in an election, and the votes for them."""

    person: Annotated[str | None, column_of(Nominee, "person")]
    as_given: Annotated[str, column_of(Nominee, "as_given")]
    votes: Annotated[int | None, column_of(Nominee, "votes")]


class VoteLine(Line, frozen=True, kw_only=True):
    """A vote; counts that nobody gave are not there."""

    since: OnDay
    id: Annotated[str, Column("What was voted on", VOTED, bare=True, label="on")]
    also: Annotated[tuple[str, ...], column_of(VoteRecorded, "also", bare=True, label="and on")]
    limbs: Annotated[tuple[str, ...], column_of(VoteRecorded, "limbs")]
    round: Annotated[int | None, column_of(VoteRecorded, "round", label="ballot")]
    text: Annotated[str | None, Column("Its words")]
    their_vote: Annotated[Choice | None, Column("How the one voted who was asked about")]
    manner: Annotated[Manner | None, column_of(VoteRecorded, "manner")]
    for_: Annotated[int | None, column_of(VoteRecorded, "for_")]
    against: Annotated[int | None, column_of(VoteRecorded, "against")]
    abstained: Annotated[int | None, column_of(VoteRecorded, "abstained")]
    absent: Annotated[int | None, column_of(VoteRecorded, "absent")]
    present: Annotated[int | None, column_of(VoteRecorded, "present")]
    quorum: Annotated[int | None, column_of(VoteRecorded, "quorum")]
    majority_needed: Annotated[str | None, column_of(VoteRecorded, "majority_needed")]
    majority_of: Annotated[MajorityOf | None, column_of(VoteRecorded, "majority_of", label="of")]
    majority_by: Annotated[str, column_of(VoteRecorded, "majority_by", tabled=False)]
    members: Annotated[int | None, column_of(VoteRecorded, "members", tabled=False)]
    carried: Annotated[bool | None, column_of(VoteRecorded, "carried")]
    comes_to: Annotated[bool | None, COMES_TO]
    casting: Annotated[Casting | None, column_of(VoteRecorded, "casting", label="casting vote", text=casting_in_short)]
    candidates: Annotated[tuple[NomineeVotes, ...], column_of(VoteRecorded, "candidates")]
    ballots: Annotated[tuple[Ballot, ...], column_of(VoteRecorded, "ballots", label="voted", text=ballots_in_short)]
    some_named: Annotated[bool, column_of(VoteRecorded, "some_named", tabled=False)]
    standing: Standing


@question("votes", noun="how votes went, and how somebody voted", example="--as-at 2023-12-31")
def votes(
    register: Register,
    on: Annotated[str | None, Parameter("Only on one motion, resolution or decision.", VOTED)] = None,
    by: Annotated[
        str | None, Parameter("Only those in which somebody's own vote is on record, and how.", "person|post")
    ] = None,
    body: Annotated[str | None, Parameter("Only at one body.", "body")] = None,
    meeting: Annotated[str | None, Parameter("Only at one meeting.", "meeting")] = None,
) -> Answer[VoteLine]:
    """List the votes by a day: manner, counts, casting vote, majority needed, what was declared and what it comes to.

    A count that nobody gave is left open. `votes voters` tells who voted how, where that was recorded by name.
    """
    from projections.decisions import votes
    from projections.decisions.motions import held_at, votes_on

    found = votes_on(register, on, voter=by) if on else votes.votes(register, voter=by)
    if body or meeting:
        found = held_at(register, found, body=body, meeting=meeting)

    def in_full(some: Sequence[RowAsAt[Vote]]) -> Iterator[VoteLine]:
        words = _words_of(register, [each.stream for each in some])
        for answer in some:
            vote = answer.event
            more: dict[str, Any] = {
                "text": words(answer.stream),
                "their_vote": votes.choice_of(vote, by) if by else None,
                "comes_to": vote.comes_to,
                "casting": casting(vote.casting),
                "candidates": tuple(
                    NomineeVotes(person=each.person, as_given=each.as_given, votes=each.votes)
                    for each in vote.candidates
                ),
                "ballots": tuple(map(ballot, vote.ballots)),
            }
            yield row_from(VoteLine, answer, **more)

    return Answer(Deferred(found, in_full), tallied(found, "vote", lambda each: _RESULT[each.event.carried]))


class VoterLine(Line, frozen=True, kw_only=True):
    """How one person voted in one vote."""

    since: OnDay
    member: Annotated[str | None, Column("Who voted", "person|post")]
    as_given: Annotated[str, Column("By whom in the words of the minutes, where nobody is named", label="or in words")]
    choice: Annotated[Choice, Column("How", label="voted")]
    casting: Annotated[bool, Column("Whether that was the casting vote")]
    id: Annotated[str, Column("What was voted on", VOTED, bare=True, label="on")]
    limbs: Annotated[tuple[str, ...], column_of(VoteRecorded, "limbs")]
    round: Annotated[int | None, column_of(VoteRecorded, "round", label="ballot")]
    text: Annotated[str | None, Column("Its words", tabled=False)]
    carried: Annotated[bool | None, column_of(VoteRecorded, "carried")]
    standing: Standing


@question("votes voters", example="--on th-council-2023-11-15/7 --as-at ever")
def voters(
    register: Register,
    on: Annotated[str | None, Parameter("Only on one motion, resolution or decision.", VOTED)] = None,
    by: Annotated[str | None, Parameter("Only how one person voted, or whoever held a post.", "person|post")] = None,
    choice: Annotated[Choice | None, Parameter("Only those who voted so.")] = None,
) -> Answer[VoterLine]:
    """List who voted how, one row a person, where votes were recorded by name; a casting vote has its own row."""
    from projections.decisions import votes
    from projections.decisions.motions import votes_on

    rows, unnamed = [], 0
    found = votes_on(register, on, voter=by) if on else votes.votes(register, voter=by)
    words = _words_of(register, [each.stream for each in found])
    for answer in found:
        vote = answer.event
        told: list[tuple[str | None, str, Choice, bool]] = [
            (ballot.member, "", ballot.choice, False) for ballot in vote.ballots
        ]
        told += [(vote.casting.member, vote.casting.as_given, vote.casting.choice, True)] if vote.casting else []
        unnamed += not told
        for member, as_given, how, is_casting in told:
            if (by is None or member == by) and (choice is None or how is choice):
                more: dict[str, Any] = {"member": member, "as_given": as_given, "choice": how, "casting": is_casting}
                rows.append(row_from(VoterLine, answer, text=words(answer.stream), **more))
    count = f"{unnamed} vote{'' if unnamed == 1 else 's'}"
    return Answer(rows, notes=(f"{count} without a name on record",) if unnamed else ())


def _words_of(register: Register, subjects: Collection[str]) -> Callable[[str], str]:
    """The words of what was voted on: a motion, a resolution or a decision; those of many are read at once."""
    from projections.decisions.individual import DECISIONS
    from projections.decisions.motions import MOTIONS
    from projections.decisions.resolutions import RESOLUTIONS
    from projections.engine.register import Gathering

    of: dict[str, Any] = {"motion": MOTIONS, "resolution": RESOLUTIONS, "decision": DECISIONS}
    ever = replace(register, as_at=None)
    told = {kind: Gathering(ever, projection, in_one_go=len(subjects) > _MANY) for kind, projection in of.items()}
    for kind, gathering in told.items():
        gathering.learn(each for each in subjects if kind_of(each) == kind)

    def words(subject: str) -> str:
        found = told[kind_of(subject)].of(subject)
        return str(found[0].event.text) if found else ""

    return words
