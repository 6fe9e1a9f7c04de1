"""What do the rules that applied to a project's steps require of it, and what does that come to?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from ledger.vocabulary.accountability import Requirement, Step
from ledger.vocabulary.dates import Certainty, When
from ledger.vocabulary.subjects import name_of
from projections.dated import unsurely_dated
from projections.engine.register import Lookup, Register
from projections.projects import PROJECTS
from projections.routes.matching import lacking
from projections.routes.rules import (
    AMENDMENTS,
    RULES,
    RuleVersion,
    all_rules,
    applies,
    concerns,
    is_kept_in,
    is_kept_out,
)
from projections.routes.steps import Evidence, Steps, Taken, begun_on, taken
from projections.routes.verdict import Called, Judgment, Result, judged


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


def route(register: Register, project: str, called: Called = name_of) -> list[Required]:
    """What every rule that is about a project requires of it, and what that comes to."""
    answer = register.only(PROJECTS, stream=project)
    kinds = {project: answer.event.kind if answer else ""}
    return list(_required(register, all_rules(register), kinds, taken(register, project), called))


def gaps(
    register: Register,
    *,
    project: str | None = None,
    body: str | None = None,
    called: Called = name_of,
    learn: Callable[[Iterable[str]], None] = lambda subjects: None,
) -> list[Required]:
    """Every requirement that is breached or not shown to be met, over all projects, the breaches first.

    With a body, those in which it took a step, or should have. `called` is told of whom it will be asked: to `learn`.
    """
    whole = Lookup(PROJECTS, in_force=False, stream=project)
    register.read_ahead(*(Lookup(each, in_force=False) for each in (AMENDMENTS, RULES)), whole)
    versions = all_rules(register)
    projects = register.rows(PROJECTS, in_force=False, stream=project) if versions else []
    kinds = {
        each.stream: each.event.kind
        for each in projects
        if any(concerns(version.row.event, each.stream, each.event.kind) for version in versions)
    }
    steps = taken(register, project) if kinds else {}
    told = (who for each in kinds for step in steps.get(each, ()) for who in (step.by, step.stated_by) if who)
    learn([*kinds, *told, *(who for version in versions for who in version.row.event.subjects())])
    found = _required(register, versions, kinds, steps, called)
    lacking = [each for each in found if each.judgment.result in (Result.BREACHED, Result.NOT_SHOWN)]
    if body is not None:
        lacking = [each for each in lacking if body in _bodies_of(each)]
    return sorted(lacking, key=lambda each: each.judgment.result is not Result.BREACHED)


def _required(
    register: Register, versions: Sequence[RuleVersion], kinds: Mapping[str, str], steps: Steps, called: Called
) -> Iterator[Required]:
    for project, kind in kinds.items():
        took = steps.get(project, ())
        for version in versions:
            if concerns(version.row.event, project, kind):
                for number, requirement in enumerate(version.row.event.requires, 1):
                    if found := _comes_to(register, requirement, version, took, called):
                        yield Required(
                            project=project, rule=version, number=number, requirement=requirement, judgment=found
                        )


def _comes_to(
    register: Register, requirement: Requirement, version: RuleVersion, took: Sequence[Taken], called: Called
) -> Judgment | None:
    """What a requirement comes to; None where this wording of the rule was not in force for the later step."""
    began = begun_on(took)
    later = [step for step in took if step.happened and lacking(step, requirement.b) is not None]
    under = {id(step): applies(version.row, step.on, began) for step in later}
    if not later and not _may_apply(register, version, began):
        return None
    if later and all(each is False for each in under.values()):
        return None
    if requirement.b == Step():
        steps = took
        judgment = judged(requirement, steps, called)
        certain = not version.is_claimed and any(under.values())
    else:
        steps = [step for step in took if under.get(id(step)) is not False]
        judgment = judged(requirement, steps, called)
        certain = not version.is_claimed and all(under.get(id(step)) for step in took if step in judgment.b)
    return _as_sure_as_dates(register, requirement, steps, called, judgment) if certain else _doubted(judgment)


def _as_sure_as_dates(
    register: Register, requirement: Requirement, steps: Sequence[Taken], called: Called, judgment: Judgment
) -> Judgment:
    """An order of steps is shown where dates show it that are more than inferred: of the later step in any case.

    Steps that somebody only claims, or was not sure of, decide nothing: their dates do not matter.
    """
    by_order = judgment.a and judgment.b and judgment.result in (Result.MET, Result.BREACHED)
    decisive = [step for step in (*judgment.a, *judgment.b) if step.evidence in (Evidence.SHOWN, Evidence.DENIED)]
    entries = (position for step in decisive for position in step.entries)
    unsure = unsurely_dated(register, entries) if by_order else frozenset()
    if not unsure:
        return judgment
    sure = [step for step in steps if unsure.isdisjoint(step.entries)]
    of_the_later = all(step in sure for step in judgment.b)
    if of_the_later and judged(requirement, sure, called).result is judgment.result:
        return judgment
    reason = f"{judgment.reason}; but a date on which that rests is only inferred"
    return msgspec.structs.replace(judgment, result=Result.NOT_SHOWN, reason=reason)


def _may_apply(register: Register, version: RuleVersion, began: When | None) -> bool:
    """Whether a step that is still to come may fall under this wording: by its dates, and by what it saves."""
    if is_kept_out(version.row, began):
        return False
    if version.certainty(register.as_at) is not Certainty.NO:
        return True
    is_over = register.as_at is not None and version.row.to_latest < register.as_at
    return is_over and is_kept_in(version.row, began) is not False


def _doubted(judgment: Judgment) -> Judgment:
    """A breach of what may not have been in force is not shown to be one; and so it is said of any gap."""
    if judgment.result not in (Result.BREACHED, Result.NOT_SHOWN):
        return judgment
    return msgspec.structs.replace(judgment, result=Result.NOT_SHOWN, rule_in_force=False)


def _bodies_of(required: Required) -> set[str]:
    requirement, judgment = required.requirement, required.judgment
    return {*requirement.a.by, *requirement.b.by, *(step.by for step in (*judgment.a, *judgment.b))}
