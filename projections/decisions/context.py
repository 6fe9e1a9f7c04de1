"""How was a decision reached: referred, scrutinised and noticed before it, voted on, who was there, who declared what?

Steps that certainly came after the decision are left out; those whose dates do not tell are in, and the
route of the project (`routes`) says what that comes to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import msgspec

from ledger.vocabulary.decisions import DecisionNoticed
from ledger.vocabulary.meetings import AttendanceRecorded, Presence
from ledger.vocabulary.projects import Role
from projections.decisions.call_ins import CALL_INS, DETERMINATIONS, Effect, effect_of
from projections.decisions.declarations import Declarations, Declared
from projections.decisions.individual import Decision
from projections.decisions.listing import Decided, Whole
from projections.decisions.motions import MOTIONS
from projections.decisions.notices import NOTICES, Given, given_in_time
from projections.decisions.resolutions import Resolution
from projections.decisions.votes import VOTES, Vote
from projections.engine.register import Gathering, Register, RowAsAt, learn_together
from projections.engine.rows import Point, Row
from projections.meetings import ATTENDANCE, CONFIRMATIONS, Minutes, Status, minutes_of
from projections.projects import STEPS, Step, StepKind


class Reached(msgspec.Struct, frozen=True, kw_only=True):
    """All that is recorded of how one decision came about, and what it is worth on the register's day."""

    referrals: tuple[RowAsAt[Step], ...]
    scrutiny: tuple[RowAsAt[Step], ...]
    attendance: tuple[RowAsAt[Point[AttendanceRecorded]], ...]
    declared: Declared
    votes: tuple[RowAsAt[Vote], ...]
    notices: tuple[RowAsAt[Point[DecisionNoticed]], ...]
    notice_given: Given | None
    """Whether notice was given in time; None where it is not recorded to be a key decision."""
    effect: Effect
    minutes: Minutes

    @property
    def present(self) -> tuple[RowAsAt[Point[AttendanceRecorded]], ...]:
        """Who was there as a member, or in somebody's place."""
        return tuple(
            answer
            for answer in self.attendance
            if answer.event.presence is Presence.PRESENT or answer.event.substitute_for is not None
        )

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries that all of this rests on."""
        passages: tuple[RowAsAt[Any], ...] = (*self.referrals, *self.scrutiny)
        answers = (*passages, *self.attendance, *self.votes, *self.notices)
        found = {position for answer in answers for position in answer.row.entries}
        found.update(self.effect.entries, self.declared.entries)
        confirmation = self.minutes.confirmation
        return tuple(sorted(found.union(confirmation.row.entries if confirmation else ())))


class Reaching:
    """Tells how decisions were reached, asking once for what several have in common; `many` reads it all in one go."""

    def __init__(self, register: Register, *, many: bool = False) -> None:
        self._register, self._day = register, register.as_at
        self._steps = Gathering(register, STEPS, in_one_go=many)
        self._notices = Gathering(register, NOTICES, in_one_go=many)
        self._declarations = Declarations(register, in_one_go=many)
        self._attendance = Gathering(register, ATTENDANCE, in_one_go=many)
        self._confirmations = Gathering(register, CONFIRMATIONS, in_one_go=many)
        self._votes = Gathering(register, VOTES, by="voted_on", in_one_go=many)
        self._substantive = Gathering(register, MOTIONS, by="substantive_of", in_one_go=many)
        self._call_ins = Gathering(register, CALL_INS, in_one_go=many)
        self._determinations = Gathering(register, DETERMINATIONS, in_one_go=many)

    def learn(self, decided: Iterable[Decided]) -> None:
        """Read what is told of how many decisions came about, all of it together."""
        told = list(decided)
        self._learn([each.whole for each in told], {project for each in told for project in each.projects})

    def _learn(self, decided: Iterable[Whole], projects: Collection[str]) -> None:
        wholes = {whole.stream: whole for whole in decided}
        meetings = {whole.event.meeting for whole in wholes.values()}
        motions = {whole.row.event.motion for whole in wholes.values() if isinstance(whole.row, Resolution)}
        learn_together(
            self._register,
            (self._steps, projects),
            (self._notices, projects),
            (self._attendance, meetings),
            (self._confirmations, meetings),
            (self._call_ins, wholes),
            (self._determinations, wholes),
            (self._votes, {*wholes, *motions}),
            (self._substantive, motions),
            *self._declarations.wanted(meetings, projects),
        )

    def of(self, decided: Decided) -> Reached:
        """How a limb came about."""
        reached = self._reached(decided.whole, decided.by, decided.projects)
        on_it = (each for each in reached.votes if not each.event.limbs or decided.number in each.event.limbs)
        return msgspec.structs.replace(reached, votes=tuple(on_it))

    def of_whole(self, whole: Whole) -> Reached:
        """How a whole resolution or decision came about, whatever its limbs are about."""
        row = whole.row
        self._learn([whole], row.projects)
        by = row.event.by if isinstance(row, Decision) else row.event.body
        return self._reached(whole, by, row.projects)

    def _reached(self, whole: Whole, by: str, projects: tuple[str, ...]) -> Reached:
        row, subject = whole.row, whole.stream
        steps = _before(row, projects, self._steps)
        own = tuple(notice for notice in _before(row, projects, self._notices) if notice.event.by == by)
        effective_from = row.event.effective_from if isinstance(row, Decision) else ""
        return Reached(
            referrals=tuple(step for step in steps if step.row.step is StepKind.REFERRAL),
            scrutiny=tuple(step for step in steps if step.row.role is Role.SCRUTINY),
            attendance=self._attendance.of(whole.event.meeting) if whole.event.meeting else (),
            declared=self._declarations.before(whole, projects),
            votes=self._votes_on(subject, row),
            notices=own,
            notice_given=in_time(row, own),
            effect=effect_of(self._call_ins.of(subject), self._determinations.of(subject), effective_from, self._day),
            minutes=self._minutes(whole.event.meeting),
        )

    def _votes_on(self, subject: str, row: Decision | Resolution) -> tuple[RowAsAt[Vote], ...]:
        """The votes on what was decided: before them those on the motion that it was, or on what that became."""
        motion = row.event.motion if isinstance(row, Resolution) else None
        put = [motion, *(each.stream for each in self._substantive.of(motion))] if motion else []
        found = {vote.row.entries: vote for each in (*put, subject) for vote in self._votes.of(each)}
        return tuple(found.values())

    def _minutes(self, meeting: str | None) -> Minutes:
        return minutes_of(self._confirmations.of(meeting)) if meeting else Minutes(status=Status.NO_MEETING)


def _before(row: Row, projects: Iterable[str], told: Gathering[Any]) -> tuple[RowAsAt[Any], ...]:
    """What is told of the projects and did not certainly come after the decision."""
    about = (each for project in projects for each in told.of(project))
    return tuple(each for each in about if each.row.from_earliest <= row.from_latest)


def in_time(decision: Decision | Resolution, given: Iterable[RowAsAt[Point[DecisionNoticed]]]) -> Given | None:
    """Whether notice of a key decision was given in time; None where nothing says that it is one.

    Of a body's resolution only a notice can say that it is a key decision.
    """
    if isinstance(decision, Decision):
        return given_in_time(given, decision, decision.event.urgency) if decision.event.key else None
    key = [notice for notice in given if notice.event.key]
    return given_in_time(key, decision, key[-1].event.urgency) if key else None
