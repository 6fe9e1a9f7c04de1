"""What must the record of an executive or an officer decision hold by law, and what of it is not recorded?

SI 2012/2089 reg 12 is about decisions of the executive at meetings, reg 13 about those of individuals,
SI 2014/2095 reg 7 about those of officers. What is not recorded in this ledger may stand in the record itself:
`not recorded` accuses nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from ledger.vocabulary.appraisals import OptionVerdict
from ledger.vocabulary.dates import When
from ledger.vocabulary.decisions import DecisionKind, DecisionMade
from ledger.vocabulary.subjects import kind_of
from projections.bodies import body
from projections.decisions.declarations import Declared
from projections.decisions.individual import Decision
from projections.decisions.resolutions import Resolution
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import Row
from projections.projects import options

EXECUTIVE: Final = "executive"
"""The kind of body, as the register has it, whose resolutions are executive decisions."""


class Held(StrEnum):
    """Whether the record holds a particular."""

    RECORDED = "recorded"
    ROUGHLY = "recorded roughly"
    NONE = "recorded that there were none"
    NOT_RECORDED = "not recorded"
    NOT_CALLED_FOR = "not called for: no conflict is recorded"


class Particular(NamedTuple):
    """Something that the record of a decision must hold, where the law says so, and whether it does."""

    what: str
    law: str
    held: Held


_EXECUTIVE_MEETING: Final = {
    "date": "SI 2012/2089 reg 12(2)(a)",
    "decision": "SI 2012/2089 reg 12(2)(a)",
    "reasons": "SI 2012/2089 reg 12(2)(b)",
    "alternatives rejected": "SI 2012/2089 reg 12(2)(c)",
    "conflicts of interest": "SI 2012/2089 reg 12(2)(d)",
    "dispensations": "SI 2012/2089 reg 12(2)(e)",
}
_INDIVIDUAL: Final = {
    "date": "SI 2012/2089 reg 13(4)(a)",
    "decision": "SI 2012/2089 reg 13(4)(a)",
    "reasons": "SI 2012/2089 reg 13(4)(b)",
    "alternatives rejected": "SI 2012/2089 reg 13(4)(c)",
    "conflicts of interest": "SI 2012/2089 reg 13(4)(d)",
    "dispensations": "SI 2012/2089 reg 13(4)(e)",
}
_OFFICER: Final = {
    "date": "SI 2014/2095 reg 7(3)(a)",
    "decision": "SI 2014/2095 reg 7(3)(b)",
    "reasons": "SI 2014/2095 reg 7(3)(b)",
    "alternatives rejected": "SI 2014/2095 reg 7(3)(c)",
    "conflicts of interest": "SI 2014/2095 reg 7(3)(d)",
}


def particulars(decision: Decision, declared: Declared | None = None) -> list[Particular]:
    """What the law asks of the record of a decision; `declared` are the entries beside it that bear on it."""
    held = dict(_held(decision, declared or Declared()))
    return [Particular(what, law, held[what]) for what, law in _wanted(decision.event).items()]


def of_resolution(
    register: Register, resolution: RowAsAt[Resolution], declared: Declared | None = None
) -> list[Particular]:
    """What reg 12 asks of the record of what an executive resolved at a meeting; nothing of other bodies.

    A resolution has no place for reasons, so they are not recorded; alternatives are the options that the body
    is recorded to have rejected by then.
    """
    row, passed = resolution.row, resolution.event
    found = body(register, passed.body)
    if found is None or found.event.kind.casefold() != EXECUTIVE:
        return []
    rejected = tuple(
        appraised.option.text
        for project in row.projects
        for appraised in options(register, project, by=passed.body, verdicts=(OptionVerdict.REJECTED,))
        if appraised.appraisal.row.from_earliest <= row.from_latest
    )
    common = {name: getattr(row, name) for name in Row.__struct_fields__}
    made = DecisionMade(text=passed.text, by=passed.body, kind=DecisionKind.EXECUTIVE, alternatives=rejected)
    return particulars(Decision(event=made, **common), declared)


def lacking(decision: Decision, declared: Declared | None = None) -> list[Particular]:
    """Those that are not recorded."""
    return [each for each in particulars(decision, declared) if each.held is Held.NOT_RECORDED]


def _wanted(decision: DecisionMade) -> Mapping[str, str]:
    match decision.kind:
        case DecisionKind.OFFICER:
            return _OFFICER
        case DecisionKind.EXECUTIVE:
            return _EXECUTIVE_MEETING if kind_of(decision.by) == "body" else _INDIVIDUAL
    return {}


def _held(decision: Decision, declared: Declared) -> Iterator[tuple[str, Held]]:
    made = decision.event
    date = When(decision.since, decision.from_earliest, decision.from_latest)
    roughly = Held.NOT_RECORDED if date.is_unknown else Held.ROUGHLY
    yield "date", Held.RECORDED if date.is_exact else roughly
    yield "decision", Held.RECORDED
    yield "reasons", _if(made.reasons)
    none = Held.NONE if made.no_alternatives else Held.NOT_RECORDED
    yield "alternatives rejected", Held.RECORDED if made.alternatives else none
    conflict = bool(made.interests or declared.interests)
    yield "conflicts of interest", _if(conflict)
    dispensed = made.dispensations or declared.dispensations
    yield "dispensations", _if(dispensed) if conflict else Held.NOT_CALLED_FOR


def _if(there: object) -> Held:
    return Held.RECORDED if there else Held.NOT_RECORDED
