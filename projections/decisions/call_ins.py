"""Which decisions were called in, by whom, what became of it, and may a decision be acted on?

A decision that was called in is made, and not yet to be acted on until the call-in is determined (LGA 2000 s9F).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

import msgspec

from ledger.vocabulary.dates import NO_END, Certainty, in_force, when
from ledger.vocabulary.decisions import CallInDetermined, CallInOutcome, DecisionCalledIn
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point


class Force(StrEnum):
    """Whether what was decided may be acted on, as far as the record says."""

    NOT_RECORDED = "from when is not recorded"
    NOT_YET = "not yet in effect"
    IN_EFFECT = "in effect"
    CALLED_IN = "made, not yet to be acted on"
    SENT_BACK = "not to be acted on: sent back upon call-in"
    AMENDED = "amended upon call-in"
    WITHDRAWN = "withdrawn upon call-in"


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """The legal form of a decision on a day: what it is, how certain that is, and the call-in behind it."""

    force: Force
    certainty: Certainty
    call_in: RowAsAt[Point[DecisionCalledIn]] | None = None
    determination: RowAsAt[Point[CallInDetermined]] | None = None

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries of the call-in and of what became of it."""
        found = (answer.row.entries for answer in (self.call_in, self.determination) if answer)
        return tuple(position for entries in found for position in entries)


_AFTER: Final = {
    CallInOutcome.AMENDED: Force.AMENDED,
    CallInOutcome.WITHDRAWN: Force.WITHDRAWN,
    CallInOutcome.REFERRED_BACK: Force.SENT_BACK,
    CallInOutcome.REFERRED_TO_COUNCIL: Force.SENT_BACK,
}

CALL_INS = points("call_ins", DecisionCalledIn, finds=("by", "to"))
DETERMINATIONS = points("determinations", CallInDetermined, finds=("by",))


def call_ins(
    register: Register, decision: str | None = None, *, by: str | None = None
) -> list[RowAsAt[Point[DecisionCalledIn]]]:
    """What was called in by the register's date; each answer's stream is the decision or the resolution."""
    return register.rows(CALL_INS, stream=decision, by=by)


def determinations(register: Register, decision: str | None = None) -> list[RowAsAt[Point[CallInDetermined]]]:
    """What became of call-ins by the register's date."""
    return register.rows(DETERMINATIONS, stream=decision)


def effect(register: Register, decision: str, effective_from: str = "") -> Effect:
    """The legal form of a decision on the register's day; `effective_from` is what its record says."""
    called, outcomes = call_ins(register, decision), determinations(register, decision)
    return effect_of(called, outcomes, effective_from, register.as_at)


def effect_of(
    called: Sequence[RowAsAt[Point[DecisionCalledIn]]],
    outcomes: Sequence[RowAsAt[Point[CallInDetermined]]],
    effective_from: str,
    day: int | None,
) -> Effect:
    """The legal form of a decision on a day, whose call-ins and their outcomes by then are these."""
    outcome = outcomes[-1] if outcomes else None
    call_in = called[-1] if called else None
    if outcome is not None and outcome.is_certain:
        force, certainty = _after(outcome.event.outcome, effective_from, day)
    elif call_in is not None:
        doubted = outcome is not None or not call_in.is_certain
        force, certainty = Force.CALLED_IN, Certainty.POSSIBLY if doubted else Certainty.YES
    else:
        force, certainty = _by_itself(effective_from, day)
    return Effect(force=force, certainty=certainty, call_in=call_in, determination=outcome)


def _after(outcome: CallInOutcome, effective_from: str, day: int | None) -> tuple[Force, Certainty]:
    if outcome is CallInOutcome.CONFIRMED:
        return _by_itself(effective_from, day)
    return _AFTER[outcome], Certainty.YES


def _by_itself(effective_from: str, day: int | None) -> tuple[Force, Certainty]:
    """What the day of effect says, where no call-in stands in between."""
    if not effective_from:
        return Force.NOT_RECORDED, Certainty.YES
    found = in_force(when(effective_from), None, NO_END - 1 if day is None else day)
    if found is Certainty.NO:
        return Force.NOT_YET, Certainty.YES
    return Force.IN_EFFECT, found
