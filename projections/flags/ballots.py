"""Votes whose parts contradict one another: counts against ballots, the result against both, two votes on one thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from ledger.vocabulary.subjects import name_of
from ledger.vocabulary.votes import Choice, VoteRecorded
from projections.decisions.votes import VOTES, Vote
from projections.engine.register import Register, RowAsAt
from projections.flags.flag import Flag, contradiction, flagged, told

BALLOTS_DIFFER: Final = contradiction("counts against ballots", "a recorded vote is what its ballots come to")
DOUBLE: Final = contradiction("two ballots of one person", "each member has one vote; a casting vote is told apart")
TOO_MANY: Final = contradiction("more votes than members present", "who votes is present (LGA 1972 Sch 12 para 39)")
RESULT: Final = contradiction("result against the votes", "the votes, and the majority needed, make the result")
NO_TIE: Final = contradiction("casting vote without a tie", "it decides an equal vote (LGA 1972 Sch 12 para 39)")
ABSENT_CAST: Final = contradiction("casting vote by somebody absent", "who presides casts it (LGA 1972 Sch 12 para 39)")
SECOND: Final = contradiction("two votes on one question", "one of them may be recorded by mistake")
LAPSES = (BALLOTS_DIFFER, DOUBLE, TOO_MANY, RESULT, NO_TIE, ABSENT_CAST, SECOND)


def check(register: Register) -> Iterator[Flag]:
    """What a vote says that cannot all be so."""
    for answer in told(register, VOTES):
        yield from _by_ballots(answer)
        yield from _by_presence(answer)
        yield from _by_casting(answer)
        yield from _by_result(answer)


def second_votes(register: Register) -> Iterator[Flag]:
    """A vote on what had been voted on: both are of the same limbs and the same round."""
    first: dict[object, RowAsAt[Vote]] = {}
    for answer in told(register, VOTES):
        vote = answer.event
        before = first.setdefault((answer.stream, *_part(vote)), answer)
        if before is not answer:
            yield flagged(SECOND, answer, f"{_told(before.event)}, and {_told(vote)}", before.row)


def _part(vote: VoteRecorded) -> tuple[object, ...]:
    return getattr(vote, "limbs", ()), getattr(vote, "round", None)


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
    comes_to = _comes_to(vote)
    lost_though_for = vote.carried is False and vote.casting is not None and vote.casting.choice is Choice.FOR
    if (vote.carried and comes_to is False and vote.for_) or lost_though_for:
        yield flagged(RESULT, answer, f"{'carried' if vote.carried else 'lost'} with {_told(vote)}")


def _comes_to(vote: VoteRecorded) -> bool | None:
    """Whether its votes carry it; None where they do not tell. That nobody was for it has a flag of its own."""
    if vote.casting is not None and vote.for_ == vote.against:
        return vote.casting.choice is Choice.FOR
    if vote.for_ is None or vote.against is None or vote.for_ == vote.against:
        return None
    return vote.for_ > vote.against


def _told(vote: VoteRecorded) -> str:
    counts = [f"{count} {choice}" for choice in Choice if (count := vote.count(choice)) is not None]
    casting = [f"the casting vote {vote.casting.choice}"] if vote.casting else []
    return ", ".join((*counts, *casting)) or ("carried" if vote.carried else "lost")


CHECKS = (check, second_votes)
