"""Call-ins that came too late, or that those who decided had a hand in."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.vocabulary.dates import when
from ledger.vocabulary.subjects import name_of
from projections.decisions.call_ins import CALL_INS, DETERMINATIONS
from projections.decisions.individual import Decision
from projections.decisions.listing import Whole, of
from projections.engine.register import Register
from projections.flags.flag import Flag, Lapse, date_of, flagged, told

TOO_LATE = Lapse("called in after it took effect", "what has been carried out cannot be held up (LGA 2000 s9F)")
BY_DECIDER = Lapse("called in by the decider", "scrutiny is of what others decide (LGA 2000 s9F)")
OWN_JUDGE = Lapse("call-in determined by the decider", "who decided should not be the one to determine it")
LAPSES = (TOO_LATE, BY_DECIDER, OWN_JUDGE)


def check(register: Register) -> Iterator[Flag]:
    """Call-ins after the event, and by or before those who decided."""
    for answer in told(register, CALL_INS):
        whole = of(register, answer.stream)
        if whole is None:
            continue
        from_when = whole.event.effective_from if isinstance(whole.row, Decision) else ""
        if from_when and when(from_when).is_before(date_of(answer.row)):
            says = f"called in {date_of(answer.row).on}, in effect from {when(from_when)}"
            yield flagged(TOO_LATE, answer, says, whole.row)
        if _decider(whole) in answer.event.by:
            yield flagged(BY_DECIDER, answer, f"'{name_of(_decider(whole))}' decided it and called it in", whole.row)
    for outcome in told(register, DETERMINATIONS):
        whole = of(register, outcome.stream)
        if whole is not None and _decider(whole) == outcome.event.by:
            says = f"'{name_of(outcome.event.by)}' decided it, and determined the call-in"
            yield flagged(OWN_JUDGE, outcome, says, whole.row)


def _decider(whole: Whole) -> str:
    return whole.event.by if isinstance(whole.row, Decision) else whole.event.body


CHECKS = (check,)
