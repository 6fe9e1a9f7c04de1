"""Votes on what was decided: they have to say something of how it went.

What they say may contradict itself, or other entries. Then it is recorded where the clerk says why, and flagged
(`projections.flags`): what is so in the minutes is so in the record.
"""

from __future__ import annotations

from ledger.refusals import Untrue
from ledger.vocabulary.subjects import name_of
from ledger.vocabulary.votes import Choice, VoteRecorded


def refuse_impossible_vote(vote: VoteRecorded, of: str) -> None:
    """Refuse a vote that says nothing, a casting vote that casts none, and a majority of more than all.

    Raises:
        Untrue: either of these; `of` says which vote.
    """
    _refuse_empty(vote, of)
    if vote.casting is not None and vote.casting.choice not in (Choice.FOR, Choice.AGAINST):
        who = name_of(vote.casting.member or "") or vote.casting.as_given or "who presided"
        raise Untrue(f"{of}: the casting vote of '{who}' cannot be '{vote.casting.choice}'", "it is for or against")
    if vote.majority_needed is not None and "/" in vote.majority_needed:
        part, whole = map(int, vote.majority_needed.split("/"))
        if part > whole:
            raise Untrue(f"{of}: {part}/{whole} of the votes is more than all of them", "give a share, such as 2/3")


def _refuse_empty(vote: VoteRecorded, of: str) -> None:
    counts = (vote.for_, vote.against, vote.abstained, vote.absent, vote.present, vote.quorum)
    said = (*counts, vote.casting, vote.carried, vote.manner)
    if all(told is None for told in said) and not vote.ballots and not vote.candidates:
        raise Untrue(f"{of} says nothing of how it went", "give counts, ballots, the manner, or whether it was carried")
