"""Which steps did projects take, or are said to have taken or not taken, and how well is each evidenced?

The words are those of docs/explanation/possibly.md: a step is *shown* when its standing is minuted, or reported by
the body that took it; *claimed* when it is asserted, reported by others, expected, anticipated, proposed or
inferred; *open* when it is unknown or disputed. Steps are considerations, scrutiny, resolutions and decisions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final, NamedTuple, TypeAlias

import msgspec

from ledger.vocabulary.dates import Certainty, When
from ledger.vocabulary.projects import Role
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.resolutions import Verb
from ledger.vocabulary.subjects import kind_of
from projections.bodies import BODIES
from projections.decisions.individual import DECISIONS
from projections.decisions.resolutions import RESOLUTIONS
from projections.engine.register import Lookup, Register, RowAsAt
from projections.meetings import REPORTS
from projections.projects import STEPS, Step, StepKind
from projections.routes.happened import is_shown

_ROLE_OF_VERB: Final[Mapping[Verb, Role]] = {
    Verb.NOTED: Role.INFORMATION,
    Verb.RECOMMENDED: Role.PRE_DECISION,
    Verb.SUPPORTED: Role.PRE_DECISION,
    Verb.REFERRED: Role.PRE_DECISION,
    Verb.REQUESTED: Role.PRE_DECISION,
    Verb.NOT_MOVED: Role.INFORMATION,
}
"""In what role a body had a project in front of it, by what its resolution did; else it decided.

Where the record says in what role the project was in front of that meeting, that is the role: a committee that
agrees to a paper on its way to the council has not decided it.
"""


class Evidence(StrEnum):
    """How well a step is evidenced; `denied`: it is shown not to have happened."""

    SHOWN = "shown"
    CLAIMED = "claimed"
    OPEN = "open"
    DENIED = "denied"


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """A step that a project took, or is said to have taken or not taken."""

    by: str
    role: Role
    on: When
    standing: Standing
    kind: str = ""
    """consideration, scrutiny, resolution or decision"""
    kind_of_body: str = ""
    of: tuple[str, ...] = ()
    """The organisations whose body took it."""
    stated_by: str = ""
    happened: bool = True
    reports: tuple[str, ...] = ()
    """The reports that the body had before it, as far as that is shown."""
    outcome: str = ""
    certainty: Certainty = Certainty.YES
    """Whether it had been taken by the day that was asked about."""
    entries: tuple[int, ...] = ()
    entry: int = 0
    """The one of them that tells of it."""

    @property
    def evidence(self) -> Evidence:
        """How well it is evidenced."""
        if self.standing in (Standing.UNKNOWN, Standing.DISPUTED):
            return Evidence.OPEN
        if not is_shown(self.standing, self.stated_by, self.by):
            return Evidence.CLAIMED
        return Evidence.SHOWN if self.happened else Evidence.DENIED


Steps: TypeAlias = Mapping[str, Sequence[Taken]]
Roles: TypeAlias = Mapping[tuple[str, str | None, str | None], Role]


def taken(register: Register, project: str | None = None) -> Steps:
    """The steps of projects by the register's date, in the order of the world; by project."""
    about = {} if project is None else {"projects": project}
    wholes = (Lookup(each, equals=about) for each in (REPORTS, RESOLUTIONS, DECISIONS))
    register.read_ahead(Lookup(STEPS, stream=project), *wholes)
    presented = _presented(register, project)
    found: dict[str, list[Taken]] = defaultdict(list)
    answers = register.rows(STEPS, stream=project)
    resolved = _resolved(register, project, _roles_given(answers))
    told = (*_steps(answers), *resolved, *_decided(register, project))
    acting = None if project is None else tuple(dict.fromkeys(step.by for _, step in told))
    known = register.rows(BODIES, in_force=False, stream=acting) if told else []
    bodies = {answer.stream: (answer.event.kind, answer.event.of) for answer in known}
    for one, step in told:
        kind, of = bodies.get(step.by, ("", (step.by,) if kind_of(step.by) == "organisation" else ()))
        reports = [r for r in presented.get((one, step.by), ()) if not step.on.latest < r.on.earliest]
        if kind or of or reports:
            step = msgspec.structs.replace(
                step,
                kind_of_body=kind,
                of=of,
                reports=(*step.reports, *(name for report in reports for name in report.names)),
                entries=tuple(sorted({*step.entries, *(p for report in reports for p in report.entries)})),
            )
        found[one].append(step)
    for steps in found.values():
        steps.sort(key=lambda step: (step.on.order, step.entries))
    return found


