"""Votes that went as they should not have."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.meetings import AttendanceRecorded, Presence
from ledger.vocabulary.subjects import name_of
from ledger.vocabulary.votes import Choice, VoteRecorded
from projections.decisions.motions import put_to_vote
from projections.decisions.votes import VOTES, Vote
from projections.engine.register import Register, RowAsAt
from projections.flags.flag import Flag, Lapse, contradiction, date_of, flagged, is_said, told
from projections.meetings import attendance

NO_QUORUM = contradiction(
    "vote without a quorum", "no business is done at a meeting without it (LGA 1972 Sch 12 para 6)"
)
ONLY_ATTENDED = Lapse("vote by somebody only in attendance", "only members vote (LGA 1972 Sch 12 para 39)")
TIE = Lapse("carried at a tie", "a casting vote decides an equal vote (LGA 1972 Sch 12 para 39), and none is told")
LOST = Lapse("lost with a majority", "a majority decides (LGA 1972 Sch 12 para 39) unless standing orders want more")
NOBODY = contradiction(
    "carried though nobody voted for it", "a majority decides (LGA 1972 Sch 12 para 39), and there is none"
)
TOO_FEW = Lapse("fewer votes than members present", "who is present votes, abstains, or is recorded as doing neither")
OTHER_DAY = Lapse("vote on another day", "what was voted on was decided on another day than the vote", by_dates=True)
LAPSES = (NO_QUORUM, ONLY_ATTENDED, TIE, LOST, NOBODY, TOO_FEW, OTHER_DAY)


def check(register: Register) -> Iterator[Flag]:
    """Votes without quorum or majority, by those who have none, on another day."""
    present = cache(lambda meeting: attendance(register, meeting))
    for answer in told(register, VOTES):
        yield from _by_counts(answer)
        whole = put_to_vote(register, answer.stream)
        if whole is None:
            continue
        yield from _by_day(answer, whole)
        yield from _by_attendance(answer, present(whole.event.meeting) if whole.event.meeting else [])
        for voter in answer.row.cast_by if whole.event.meeting else ():
            told_of = [each for each in present(whole.event.meeting) if each.event.person == voter]
            there = next((each.row for each in told_of if _is_guest(each.event)), None)
            if there is not None and all(_is_guest(each.event) or _is_away(each.event) for each in told_of):
                yield flagged(ONLY_ATTENDED, answer, f"'{name_of(voter)}' voted, and was only in attendance", there)


def _by_counts(answer: RowAsAt[Vote]) -> Iterator[Flag]:
    vote = answer.event
    if vote.quorum is not None and vote.present is not None and vote.present < vote.quorum:
        yield flagged(NO_QUORUM, answer, f"{vote.present} were present, {vote.quorum} were needed")
    if vote.for_ is None or vote.against is None:
        return
    if vote.carried and _nobody_was_for_it(vote):
        against = f"{vote.against} against" if vote.against else "every named voter absent"
        yield flagged(NOBODY, answer, f"carried with nobody for and {against}")
    elif vote.carried and vote.for_ == vote.against and vote.casting is None:
        yield flagged(
            TIE,
            answer,
            f"carried with {vote.for_} for and {vote.against} against, without a casting vote",
        )
    if vote.carried is False and vote.for_ > vote.against and vote.comes_to:
        yield flagged(LOST, answer, f"lost with {vote.for_} for and {vote.against} against")
    if vote.present is not None and vote.abstained is not None and vote.cast < vote.present and not vote.absent:
        yield flagged(TOO_FEW, answer, f"{vote.present} were present, and {vote.cast} voted or abstained")


def _by_attendance(answer: RowAsAt[Vote], there: list[RowAsAt[Any]]) -> Iterator[Flag]:
    """A quorum that those listed as present do not make; there may have been more, so it is only possible."""
    vote, attended = answer.event, [each.event for each in there]
    if (
        vote.quorum is None
        or vote.present is not None
        or all(each.presence is not Presence.PRESENT for each in attended)
    ):
        return
    count = len({each.person for each in attended if each.items or not (_is_away(each) or _is_guest(each))})
    if count < vote.quorum:
        possibly = answer.with_certainty(Certainty.POSSIBLY)
        yield flagged(NO_QUORUM, possibly, f"{count} are recorded as present, {vote.quorum} were needed")


def _nobody_was_for_it(vote: VoteRecorded) -> bool:
    """Whether the source counts votes and none is for it, or names all voters and all were absent.

    An equal vote, be it of none for and none against, is a tie.
    """
    if vote.for_ or vote.casting is not None:
        return False
    all_absent = bool(vote.ballots) and all(ballot.choice is Choice.ABSENT for ballot in vote.ballots)
    return bool(vote.against) or (all_absent and not vote.some_named)


def _by_day(answer: RowAsAt[Vote], whole: RowAsAt[Any]) -> Iterator[Flag]:
    voted, decided = date_of(answer.row), date_of(whole.row)
    if is_said(whole.row) and (voted.is_before(decided) or decided.is_before(voted)):
        yield flagged(OTHER_DAY, answer, f"voted {voted.on}, decided {decided.on}", whole.row)


def _is_guest(there: AttendanceRecorded) -> bool:
    """Whether somebody was there, for the whole of it, neither as a member nor in the place of one."""
    return there.presence is Presence.IN_ATTENDANCE and there.substitute_for is None and not there.items


def _is_away(there: AttendanceRecorded) -> bool:
    return there.presence in (Presence.ABSENT, Presence.APOLOGIES)


CHECKS = (check,)
