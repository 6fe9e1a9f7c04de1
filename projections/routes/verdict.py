"""Shown, not shown, breached: what a requirement comes to, for the steps that a project is said to have taken.

The words are those of docs/explanation/possibly.md. A breach needs proof as much as compliance does: nobody is
accused on an absence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Final

import msgspec

from ledger.vocabulary.accountability import Requirement, Sense, Step
from ledger.vocabulary.dates import When
from ledger.vocabulary.projects import Role
from ledger.vocabulary.provenance import Standing
from projections.routes.matching import Candidate, candidates, is_denied
from projections.routes.steps import Evidence, Taken


class Result(StrEnum):
    """What a requirement comes to."""

    MET = "met"
    NOT_SHOWN = "not shown"
    BREACHED = "breached"
    NOT_YET = "not yet"


class Judgment(msgspec.Struct, frozen=True, kw_only=True):
    """What a requirement comes to, why, and which steps that rests on."""

    result: Result
    reason: str
    a: tuple[Taken, ...] = ()
    b: tuple[Taken, ...] = ()
    rule_in_force: bool = True
    """False: it is not shown that the rule was in force when the steps were taken."""

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries that it rests on."""
        return tuple(sorted({position for step in (*self.a, *self.b) for position in step.entries}))


Called = Callable[[str], str]


def judged(requirement: Requirement, steps: Sequence[Taken], called: Called) -> Judgment:
    """What a requirement comes to for the steps of one project; with several later steps, for the worst of them."""
    if requirement.b == Step():
        return _at_all(requirement.a, steps, called)
    bs = [each for each in candidates(steps, requirement.b) if each.step.happened]
    later = [each.step for each in bs if not each.lacks]
    as_ = [each for each in candidates(steps, requirement.a) if each.step not in later]
    if not bs:
        then = _THEN[requirement.sense]
        return _judgment(Result.NOT_YET, f"{then} is not recorded", as_)
    judge = _some_before if requirement.sense is Sense.SOME_BEFORE else _none_after
    return _worst(judge(requirement.a, [each for each in as_ if each.step is not b.step], b, called) for b in bs)


_THEN: Final = {Sense.SOME_BEFORE: "the later step", Sense.NONE_AFTER: "the step that it must not follow"}
"""What the second step of a requirement is called in reasons: of `no A after B` it is not the later one."""
_SEVERITY = (Result.BREACHED, Result.NOT_SHOWN, Result.MET)


def _worst(judgments: Iterable[Judgment]) -> Judgment:
    return min(judgments, key=lambda judgment: _SEVERITY.index(judgment.result))


def _judgment(result: Result, reason: str, as_: Iterable[Candidate], *bs: Candidate) -> Judgment:
    return Judgment(result=result, reason=reason, a=tuple(a.step for a in as_), b=tuple(b.step for b in bs))


def _at_all(wanted: Step, steps: Sequence[Taken], called: Called) -> Judgment:
    """A requirement without a later step: the step must be shown at all, once anything is done."""
    found = candidates(steps, wanted)
    if any(each.is_shown for each in found):
        return _judgment(Result.MET, "the step is shown", [each for each in found if each.is_shown])
    if not any(step.happened for step in steps):
        return _judgment(Result.NOT_YET, "no step is recorded", found)
    if is_denied(found, wanted) and not any(each.may_be for each in found):
        return _judgment(Result.BREACHED, "the step is shown not to have happened", found)
    reasons = [_why(each, called) for each in found] or ["nothing is recorded of the step"]
    return _judgment(Result.NOT_SHOWN, "; ".join(dict.fromkeys(reasons)), found)


def _some_before(wanted: Step, as_: Sequence[Candidate], b: Candidate, called: Called) -> Judgment:
    if any(a.is_shown and _not_after(a.step.on, b.step.on) for a in as_):
        return _judgment(Result.MET, "the earlier step is shown, and not after the later one", as_, b)
    after = [a for a in as_ if a.is_shown and b.step.on.is_before(a.step.on)]
    denied = is_denied(as_, wanted)
    maybe = [a for a in as_ if a.may_be and not b.step.on.is_before(a.step.on)]
    if b.is_shown and not maybe and (after or denied):
        late = "the earlier step came after the later one"
        return _judgment(Result.BREACHED, late if after else "the earlier step is shown not to have happened", as_, b)
    return _judgment(Result.NOT_SHOWN, _why_not_shown(as_, b, called), as_, b)


def _none_after(wanted: Step, as_: Sequence[Candidate], b: Candidate, called: Called) -> Judgment:
    possible = [a for a in as_ if a.may_be]
    proven = [a for a in possible if a.is_shown and b.step.on.is_before(a.step.on)]
    if proven and b.is_shown:
        return _judgment(Result.BREACHED, "the step came after one that it must not follow", proven, b)
    maybe = [a for a in possible if not _not_after(a.step.on, b.step.on)]
    if maybe:
        return _judgment(Result.NOT_SHOWN, _why_not_shown(maybe, b, called, then=_THEN[Sense.NONE_AFTER]), maybe, b)
    return _judgment(Result.MET, "nothing recorded came after", possible, b)


def _not_after(a: When, b: When) -> bool:
    return a.latest <= b.earliest


def _why_not_shown(as_: Sequence[Candidate], b: Candidate, called: Called, then: str = _THEN[Sense.SOME_BEFORE]) -> str:
    reasons = [_why(a, called) for a in as_ if not a.is_shown]
    for a in as_:
        if a.is_shown:
            late = b.step.on.is_before(a.step.on)
            reasons.append(f"{called(a.step.by)}: after {then}" if late else "the dates do not tell the order")
    if not as_:
        reasons.append("nothing is recorded of the earlier step")
    if not b.is_shown:
        reasons.append(f"of {then}: {_why(b, called)}")
    return "; ".join(dict.fromkeys(reasons))


def _why(candidate: Candidate, called: Called) -> str:
    """Why a step is not shown to be what the rule speaks of."""
    step = candidate.step
    who = called(step.stated_by) if step.stated_by else "somebody the record does not name"
    if step.evidence is Evidence.DENIED:
        role = "" if step.role is Role.UNKNOWN else f" in the role of {step.role}"
        said = f"shown not to have happened{role}"
    elif step.evidence is Evidence.OPEN:
        said = f"{who} {'was not sure' if step.standing is Standing.UNKNOWN else 'disputed it'}"
    elif step.evidence is Evidence.CLAIMED:
        said = f"{step.standing} by {who}{'' if step.happened else ' not to have happened'}"
    else:
        said = ""
    return f"{called(step.by)}: {', '.join(filter(None, (said, candidate.lacks)))}"
