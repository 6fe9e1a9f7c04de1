"""How was a decision reached: referred, scrutinised and noticed before it, voted on, who was there, who declared what?

Steps that certainly came after the decision are left out; those whose dates do not tell are in, and the
route of the project (`routes`) says what that comes to.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec

from ledger.events.meetings import Presence
from projections.call_ins import Effect, effect
from projections.decided import Decided, Whole
from projections.decisions import Decision
from projections.declared import Declarations, Declared
from projections.meetings import Attendance, attendance
from projections.minutes import Minutes, minutes
from projections.notices import Given, Notice, given_in_time, notices
from projections.projects import Step, referrals, scrutiny
from projections.register import Answer, Register
from projections.resolutions import Resolution
from projections.rows import Row
from projections.votes import Vote, votes


class Reached(msgspec.Struct, frozen=True, kw_only=True):
    """All that is recorded of how one decision came about, and what it is worth on the register's day."""

    referrals: tuple[Answer[Step], ...]
    scrutiny: tuple[Answer[Step], ...]
    attendance: tuple[Answer[Attendance], ...]
    declared: Declared
    votes: tuple[Answer[Vote], ...]
    notices: tuple[Answer[Notice], ...]
    notice_given: Given | None
    """Whether notice was given in time; None where it is not recorded to be a key decision."""
    effect: Effect
    minutes: Minutes

    @property
    def present(self) -> tuple[Answer[Attendance], ...]:
        """Who was there as a member, or in somebody's place."""
        return tuple(
            answer
            for answer in self.attendance
            if answer.row.presence is Presence.PRESENT or answer.row.substitute_for is not None
        )

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries that all of this rests on."""
        answers: Iterable[Answer[Any]] = (*self.referrals, *self.scrutiny, *self.attendance, *self.votes, *self.notices)
        found = {position for answer in answers for position in answer.row.entries}
        found.update(self.effect.entries, self.declared.entries)
        confirmation = self.minutes.confirmation
        return tuple(sorted(found.union(confirmation.row.entries if confirmation else ())))


class Reaching:
    """Tells how decisions were reached, asking once for what several of them have in common."""

    def __init__(self, register: Register) -> None:
        self._referrals = cache(lambda project: referrals(register, project))
        self._scrutiny = cache(lambda project: scrutiny(register, project))
        self._notices = cache(lambda project: notices(register, project))
        self._declarations = Declarations(register)
        self._attendance = cache(lambda meeting: tuple(attendance(register, meeting)))
        self._minutes = cache(lambda meeting: minutes(register, meeting))
        self._votes = cache(lambda subject: tuple(votes(register, subject)))
        self._effect = cache(lambda subject, since: effect(register, subject, since))

    def of(self, decided: Decided) -> Reached:
        """How a limb came about."""
        return self._reached(decided.whole, decided.by, decided.projects)

    def of_whole(self, whole: Whole) -> Reached:
        """How a whole resolution or decision came about, whatever its limbs are about."""
        row = whole.row
        by = row.by if isinstance(row, Decision) else row.body
        return self._reached(whole, by, row.projects)

    def _reached(self, whole: Whole, by: str, projects: Iterable[str]) -> Reached:
        row = whole.row
        given = self._before(row, projects, self._notices)
        own = tuple(notice for notice in given if notice.row.by == by)
        return Reached(
            referrals=self._before(row, projects, self._referrals),
            scrutiny=self._before(row, projects, self._scrutiny),
            attendance=self._attendance(row.meeting) if row.meeting else (),
            declared=self._declarations.before(whole, tuple(projects)),
            votes=self._votes(whole.stream),
            notices=own,
            notice_given=in_time(row, own),
            effect=self._effect(whole.stream, row.effective_from if isinstance(row, Decision) else ""),
            minutes=self._minutes(row.meeting),
        )

    @staticmethod
    def _before(row: Row, projects: Iterable[str], told: Any) -> tuple[Answer[Any], ...]:
        """What is told of the projects and did not certainly come after the decision."""
        return tuple(
            each for project in projects for each in told(project) if each.row.from_earliest <= row.from_latest
        )


def in_time(decision: Decision | Resolution, given: Iterable[Answer[Notice]]) -> Given | None:
    """Whether notice of a key decision was given in time; None where nothing says that it is one.

    Of a body's resolution only a notice can say that it is a key decision.
    """
    if isinstance(decision, Decision):
        return given_in_time(given, decision, decision.urgency) if decision.is_key else None
    key = [notice for notice in given if notice.row.is_key]
    return given_in_time(key, decision, key[-1].row.urgency) if key else None
