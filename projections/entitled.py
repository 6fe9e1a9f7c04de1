"""Who of those at a meeting was a member of its body on that day, and who of those that voted?

A list of members that is not known to be complete accuses nobody: whoever is not on it is then *not shown* to be one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import Any

import msgspec

from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.meetings import AttendanceRecorded, MeetingHeld
from projections.decisions.motions import motions
from projections.decisions.resolutions import resolutions
from projections.decisions.votes import Vote, votes
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import Point
from projections.meetings import attendance
from projections.memberships import Completeness, Seat, completeness, seats


class Member(StrEnum):
    """Whether somebody was a member on a day."""

    YES = "yes"
    POSSIBLY = "possibly"
    NOT_SHOWN = "not shown"
    NO = "no"


class Entitled(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody at a meeting, or a member of whom nothing is recorded there."""

    person: str
    member: Member
    seats: tuple[Seat, ...] = ()
    attended: RowAsAt[Point[AttendanceRecorded]] | None = None
    replaces: Member | None = None
    """Of a substitute: whether the one replaced was a member."""
    votes: tuple[RowAsAt[Vote], ...] = ()

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries that this rests on."""
        found = {position for seat in self.seats for position in seat.entries}
        found.update(position for vote in self.votes for position in vote.row.entries)
        found.update(self.attended.row.entries if self.attended else ())
        return tuple(sorted(found))


def entitled(register: Register, meeting: RowAsAt[Point[MeetingHeld]]) -> list[Entitled]:
    """Everybody recorded as at a meeting or as voting there, then the other members of that day."""
    body, row = meeting.event.body, meeting.row
    is_exact = row.from_earliest == row.from_latest
    on_the_day = replace(register, as_at=row.from_earliest if is_exact else None)
    held: dict[str, list[Seat]] = {}
    for seat in seats(on_the_day, body):
        if seat.person:
            held.setdefault(seat.person, []).append(seat)
    is_complete = is_exact and completeness(on_the_day, body) is Completeness.COMPLETE

    def judged(person: str) -> Member:
        own = held.get(person, [])
        if not own:
            return Member.NO if is_complete else Member.NOT_SHOWN
        return Member.YES if is_exact and any(each.certainty is Certainty.YES for each in own) else Member.POSSIBLY

    there = {each.event.person: each for each in attendance(register, meeting.stream)}
    voted: dict[str, list[RowAsAt[Vote]]] = {}
    for vote in _votes_at(register, meeting.stream):
        for voter in vote.row.voters:
            voted.setdefault(voter, []).append(vote)
    found = []
    for person in dict.fromkeys((*there, *voted, *held)):
        attended = there.get(person)
        replaced = attended.event.substitute_for if attended else None
        found.append(
            Entitled(
                person=person,
                member=judged(person),
                seats=tuple(held.get(person, ())),
                attended=attended,
                replaces=judged(replaced) if replaced else None,
                votes=tuple(voted.get(person, ())),
            )
        )
    return found


def _votes_at(register: Register, meeting: str) -> Iterator[RowAsAt[Vote]]:
    """The votes on what a meeting resolved and on what was moved there, each once."""
    moved = (each.motion for each in motions(register, meeting=meeting))
    decided: list[RowAsAt[Any]] = [*resolutions(register, meeting=meeting), *moved]
    seen: set[tuple[str, str]] = set()
    for each in decided:
        for vote in votes(register, each.stream):
            if (vote.stream, vote.key) not in seen:
                seen.add((vote.stream, vote.key))
                yield vote
