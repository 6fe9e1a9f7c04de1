"""What was moved, by whom, how it was amended, what became of it, and which resolution it became?

A chain goes from a motion over its amendments to the substantive motion and the resolution; every link is told by an
entry, and nothing is linked because the words are alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

import msgspec

from ledger.vocabulary.motions import MotionDetermined, MotionMoved, MotionOutcome
from ledger.vocabulary.subjects import kind_of
from projections.decisions.individual import DECISIONS
from projections.decisions.listing import Whole, of
from projections.decisions.resolutions import RESOLUTIONS, Resolution
from projections.decisions.votes import VOTES, Vote
from projections.engine.register import Gathering, Register, RowAsAt, learn_together
from projections.engine.row_patterns import points
from projections.engine.rows import Point, R

MOTIONS = points(
    "motions",
    MotionMoved,
    finds=("body", "meeting", "mover", "seconder", "amends", "substantive_of", "projects"),
)
MOTION_OUTCOMES = points("motion_outcomes", MotionDetermined)

PUT_AS_AMENDED: Final = "put as amended"
"""What became of a motion in place of which the substantive motion was put."""
SUBSTANTIVE: Final = "substantive motion"
"""What is put once a motion was amended."""


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """A motion with what became of it by the register's day."""

    motion: RowAsAt[Point[MotionMoved]]
    determined: RowAsAt[Point[MotionDetermined]] | None = None
    votes: tuple[RowAsAt[Vote], ...] = ()
    amendments: tuple[RowAsAt[Point[MotionMoved]], ...] = ()
    substantive: RowAsAt[Point[MotionMoved]] | None = None
    resolution: RowAsAt[Resolution] | None = None

    @property
    def certainty(self) -> str:
        """Whether it was moved: yes, or possibly."""
        return self.motion.certainty

    @property
    def role(self) -> str:
        """Whether it is a motion, an amendment, or a substantive motion."""
        event = self.motion.event
        return "amendment" if event.amends else SUBSTANTIVE if event.substantive_of else "motion"

    @property
    def outcome(self) -> str | None:
        """What became of it, as an entry tells it: of itself, of the vote on it as declared, or by what came of it."""
        if self.determined is not None:
            return self.determined.event.outcome.value
        if self.votes and self.votes[-1].event.carried is not None:
            return (MotionOutcome.CARRIED if self.votes[-1].event.carried else MotionOutcome.LOST).value
        if self.substantive is not None:
            return PUT_AS_AMENDED
        return MotionOutcome.CARRIED.value if self.resolution is not None else None

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries that all of this rests on."""
        told: list[RowAsAt[Any] | None] = [self.motion, self.determined, *self.votes, *self.amendments]
        found = {p for each in (*told, self.substantive, self.resolution) if each for p in each.row.entries}
        return tuple(sorted(found))


def motions(
    register: Register,
    *,
    body: str | None = None,
    meeting: str | None = None,
    project: str | None = None,
    person: str | None = None,
) -> list[Moved]:
    """The motions moved by the register's day; `person` moved or seconded it."""
    asked: dict[str, Any] = {"body": body, "meeting": meeting, "projects": project}
    if person is None:
        found = register.rows(MOTIONS, **asked)
    else:
        moved = register.rows(MOTIONS, mover=person, **asked)
        seconded = register.rows(MOTIONS, seconder=person, **asked)
        found = sorted(moved + [each for each in seconded if each.event.mover != person], key=lambda row: row.order)
    return _moved(register, found)


def motion(register: Register, motion: str) -> Moved | None:
    """One motion by its id."""
    found = register.only(MOTIONS, stream=motion)
    return _moved(register, [found])[0] if found else None


def put_to_vote(register: Register, subject: str) -> Whole | RowAsAt[Point[MotionMoved]] | None:
    """The motion, the resolution or the decision with an id."""
    return register.only(MOTIONS, stream=subject) if kind_of(subject) == "motion" else of(register, subject)


