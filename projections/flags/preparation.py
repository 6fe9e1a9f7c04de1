"""What was to prepare a decision, and came only after it."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.vocabulary.projects import Role
from ledger.vocabulary.subjects import name_of
from projections.engine.register import Register, RowAsAt
from projections.flags.flag import Flag, Lapse, date_of, flagged, told
from projections.projects import STEPS, Step, StepKind

DECIDED_FIRST = Lapse(
    "decided before it was considered for scrutiny",
    "what prepares a decision comes before it; what looks back on it is recorded as scrutinised",
    by_dates=True,
)
LAPSES = (DECIDED_FIRST,)


def preparation_check(register: Register) -> Iterator[Flag]:
    """Projects that a body considered for scrutiny certainly after the last decision on them.

    A decision on the day or later is one that it may have prepared. Of two dates that overlap nobody knows the order.
    """
    decided: dict[str, list[RowAsAt[Step]]] = {}
    prepared: list[RowAsAt[Step]] = []
    for answer in told(register, STEPS):
        if answer.row.step is StepKind.CONSIDERATION and answer.row.happened:
            if answer.row.role is Role.DECISION:
                decided.setdefault(answer.stream, []).append(answer)
            elif answer.row.role is Role.SCRUTINY:
                prepared.append(answer)
    for answer in prepared:
        decisions = decided.get(answer.stream, [])
        on = date_of(answer.row)
        if decisions and all(date_of(each.row).is_before(on) for each in decisions):
            last = max(decisions, key=lambda each: (date_of(each.row).order, each.row.by or ""))
            by = f"'{name_of(answer.row.by)}'" if answer.row.by else "somebody"
            says = f"considered by {by} {on.on}, and decided {date_of(last.row).on}"
            yield flagged(DECIDED_FIRST, answer, says, last.row)


CHECKS = (preparation_check,)
