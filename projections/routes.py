"""What steps did a project take, and what do the rules that applied to them come to?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import msgspec

from ledger.dates import Certainty, When
from ledger.events.accountability import Requirement
from ledger.events.projects import Role
from ledger.events.resolutions import Limb, Verb
from ledger.subjects import name_of
from projections.bodies import BODIES
from projections.judging import Called, Judgment, Result, Taken, fits, judged
from projections.projects import PROJECTS, STEPS, StepKind
from projections.projects import Step as ProjectStep
from projections.register import Answer, Register
from projections.resolutions import RESOLUTIONS, Resolution
from projections.rules import RuleVersion, all_rules, applies, concerns

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
agrees to a paper on its way to the council has not decided it."""

Steps: TypeAlias = Mapping[str, Sequence[Taken]]
Roles: TypeAlias = Mapping[tuple[str, str | None, str | None], Role]


class Required(msgspec.Struct, frozen=True, kw_only=True):
    """One requirement of one rule, for one project, and what it comes to."""

    project: str
    rule: RuleVersion
    number: int
    requirement: Requirement
    judgment: Judgment

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries that it rests on."""
        return tuple(sorted({*self.rule.row.entries, *self.judgment.entries}))


def taken(register: Register, project: str | None = None) -> Steps:
    """The steps that projects took or are said to have taken by the register's date, in the order of the world."""
    kinds = {answer.stream: answer.row.kind for answer in register.rows(BODIES, in_force=False)}
    answers = register.rows(STEPS, stream=project)
    roles = _roles_given(answers)
    found: dict[str, list[Taken]] = {}
    for where, step in (*_steps(answers, kinds), *_resolved(register, project, kinds, roles)):
        found.setdefault(where, []).append(step)
    for steps in found.values():
        steps.sort(key=lambda step: (step.on.earliest, step.on.latest, step.entries))
    return found


def route(register: Register, project: str, called: Called = name_of) -> list[Required]:
    """What every rule that is about a project requires of it, and what that comes to."""
    answer = register.only(PROJECTS, stream=project)
    kinds = {project: answer.row.kind if answer else ""}
    return list(_required(register, kinds, taken(register, project), called))


def gaps(
    register: Register, *, project: str | None = None, body: str | None = None, called: Called = name_of
) -> list[Required]:
    """Every requirement that is breached or not shown to be met, over all projects, the breaches first.

    With a body, those in which it took a step, or should have.
    """
    projects = register.rows(PROJECTS, in_force=False, stream=project)
    kinds = {answer.stream: answer.row.kind for answer in projects}
    found = _required(register, kinds, taken(register, project), called)
    lacking = [each for each in found if each.judgment.result in (Result.BREACHED, Result.NOT_SHOWN)]
    if body is not None:
        lacking = [each for each in lacking if body in _bodies_of(each)]
    return sorted(lacking, key=lambda each: each.judgment.result is not Result.BREACHED)


def _required(register: Register, kinds: Mapping[str, str], steps: Steps, called: Called) -> Iterator[Required]:
    versions = all_rules(register)
    for project, kind in kinds.items():
        took = steps.get(project, ())
        for version in versions:
            if concerns(version.row, project, kind):
                for number, requirement in enumerate(version.row.requires, 1):
                    if found := _comes_to(register, requirement, version, took, called):
                        yield Required(
                            project=project, rule=version, number=number, requirement=requirement, judgment=found
                        )


def _comes_to(
    register: Register, requirement: Requirement, version: RuleVersion, took: Sequence[Taken], called: Called
) -> Judgment | None:
    """What a requirement comes to; None where this wording of the rule was not in force for the later step."""
    begun_on = took[0].on if took else None
    later = [step for step in took if fits(step, requirement.b)]
    under = {id(step): applies(version.row, step.on, begun_on) for step in later}
    if not later and version.certainty(register.as_at) is Certainty.NO:
        return None
    if later and all(each is False for each in under.values()):
        return None
    judgment = judged(requirement, [step for step in took if under.get(id(step)) is not False], called)
    certain = not version.is_claimed and all(under.get(id(step)) for step in took if step in judgment.b)
    return judgment if certain else _doubted(judgment)


def _doubted(judgment: Judgment) -> Judgment:
    """A breach of what may not have been in force is not shown to be one."""
    if judgment.result is not Result.BREACHED:
        return judgment
    reason = f"{judgment.reason}; whether the rule was in force then is not shown"
    return msgspec.structs.replace(judgment, result=Result.NOT_SHOWN, reason=reason)


def _roles_given(answers: Iterable[Answer[ProjectStep]]) -> Roles:
    """In what role a project was in front of a body's meeting, where a source has a word for it, clear or not."""
    return {
        (answer.stream, answer.row.meeting, answer.row.by): answer.row.role
        for answer in answers
        if answer.row.role is not Role.UNKNOWN or answer.row.role_as_given
    }


def _steps(answers: Iterable[Answer[ProjectStep]], kinds: Mapping[str, str]) -> Iterator[tuple[str, Taken]]:
    for answer in answers:
        row = answer.row
        if row.step is StepKind.REFERRAL or row.by is None:
            continue
        yield (
            answer.stream,
            Taken(
                by=row.by,
                role=row.role,
                on=When(row.since, row.from_earliest, row.from_latest),
                standing=row.standing,
                kind=row.step.value,
                kind_of_body=kinds.get(row.by, ""),
                stated_by=row.stated_by,
                happened=row.happened,
                report=row.report,
                outcome=row.outcome,
                certainty=answer.certainty,
                entries=row.entries,
            ),
        )


def _resolved(
    register: Register, project: str | None, kinds: Mapping[str, str], roles: Roles
) -> Iterator[tuple[str, Taken]]:
    for answer in register.rows(RESOLUTIONS, projects=project):
        for limb in answer.row.limbs:
            for about in limb.projects:
                if project in (None, about):
                    given = roles.get((about, answer.row.meeting, answer.row.body)) if answer.row.meeting else None
                    yield about, _by_limb(limb, answer, kinds, given)


def _by_limb(limb: Limb, resolution: Answer[Resolution], kinds: Mapping[str, str], given: Role | None) -> Taken:
    row = resolution.row
    return Taken(
        by=row.body,
        role=given or _ROLE_OF_VERB.get(limb.verb, Role.DECISION),
        on=When(row.since, row.from_earliest, row.from_latest),
        standing=row.standing,
        kind="resolution",
        kind_of_body=kinds.get(row.body, ""),
        stated_by=row.stated_by,
        outcome=limb.verb.value,
        certainty=resolution.certainty,
        entries=row.entries,
    )


def _bodies_of(required: Required) -> set[str]:
    requirement, judgment = required.requirement, required.judgment
    return {*requirement.a.by, *requirement.b.by, *(step.by for step in (*judgment.a, *judgment.b))}
