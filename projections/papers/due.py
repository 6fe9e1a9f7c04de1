"""What is due at a meeting of a body on a day: minutes to confirm, what is open, was deferred, or was sent there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ledger.vocabulary.meetings import MeetingHeld
from ledger.vocabulary.resolutions import Verb
from projections import commitments, meetings, projects
from projections.commitments import State, Undertaking
from projections.decisions.listing import Decided, decided
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import Point
from projections.projects import Step

_LATE_FIRST: Final = (State.OVERDUE, State.POSSIBLY_OVERDUE, State.OPEN, State.UNDATED)


class MattersDue:
    """What is due at the meeting of a body on the register's day."""

    def __init__(self, register: Register, body: str) -> None:
        assert register.as_at is not None
        self._register, self._body, self._day = register, body, register.as_at
        self._ever = replace(register, as_at=None)
        held = meetings.meetings(self._ever, body=body)
        self.held: list[RowAsAt[Point[MeetingHeld]]] = [each for each in held if each.row.from_latest < self._day]
        """The meetings that the body held before, the last one last."""

    def minutes(self) -> Iterator[RowAsAt[Point[MeetingHeld]]]:
        """The last meeting, where its minutes are not recorded as confirmed."""
        for held in self.held[-1:]:
            if meetings.minutes(self._ever, held.stream).confirmation is None:
                yield held

    def undertaken(self) -> list[Undertaking]:
        """What the body undertook, is owed, or was undertaken at its meetings, and is not discharged; late first."""
        own = {each.stream for each in self.held}
        found = [
            each
            for each in commitments.commitments(self._register)
            if each.state is not State.DISCHARGED and self._concerns(each, own)
        ]
        return sorted(found, key=lambda each: _LATE_FIRST.index(each.state) if each.state in _LATE_FIRST else 9)

    def _concerns(self, each: Undertaking, own: set[str]) -> bool:
        made = each.made.event
        return self._body in (made.by, made.to) or made.meeting in own

    def deferred(self) -> Iterator[Decided]:
        """What the body deferred before."""
        for each in decided(self._ever, body=self._body, verb=Verb.DEFERRED):
            if each.whole.row.from_latest < self._day:
                yield each

    def referred(self) -> Iterator[RowAsAt[Step]]:
        """What was sent to the body, and not considered there since."""
        seen = projects.steps(self._ever, by=self._body)
        for sent in projects.referrals(self._ever, to=self._body):
            later = (step.stream == sent.stream and not step.row.from_latest < sent.row.from_earliest for step in seen)
            if sent.row.from_earliest <= self._day and not any(later):
                yield sent
