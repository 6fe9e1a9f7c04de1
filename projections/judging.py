"""Shown, not shown, breached: what a requirement comes to, for the steps that a project is said to have taken.

The words are those of LANGUAGE: a step is *shown* when its standing is minuted, or reported by the body that
took it; *claimed* when it is asserted, reported by others, expected, anticipated, proposed or inferred; *open*
when it is unknown or disputed. A breach needs proof as much as compliance does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

import msgspec

from ledger.dates import Certainty, When
from ledger.events.accountability import Requirement, Sense, Step
from ledger.events.projects import Role
from ledger.provenance import Standing


class Evidence(StrEnum):
    """How well a step is evidenced; `denied`: it is shown not to have happened."""

    SHOWN = "shown"
    CLAIMED = "claimed"
    OPEN = "open"
    DENIED = "denied"


class Result(StrEnum):
    """What a requirement comes to."""

    MET = "met"
    NOT_SHOWN = "not shown"
    BREACHED = "breached"
    NOT_YET = "not yet"


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """A step that a project took, or is said to have taken or not taken."""

    by: str
    role: Role
    on: When
    standing: Standing
    kind: str = ""
    """consideration, scrutiny, resolution or decision"""
    kind_of_body: str = ""
    stated_by: str = ""
    happened: bool = True
    report: str = ""
    outcome: str = ""
    certainty: Certainty = Certainty.YES
    """Whether it had been taken by the day that was asked about."""
    entries: tuple[int, ...] = ()

    @property
    def evidence(self) -> Evidence:
        """How well it is evidenced."""
        if self.standing in (Standing.UNKNOWN, Standing.DISPUTED):
            return Evidence.OPEN
        shown = self.standing is Standing.MINUTED or (self.standing is Standing.REPORTED and self.stated_by == self.by)
        if not shown:
            return Evidence.CLAIMED
        return Evidence.SHOWN if self.happened else Evidence.DENIED


class Judgment(msgspec.Struct, frozen=True, kw_only=True):
    """What a requirement comes to, why, and which steps that rests on."""

    result: Result
    reason: str
    a: tuple[Taken, ...] = ()
    b: tuple[Taken, ...] = ()

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries that it rests on."""
        return tuple(sorted({position for step in (*self.a, *self.b) for position in step.entries}))


Called = Callable[[str], str]


def fits(step: Taken, wanted: Step) -> bool:
    """Whether a step is of the kind that a rule speaks of; what the rule leaves out does not matter."""
    return (
        (not wanted.by or step.by in wanted.by)
        and (not wanted.kind_of_body or step.kind_of_body == wanted.kind_of_body)
        and (not wanted.roles or step.role in wanted.roles)
        and (not wanted.report or wanted.report.casefold() in step.report.casefold())
    )


def judged(requirement: Requirement, steps: Sequence[Taken], called: Called) -> Judgment:
    """What a requirement comes to for the steps of one project."""
    bs = [
        step for step in steps if fits(step, requirement.b) and step.evidence is not Evidence.DENIED and step.happened
    ]
    as_ = [step for step in steps if fits(step, requirement.a) and step not in bs]
    if not bs:
        return Judgment(result=Result.NOT_YET, reason="the later step is not recorded", a=tuple(as_))
    judge = _some_before if requirement.sense is Sense.SOME_BEFORE else _none_after
    return _worst([judge(as_, b, called) for b in bs])


_SEVERITY = (Result.BREACHED, Result.NOT_SHOWN, Result.MET)


def _worst(judgments: Iterable[Judgment]) -> Judgment:
    return min(judgments, key=lambda judgment: _SEVERITY.index(judgment.result))


def _some_before(as_: Sequence[Taken], b: Taken, called: Called) -> Judgment:
    def judgment(result: Result, reason: str) -> Judgment:
        return Judgment(result=result, reason=reason, a=tuple(as_), b=(b,))

    shown = [a for a in as_ if a.evidence is Evidence.SHOWN]
    if any(a.on.latest <= b.on.earliest for a in shown):
        return judgment(Result.MET, "the earlier step is shown, and not after the later one")
    after = [a for a in shown if b.on.latest < a.on.earliest]
    denied = [a for a in as_ if a.evidence is Evidence.DENIED]
    maybe = [a for a in as_ if a not in after and a not in denied and not b.on.latest < a.on.earliest]
    if b.evidence is Evidence.SHOWN and not maybe and (after or denied):
        late = "the earlier step came after the later one"
        return judgment(Result.BREACHED, late if after else "the earlier step is shown not to have happened")
    return judgment(Result.NOT_SHOWN, _why_not_shown(as_, b, called))


def _none_after(as_: Sequence[Taken], b: Taken, called: Called) -> Judgment:
    def judgment(result: Result, reason: str, a: Sequence[Taken]) -> Judgment:
        return Judgment(result=result, reason=reason, a=tuple(a), b=(b,))

    happened = [a for a in as_ if a.happened]
    after = [a for a in happened if b.on.latest < a.on.earliest]
    proven = [a for a in after if a.evidence is Evidence.SHOWN]
    if proven and b.evidence is Evidence.SHOWN:
        return judgment(Result.BREACHED, "a step that had to come before came after", proven)
    maybe = [a for a in happened if not a.on.latest <= b.on.earliest]
    if maybe:
        return judgment(Result.NOT_SHOWN, _why_not_shown(maybe, b, called), maybe)
    return judgment(Result.MET, "nothing recorded came after", happened)


def _why_not_shown(as_: Sequence[Taken], b: Taken, called: Called) -> str:
    reasons = [_why(a, called) for a in as_ if a.evidence is not Evidence.SHOWN]
    if any(a.evidence is Evidence.SHOWN for a in as_):
        reasons.append("the dates do not tell the order")
    if not as_:
        reasons.append("nothing is recorded of the earlier step")
    if b.evidence is not Evidence.SHOWN:
        reasons.append(f"of the later step: {_why(b, called)}")
    return "; ".join(dict.fromkeys(reasons))


def _why(step: Taken, called: Called) -> str:
    who = called(step.stated_by) if step.stated_by else "somebody the record does not name"
    if step.evidence is Evidence.DENIED:
        return f"{called(step.by)}: shown not to have happened"
    if step.evidence is Evidence.OPEN:
        doubt = "was not sure" if step.standing is Standing.UNKNOWN else "disputed it"
        return f"{called(step.by)}: {who} {doubt}"
    what = f"{step.standing} by {who}"
    return f"{called(step.by)}: {what}" if step.happened else f"{called(step.by)}: {what} not to have happened"
