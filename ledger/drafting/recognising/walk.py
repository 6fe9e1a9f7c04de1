"""What is known while the passages of an item are walked: decisions, the motion that waits, movers and votes told before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ledger.drafting.recognising.movers import Movers
from ledger.drafting.recognising.votes import merged
from ledger.drafting.sections import Passage
from ledger.drafting.statements import Resolution, Support, Vote
from ledger.vocabulary.subjects import FILLING

_OF_A_PAPER = re.compile(
    r"\b(?:recommendations?|reports?|proposals?|motions?|amendments?|resolutions?|applications?|above|same|item|minutes|accounts|options?|this|it)\b"
)
_COUNTS = {"for": "votes_for", "against": "against", "abstained": "abstained"}


@dataclass
class Walk:
    """The state of the walk; the numbers are the passages at which things were told."""

    done: list[Resolution] = field(default_factory=list)
    motion: Resolution | None = None
    motion_at: int = -9
    movers: Movers | None = None
    movers_at: int = -9
    vote: Vote | None = None
    vote_at: int = -9
    last_at: int = -9
    notice: bool = False
    amends: bool = False
    main: Resolution | None = None
    movers_told: list[Support] = field(default_factory=list)

    @property
    def target(self) -> Resolution | None:
        """What a vote that follows is on: the motion that waits, else the last decision."""
        return self.motion or (self.done[-1] if self.done else None)

    def decide(self, resolution: Resolution, at: int) -> None:
        """Add a decision that was found at a passage."""
        self.done.append(resolution)
        self.last_at = at

    def move(self, motion: Resolution, at: int) -> None:
        """Let a motion wait for the sentence that decides it; an amendment lets the main motion wait behind it."""
        if motion.amends and self.motion is not None and not self.motion.amends:
            self.main, self.motion = self.motion, None
        self.end_of_motion()
        self.motion, self.motion_at = motion, at

    def adopt(self, resolution: Resolution, movers: Movers | None, vote: Vote | None, at: int) -> None:
        """Give a decision the movers and the vote of the motion before it."""
        previous = self.done[-1] if self.done else None
        if (
            previous is not None
            and previous.form == "motion"
            and previous.carried
            and at - self.last_at <= 2
            and not previous.amends
        ):
            self.done.pop()
            _take_over(resolution, previous)
        if self.notice or (self.motion is not None and self.motion.amends and self.main is not None):
            self.end_of_motion()
        if self.motion is not None and (
            at - self.motion_at > 6 or not _may_be_of(resolution, self.motion, at - self.motion_at)
        ):
            self.end_of_motion()  # it was about something else, and nothing says what became of it
        if self.motion is not None and at - self.motion_at <= 6:
            _take_over(resolution, self.motion)
        self.motion = None
        if movers is not None:
            resolution.mover = movers.mover or resolution.mover
            resolution.seconder = movers.seconder or resolution.seconder
        if self.movers is not None and movers is not None:
            resolution.support += self.movers_told
        self.movers, self.movers_told = None, []
        if self.vote is not None and at - self.vote_at <= 2:
            resolution.vote = merged(resolution.vote, self.vote)
        self.vote = None
        if vote is not None:
            resolution.vote = merged(resolution.vote, vote)

    def of_movers(self, resolution: Resolution) -> None:
        """Give a motion the movers that were told before its words."""
        if self.movers is not None:
            resolution.mover, resolution.seconder = self.movers.mover, self.movers.seconder
        resolution.support += self.movers_told
        self.movers, self.movers_told = None, []

    def take_vote(self, vote: Vote, at: int) -> None:
        """A vote that stands alone: on the motion that waits, on the last decision, or on one that follows."""
        if self.motion is not None and self.motion.carried is not None and _differ(self.motion.vote, vote):
            self.end_of_motion()  # that was lost or carried already: this is the vote on what it was to amend
        if self.motion is not None and at - self.motion_at <= 12:
            self.motion.support.append(vote.basis)
            self.motion.vote = merged(self.motion.vote, vote)
            if vote.carried is not None:
                self.motion.carried = vote.carried
                self.end_of_motion()
                self.last_at = at
        elif (
            self.done
            and at - self.last_at <= (8 if len(vote.basis.quote.split()) < 7 else 3)
            and not _differ(self.done[-1].vote, vote)
        ):
            last = self.done[-1]
            last.support.append(vote.basis)
            last.vote = merged(last.vote, vote)
            if last.form in ("motion", "amendment") and vote.carried is not None:
                last.carried = vote.carried
        else:
            self.vote, self.vote_at = vote, at

    def take_ballots(self, side: str, people: Sequence[str], number: int | None, passage: Passage, quote: str) -> None:
        """The names, or the number alone, on one side of a recorded vote."""
        target = self.target
        if target is None:
            return
        basis = passage.basis("recorded vote", quote)
        vote = target.vote = target.vote or Vote(basis)
        target.support.append(basis)
        if people:
            vote.ballots.setdefault(side, list(people))
        if getattr(vote, _COUNTS[side]) is None:
            setattr(vote, _COUNTS[side], number)

    def end_of_motion(self) -> None:
        """A motion without a decision stays a motion; one without movers and without a vote is no more than talk."""
        motion, self.motion, self.notice = self.motion, None, False
        if motion is not None and motion.amends and self.main is not None:
            self.motion, self.main = self.main, None
        if motion is None:
            return
        if motion.carried is None and motion.vote is not None:
            motion.carried = _outcome(motion.vote)
        if motion.mover or motion.seconder or motion.vote is not None or motion.carried is not None:
            self.done.append(motion)


def _may_be_of(resolution: Resolution, motion: Resolution, away: int) -> bool:
    """Whether a decision can be that on a motion some passages before: they share a word, or one names no matter."""
    words, moved = (_matter(each) for each in (resolution, motion))
    return away < 2 or not words or not moved or bool(words & moved)


def _matter(resolution: Resolution) -> frozenset[str]:
    """The beginnings of the words that tell what a decision is about; none where it is about a paper that says so."""
    text = " ".join(limb.text for limb in resolution.limbs).lower()
    if _OF_A_PAPER.search(text):
        return frozenset()
    return frozenset(word[:5] for word in re.findall(r"[^\W\d_]{4,}", text) if word not in FILLING)


def _take_over(resolution: Resolution, motion: Resolution) -> None:
    resolution.mover, resolution.seconder, resolution.vote = motion.mover, motion.seconder, motion.vote
    resolution.support += [motion.basis, *motion.support]


def _differ(first: Vote | None, second: Vote) -> bool:
    """Whether both are counted, and not alike: two votes, then."""
    if first is None or first.votes_for is None or second.votes_for is None:
        return False
    return (first.votes_for, first.against) != (second.votes_for, second.against)


def _outcome(vote: Vote) -> bool | None:
    """Carried or lost, where the numbers or the manner of a vote say so."""
    yes, no = vote.votes_for, vote.against
    if vote.unanimous or vote.unopposed or (yes is not None and (no is None or yes > no)):
        return True
    return False if yes is not None and no is not None and no > yes else None
