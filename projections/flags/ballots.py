"""Votes whose parts contradict one another: counts against ballots, the result against both, two votes on one thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from ledger.vocabulary.subjects import name_of
from ledger.vocabulary.votes import Choice, Majority, Manner, VoteRecorded
from projections.decisions.votes import VOTES, Vote
from projections.engine.register import Register, RowAsAt
from projections.flags.flag import Flag, contradiction, flagged, in_turn, told

BALLOTS_DIFFER: Final = contradiction("counts against ballots", "a recorded vote is what its ballots come to")
DOUBLE: Final = contradiction("two ballots of one person", "each member has one vote; a casting vote is told apart")
TOO_MANY: Final = contradiction("more votes than members present", "who votes is present (LGA 1972 Sch 12 para 39)")
RESULT: Final = contradiction("result against the votes", "the votes, and the majority needed, make the result")
NO_TIE: Final = contradiction("casting vote without a tie", "it decides an equal vote (LGA 1972 Sch 12 para 39)")
ABSENT_CAST: Final = contradiction("casting vote by somebody absent", "who presides casts it (LGA 1972 Sch 12 para 39)")
OF_ONE_MIND: Final = contradiction("unanimous with votes against", "where some are against it, not all are of one mind")
SECOND: Final = contradiction(
    "two votes on one question", "one may be recorded by mistake; of votes on single limbs, each says on which: `limbs`"
)
LAPSES = (BALLOTS_DIFFER, DOUBLE, TOO_MANY, RESULT, NO_TIE, ABSENT_CAST, OF_ONE_MIND, SECOND)


def check(register: Register) -> Iterator[Flag]:
    """What a vote says that cannot all be so."""
    for answer in told(register, VOTES):
        yield from _by_ballots(answer)
        yield from _by_presence(answer)
        yield from _by_casting(answer)
        yield from _by_result(answer)
        yield from _by_manner(answer)


def second_votes(register: Register) -> Iterator[Flag]:
    """A vote on what had been voted on: both are of the same limbs and the same round."""
    first: dict[object, RowAsAt[Vote]] = {}
    for answer in in_turn(told(register, VOTES), lambda each: _told(each.event)):
        vote = answer.event
        for subject in answer.row.voted_on:
            before = first.setdefault((subject, *_part(vote)), answer)
            if before is not answer:
                yield flagged(SECOND, answer, f"{_told(before.event)}, and {_told(vote)}", before.row)


def _part(vote: VoteRecorded) -> tuple[object, ...]:
    return vote.limbs, vote.round


def _by_ballots(answer: RowAsAt[Vote]) -> Iterator[Flag]:
    vote = answer.event
    voters = Counter(ballot.member for ballot in vote.ballots)
    for twice in (member for member, ballots in voters.items() if ballots > 1):
        yield flagged(DOUBLE, answer, f"'{name_of(twice)}' has {voters[twice]} ballots")
    cast = Counter(ballot.choice for ballot in vote.ballots)
    for choice in Choice if vote.ballots else ():
        count, ballots = vote.count(choice), cast[choice]
        if count is not None and (ballots > count or (ballots < count and not vote.some_named)):
            yield flagged(BALLOTS_DIFFER, answer, f"{count} {choice} are counted, and {ballots} ballots are {choice}")


def _by_presence(answer: RowAsAt[Vote]) -> Iterator[Flag]:
    vote = answer.event
    if vote.present is not None and vote.cast > vote.present:
        yield flagged(TOO_MANY, answer, f"{vote.cast} voted or abstained, and {vote.present} were present")


def _by_casting(answer: RowAsAt[Vote]) -> Iterator[Flag]:
    vote = answer.event
    if vote.casting is None:
        return
    if None not in (vote.for_, vote.against) and vote.for_ != vote.against:
        yield flagged(NO_TIE, answer, f"a casting vote at {vote.for_} for and {vote.against} against")
    who = vote.casting.member
    if who and any(ballot.member == who and ballot.choice is Choice.ABSENT for ballot in vote.ballots):
        yield flagged(ABSENT_CAST, answer, f"'{name_of(who)}' cast it, and the ballot says absent")


def _by_result(answer: RowAsAt[Vote]) -> Iterator[Flag]:
    vote = answer.event
    lost_though_for = vote.carried is False and vote.casting is not None and vote.casting.choice is Choice.FOR
    if (vote.carried and vote.comes_to is False and vote.for_) or lost_though_for:
        yield flagged(RESULT, answer, f"{'carried' if vote.carried else 'lost'} with {_told(vote)}")


def _by_manner(answer: RowAsAt[Vote]) -> Iterator[Flag]:
    vote = answer.event
    if vote.manner is Manner.UNANIMOUS:
        minority = (vote.for_ if vote.carried is False else vote.against) or 0
        others = minority + (vote.abstained or 0)
    else:
        others = (vote.against or 0) if vote.manner is Manner.NEM_CON else 0
    if others:
        yield flagged(OF_ONE_MIND, answer, f"{vote.manner}, with {_told(vote)}")


def _told(vote: VoteRecorded) -> str:
    counts = [f"{count} {choice}" for choice in Choice if (count := vote.count(choice)) is not None]
    if vote.majority_needed not in (None, Majority.SIMPLE):
        counts.append(f"{vote.majority_needed} of {vote.needed_of} needed")
    casting = [f"the casting vote {vote.casting.choice}"] if vote.casting else []
    return ", ".join((*counts, *casting)) or ("carried" if vote.carried else "lost")


CHECKS = (check, second_votes)