def votes_on(register: Register, subject: str, *, voter: str | None = None) -> list[RowAsAt[Vote]]:
    """The votes on a subject; of a resolution also those on the motion that it was, or on what that became."""
    return votes_on_each(register, [subject], voter=voter)[subject]


def votes_on_each(
    register: Register, subjects: Collection[str], *, voter: str | None = None
) -> dict[str, list[RowAsAt[Vote]]]:
    """The same of several subjects, by subject."""
    resolutions = tuple(each for each in subjects if kind_of(each) == "resolution")
    passed = register.rows(RESOLUTIONS, in_force=False, stream=resolutions) if resolutions else []
    motion_of = {each.stream: each.event.motion for each in passed if each.event.motion}
    became, cast = Gathering(register, MOTIONS, by="substantive_of"), Gathering(register, VOTES, by="voted_on")
    became.learn(motion_of.values())
    put = {each: [each] for each in subjects}
    for each, one in motion_of.items():
        put[each] = [one, *(row.stream for row in became.of(one)), each]
    cast.learn(one for several in put.values() for one in several)
    return {
        subject: list(
            {v.row.entries: v for one in put[subject] for v in cast.of(one) if _is_cast_by(v, voter)}.values()
        )
        for subject in subjects
    }


def _is_cast_by(vote: RowAsAt[Vote], voter: str | None) -> bool:
    return voter is None or voter in vote.row.voters


def held_at(
    register: Register, found: list[RowAsAt[Vote]], *, body: str | None, meeting: str | None
) -> list[RowAsAt[Vote]]:
    """Those of the votes that were on what a body, or a meeting, moved, resolved or decided."""
    ever = replace(register, as_at=None)
    own = {each.stream for each in ever.rows(MOTIONS, body=body, meeting=meeting)}
    own |= {each.stream for each in ever.rows(RESOLUTIONS, body=body, meeting=meeting)}
    own |= {each.stream for each in ever.rows(DECISIONS, by=body, meeting=meeting)}
    return [each for each in found if own.intersection(each.row.voted_on)]


def chain(register: Register, subject: str) -> list[Moved]:
    """The motion that was moved first, its amendments and the substantive motion, of a motion or a resolution."""
    if kind_of(subject) == "resolution":
        passed = register.only(RESOLUTIONS, stream=subject)
        subject = (passed.event.motion or "") if passed else ""
    first, seen = motion(register, subject) if subject else None, {subject}
    while first is not None:
        origin = first.motion.event.amends or first.motion.event.substantive_of
        before = motion(register, origin) if origin and origin not in seen else None
        if before is None:
            break
        seen.add(origin or "")
        first = before
    return list(_after(register, first, set())) if first else []


def _after(register: Register, moved: Moved, seen: set[str]) -> Iterator[Moved]:
    if moved.motion.stream in seen:
        return
    seen.add(moved.motion.stream)
    yield moved
    for amendment in moved.amendments:
        yield from _after(register, _moved(register, [amendment])[0], seen)
    if moved.substantive is not None:
        yield from _after(register, _moved(register, [moved.substantive])[0], seen)


def _moved(register: Register, found: Sequence[RowAsAt[Point[MotionMoved]]]) -> list[Moved]:
    """Motions, each with what became of it."""
    streams = [each.stream for each in found]
    determined, cast = Gathering(register, MOTION_OUTCOMES), Gathering(register, VOTES, by="voted_on")
    amending, substantive = (Gathering(register, MOTIONS, by=column) for column in ("amends", "substantive_of"))
    passed = Gathering(register, RESOLUTIONS, by="motion")
    learn_together(register, *((each, streams) for each in (determined, cast, amending, substantive, passed)))

    def last(told: Gathering[R], stream: str) -> RowAsAt[R] | None:
        return next(reversed(told.of(stream)), None)

    return [
        Moved(
            motion=each,
            determined=last(determined, each.stream),
            votes=cast.of(each.stream),
            amendments=amending.of(each.stream),
            substantive=last(substantive, each.stream),
            resolution=last(passed, each.stream),
        )
        for each in found
    ]
