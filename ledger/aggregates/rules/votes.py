"""Votes on what was decided: counts, names, the casting vote, and the result must be able to stand together.

What merely should not have happened is recorded: a vote without a quorum, one of somebody who only was in
attendance, a motion carried at a tie without a casting vote, or lost with a simple majority.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ledger.aggregates.rules.repeats import refuse_repeats
from ledger.entries.entry import called
from ledger.refusals import Untrue
from ledger.vocabulary.meetings import Presence
from ledger.vocabulary.subjects import name_of
from ledger.vocabulary.votes import Choice, VoteRecorded

AWAY = (Presence.ABSENT, Presence.APOLOGIES)


def refuse_impossible_vote(vote: VoteRecorded, attendance: Mapping[str, Presence], of: str) -> None:
    """Refuse a vote whose parts contradict one another, or the attendance of its meeting.

    Raises:
        Untrue: they do; `of` says which vote.
    """
    _refuse_empty(vote, of)
    _refuse_more_than_present(vote, of)
    _refuse_ballots(vote, of)
    _refuse_casting(vote, of)
    _refuse_result(vote, of)
    _refuse_absent_voters(vote, attendance, of)


def refuse_second_vote(position: int, of: str) -> None:
    """Refuse a vote where one is recorded, at a position (0: none).

    Raises:
        Untrue: there is one.
    """
    if position:
        raise Untrue(f"{of} is recorded already, by {called(position)}", "correct that entry instead")


def _refuse_empty(vote: VoteRecorded, of: str) -> None:
    counts = (vote.for_, vote.against, vote.abstained, vote.absent, vote.present, vote.quorum)
    if all(told is None for told in (*counts, vote.casting, vote.carried)) and not vote.ballots:
        raise Untrue(f"{of} says nothing of how it went", "give counts, ballots, or whether it was carried")


def _refuse_more_than_present(vote: VoteRecorded, of: str) -> None:
    if vote.present is not None and vote.cast > vote.present:
        voted = (Choice.FOR, Choice.AGAINST, Choice.ABSTAINED)
        counts = [f"{count} {choice}" for choice in voted if (count := vote.count(choice)) is not None]
        raise Untrue(
            f"{of}: {', '.join(counts)} are {vote.cast}, more than the {vote.present} present",
            "correct the counts or the number present",
        )


def _refuse_ballots(vote: VoteRecorded, of: str) -> None:
    members = [name_of(ballot.member) for ballot in vote.ballots]
    refuse_repeats(
        members, f"{of}: '{{}}' votes twice", "keep one ballot a member; a casting vote goes under 'casting'"
    )
    cast = Counter(ballot.choice for ballot in vote.ballots)
    for choice in Choice if vote.ballots else ():
        count = vote.count(choice)
        if count is not None and (cast[choice] > count or (cast[choice] < count and not vote.some_named)):
            raise Untrue(
                f"{of}: {count} {choice} are counted, and {cast[choice]} ballots are {choice}",
                "correct the counts or the ballots; say 'some named' if not everybody's vote was recorded by name",
            )


def _refuse_casting(vote: VoteRecorded, of: str) -> None:
    if vote.casting is None:
        return
    who = name_of(vote.casting.member)
    if vote.casting.choice not in (Choice.FOR, Choice.AGAINST):
        raise Untrue(f"{of}: the casting vote of '{who}' cannot be '{vote.casting.choice}'", "it is for or against")
    if None not in (vote.for_, vote.against) and vote.for_ != vote.against:
        raise Untrue(
            f"{of}: '{who}' cannot cast a casting vote at {vote.for_} for and {vote.against} against",
            "there is one only when the others are equal; give the counts without it",
        )
    if any(b.member == vote.casting.member and b.choice is Choice.ABSENT for b in vote.ballots):
        raise Untrue(f"{of}: '{who}' is absent, so cannot cast the casting vote", "correct the one or the other")


def _refuse_result(vote: VoteRecorded, of: str) -> None:
    outvoted = vote.for_ is not None and vote.against is not None and vote.against > vote.for_
    against = vote.casting is not None and vote.casting.choice is Choice.AGAINST
    if vote.carried and (outvoted or against):
        raise Untrue(f"{of} cannot be carried with {_told(vote)}", "correct the counts or the result")
    if vote.carried is False and vote.casting is not None and vote.casting.choice is Choice.FOR:
        raise Untrue(f"{of} cannot be lost with {_told(vote)}", "correct the casting vote or the result")


def _told(vote: VoteRecorded) -> str:
    counts = [f"{count} {side}" for side in (Choice.FOR, Choice.AGAINST) if (count := vote.count(side)) is not None]
    casting = [f"the casting vote {vote.casting.choice}"] if vote.casting else []
    return ", and ".join([*filter(None, [" and ".join(counts)]), *casting])


def _refuse_absent_voters(vote: VoteRecorded, attendance: Mapping[str, Presence], of: str) -> None:
    voters = [ballot.member for ballot in vote.ballots if ballot.choice is not Choice.ABSENT]
    for member in (*voters, *((vote.casting.member,) if vote.casting else ())):
        refuse_if_away(member, attendance, f"{of}: '{name_of(member)}' cannot have voted")


def refuse_if_away(member: str, attendance: Mapping[str, Presence], what: str) -> None:
    """Refuse what somebody did in a meeting from which the record has them away for the whole of it.

    Raises:
        Untrue: it has.
    """
    if (presence := attendance.get(member)) in AWAY:
        away = "with apologies" if presence is Presence.APOLOGIES else "as absent"
        raise Untrue(f"{what}, recorded {away}", "correct the attendance, or who it was")
