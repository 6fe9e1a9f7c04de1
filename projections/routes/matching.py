"""Is a step that was taken one that a rule speaks of, or may it be one?

Where a rule names who takes the step, one that was taken by them, but in a role that is not recorded or
without the report that the rule wants, may be it: what is missing is said, and neither side is assumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ledger.vocabulary.accountability import Step
from ledger.vocabulary.projects import Role
from projections.routes.steps import Evidence, Taken


class Candidate(NamedTuple):
    """A step that a rule may speak of; `lacks` is empty where it is one, else what is not recorded of it."""

    step: Taken
    lacks: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether the step is one that the rule speaks of, and shown to have been taken."""
        return not self.lacks and self.step.evidence is Evidence.SHOWN

    @property
    def may_be(self) -> bool:
        """Whether it may have been taken, for all that is recorded."""
        return self.step.evidence is not Evidence.DENIED and (self.step.happened or self.step.evidence is Evidence.OPEN)


def candidates(steps: Iterable[Taken], wanted: Step) -> list[Candidate]:
    """The steps that are, or may be, what a rule speaks of."""
    found = ((step, lacking(step, wanted)) for step in steps)
    return [Candidate(step, lacks) for step, lacks in found if lacks is not None]


def lacking(step: Taken, wanted: Step) -> str | None:
    """What is not recorded of a step to be what a rule speaks of: nothing (empty), something, or (None) it is not it.

    What is said not to have been done at all was not done in any role, nor with any report.
    """
    if not _taken_by(step, wanted):
        return None
    named = bool(wanted.by or wanted.of or wanted.kind_of_body)
    missing = []
    if wanted.roles and step.role not in wanted.roles:
        if step.role is not Role.UNKNOWN or not named:
            return None
        missing.append("in what role is not recorded")
    if wanted.report and not any(wanted.report.casefold() in report.casefold() for report in step.reports):
        if not named:
            return None
        missing.append(f"no {wanted.report} is recorded with it")
    return " and ".join(missing) if step.happened else ""


def _taken_by(step: Taken, wanted: Step) -> bool:
    return (
        (not wanted.by or step.by in wanted.by)
        and (not wanted.of or bool(set(wanted.of) & set(step.of)))
        and (not wanted.kind_of_body or step.kind_of_body.casefold() == wanted.kind_of_body.casefold())
    )


def is_denied(found: Sequence[Candidate], wanted: Step) -> bool:
    """Whether it is shown that none of those who could have taken a step took it, in none of the roles that count.

    Only where the rule names them one by one: of `any committee`, another one may have.
    """
    denied: dict[str, set[Role]] = {}
    for candidate in found:
        if candidate.step.evidence is Evidence.DENIED:
            denied.setdefault(candidate.step.by, set()).add(candidate.step.role)
    return bool(wanted.by) and all(_rules_out(denied.get(by, set()), wanted) for by in wanted.by)


def _rules_out(roles: set[Role], wanted: Step) -> bool:
    return Role.UNKNOWN in roles or (bool(wanted.roles) and set(wanted.roles) <= roles)
