"""Which projects are followed, and what steps did they take: referred, considered, scrutinised, by whom?

Which stages of which gateway scheme did they reach, what do they derive from, and which options for them were
appraised, preferred, rejected?
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import Any, Final, TypeAlias

import msgspec

from ledger.entries.entry import Entry
from ledger.vocabulary.appraisals import Option, OptionsAppraised, OptionVerdict
from ledger.vocabulary.projects import (
    ProjectClosed,
    ProjectConsidered,
    ProjectDerived,
    ProjectOpened,
    ProjectReferred,
    ProjectScrutinised,
    Role,
    StageReached,
)
from projections.engine.engine import Projection, by_itself
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points, spans
from projections.engine.rows import Point, Row, Span, begun, copied, own_columns

Project: TypeAlias = Span[ProjectOpened, ProjectClosed]

DERIVATIONS = points("derivations", ProjectDerived, finds=("from_",))

STAGES = points("stages", StageReached, finds=("scheme",))


class StepKind(StrEnum):
    """What kind of step a project took."""

    REFERRAL = "referral"
    CONSIDERATION = "consideration"
    SCRUTINY = "scrutiny"


class Step(Row, frozen=True, kw_only=True):
    """One step of a project; with `happened` false, a step that a source says was not taken."""

    step: StepKind = StepKind.CONSIDERATION
    by: str | None = None
    to: str | None = None
    role: Role = Role.UNKNOWN
    purpose: str = ""
    return_expected: str = ""
    outcome: str = ""
    concerns: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()
    report: str = ""
    meeting: str | None = None
    happened: bool = True
    role_as_given: str = ""


def _evolve(rows: Mapping[str, Step], entry: Entry) -> Iterator[tuple[str, Step]]:
    match entry.event:
        case ProjectReferred():
            own: dict[str, Any] = {"step": StepKind.REFERRAL}
        case ProjectScrutinised():
            own = {"step": StepKind.SCRUTINY, "role": Role.SCRUTINY}
        case _:
            own = {"step": StepKind.CONSIDERATION}
    yield str(entry.position), begun(Step, entry, **copied(entry.event, _COLUMNS), **own)


_COLUMNS: Final = own_columns(Step)
PROJECTS = spans("projects", ProjectOpened, ProjectClosed, finds=("kind", "lead", "part_of"))
STEPS = Projection(
    name="steps",
    row=Step,
    handles=(ProjectReferred, ProjectConsidered, ProjectScrutinised),
    evolve=_evolve,
    lane=by_itself,
    finds=("by", "to", "meeting"),
)


def projects(
    register: Register, *, kind: str | None = None, lead: str | None = None, part_of: str | None = None
) -> list[RowAsAt[Project]]:
    """The projects that are or may be open; all that ever were where no date is asked for."""
    return register.rows(PROJECTS, kind=kind, lead=lead, part_of=part_of)


def project(register: Register, project: str) -> RowAsAt[Project] | None:
    """One project by its id."""
    return register.only(PROJECTS, stream=project)


def steps(
    register: Register,
    project: str | None = None,
    *,
    by: str | None = None,
    to: str | None = None,
    meeting: str | None = None,
) -> list[RowAsAt[Step]]:
    """The steps by the register's date, in the order of the world; each answer's stream is the project."""
    return register.rows(STEPS, stream=project, by=by, to=to, meeting=meeting)


def referrals(
    register: Register, project: str | None = None, *, by: str | None = None, to: str | None = None
) -> list[RowAsAt[Step]]:
    """Which projects were sent to which body, by whom."""
    return register.rows(STEPS, stream=project, by=by, to=to, step=StepKind.REFERRAL)


def scrutiny(register: Register, project: str | None = None, *, by: str | None = None) -> list[RowAsAt[Step]]:
    """Which projects were scrutinised, or considered in that role, by whom and with what outcome."""
    return register.rows(STEPS, stream=project, by=by, role=Role.SCRUTINY)


def derived_from(register: Register, project: str) -> list[RowAsAt[Point[ProjectDerived]]]:
    """What a project derives from."""
    return register.rows(DERIVATIONS, stream=project)


def derived(register: Register, source: str) -> list[RowAsAt[Point[ProjectDerived]]]:
    """Which projects derive from something; each answer's stream is one of them."""
    return register.rows(DERIVATIONS, from_=source)


def stages(
    register: Register, project: str | None = None, *, scheme: str | None = None
) -> list[RowAsAt[Point[StageReached]]]:
    """The stages reached by the register's date, in the order of the world; each answer's stream is the project."""
    return register.rows(STAGES, stream=project, scheme=scheme)


class Appraised(msgspec.Struct, frozen=True, kw_only=True):
    """One option, with the appraisal that it is part of."""

    option: Option
    appraisal: RowAsAt[Point[OptionsAppraised]]


APPRAISALS = points("appraisals", OptionsAppraised, finds=("by", "meeting"))


def options(
    register: Register, project: str | None = None, *, by: str | None = None, verdicts: Collection[OptionVerdict] = ()
) -> list[Appraised]:
    """The options appraised by the register's day, one by one; each appraisal's stream is the project."""
    return [
        Appraised(option=option, appraisal=appraisal)
        for appraisal in register.rows(APPRAISALS, stream=project, by=by)
        for option in appraisal.event.options
        if not verdicts or option.verdict in verdicts
    ]