def begun_on(steps: Sequence[Taken]) -> When | None:
    """When a route was begun: with its first step; None where it has not been. What is open may not have been one."""
    happened = [step for step in steps if step.happened]
    if not happened:
        return None
    sure = [step for step in happened if step.evidence is not Evidence.OPEN] or happened
    return When("", min(step.on.earliest for step in happened), min(step.on.latest for step in sure))


class _Presented(NamedTuple):
    on: When
    names: tuple[str, ...]
    entries: tuple[int, ...]


def _presented(register: Register, project: str | None) -> Mapping[tuple[str, str], list[_Presented]]:
    """The reports that are shown to have been presented, by project and by whom they were presented to."""
    found: dict[tuple[str, str], list[_Presented]] = defaultdict(list)
    for answer in register.rows(REPORTS, projects=project):
        row, report = answer.row, answer.event
        if report.to is None or row.standing not in (Standing.MINUTED, Standing.REPORTED):
            continue
        names = (report.title, f"Gateway report {report.gateway}") if report.gateway else (report.title,)
        for about in report.projects:
            found[about, report.to].append(_Presented(_on(answer), names, row.entries))
    return found


def _roles_given(answers: Iterable[RowAsAt[Step]]) -> Roles:
    """In what role a project was in front of a body's meeting, where a source has a word for it, clear or not."""
    return {
        (answer.stream, answer.row.meeting, answer.row.by): answer.row.role
        for answer in answers
        if answer.row.role is not Role.UNKNOWN or answer.row.role_as_given
    }


def _steps(answers: Iterable[RowAsAt[Step]]) -> Iterator[tuple[str, Taken]]:
    for answer in answers:
        row = answer.row
        if row.step is not StepKind.REFERRAL and row.by is not None:
            yield (
                answer.stream,
                Taken(
                    by=row.by,
                    role=row.role,
                    kind=row.step.value,
                    happened=row.happened,
                    reports=(row.report,) if row.report else (),
                    outcome=row.outcome,
                    **_told(answer),
                ),
            )


def _resolved(register: Register, project: str | None, roles: Roles) -> Iterator[tuple[str, Taken]]:
    for answer in register.rows(RESOLUTIONS, projects=project):
        for limb in answer.event.limbs:
            for about in limb.projects:
                if project in (None, about):
                    given = (
                        roles.get((about, answer.event.meeting, answer.event.body)) if answer.event.meeting else None
                    )
                    role = given or _ROLE_OF_VERB.get(limb.verb, Role.DECISION)
                    step = Taken(by=answer.event.body, role=role, kind="resolution", outcome=limb.verb, **_told(answer))
                    yield about, step


def _decided(register: Register, project: str | None) -> Iterator[tuple[str, Taken]]:
    """Decisions of individuals and executives; what a limb does not speak of was decided as a whole."""
    for answer in register.rows(DECISIONS, projects=project):
        row = answer.row
        by_limb = [(about, limb.verb) for limb in answer.event.limbs for about in limb.projects]
        whole = [(about, None) for about in row.projects if about not in {about for about, _ in by_limb}]
        for about, verb in (*by_limb, *whole):
            if project in (None, about):
                role = _ROLE_OF_VERB.get(verb, Role.DECISION) if verb else Role.DECISION
                yield about, Taken(by=answer.event.by, role=role, kind="decision", outcome=verb or "", **_told(answer))


def _told(answer: RowAsAt[Any]) -> dict[str, Any]:
    row = answer.row
    return {
        "on": _on(answer),
        "standing": row.standing,
        "stated_by": row.stated_by,
        "certainty": answer.certainty,
        "entries": row.entries,
        "entry": row.entries[0],
    }


def _on(answer: RowAsAt[Any]) -> When:
    return When(answer.row.since, answer.row.from_earliest, answer.row.from_latest)
