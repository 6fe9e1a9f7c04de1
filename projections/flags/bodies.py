"""Members of bodies that were not there, bodies that go on while others have taken over, and answering in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ledger.vocabulary.subjects import name_of
from projections.accountability.declared import ACCOUNTABILITIES, Accountability
from projections.accountability.lineage import SUCCESSIONS
from projections.bodies import BODIES, ORGANISATIONS
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import Row
from projections.flags.flag import Flag, Lapse, contradiction, date_of, flagged, is_said, last_day_of, told
from projections.memberships import MEMBERSHIPS, TENURES, both

NOT_THERE = contradiction(
    "member of a body not in being", "nobody sits on a body before it is established or once it is gone", by_dates=True
)
CIRCLE = Lapse("two that answer to one another", "who answers to whom should not go round in a circle")
TOLD_TWICE = Lapse("one accountability under two ids", "one of the two may be recorded by mistake")
BOTH_AT_ONCE = Lapse(
    "two bodies with one function on one day",
    "who takes over begins on the day after the last one of who went before",
    by_dates=True,
)
LAPSES = (NOT_THERE, CIRCLE, TOLD_TWICE, BOTH_AT_ONCE)


def members_check(register: Register) -> Iterator[Flag]:
    """Memberships and offices that certainly began before the body did, or after it had ended."""
    bodies = {answer.stream: answer.row for answer in register.rows(BODIES, in_force=False)}
    joined = [(each, name_of(each.event.member), "joined") for each in told(register, MEMBERSHIPS)]
    given = [(each, name_of(each.event.holder), f"became {each.event.office}") for each in told(register, TENURES)]
    places: list[tuple[RowAsAt[Any], str, str]] = [*joined, *given]
    for answer, who, did in places:
        body, on = bodies.get(answer.stream), date_of(answer.row)
        if body is None:
            continue
        ended = last_day_of(body)
        if is_said(body) and on.is_before(date_of(body)):
            yield flagged(NOT_THERE, answer, f"'{who}' {did} {on.on}, and the body began {date_of(body).on}", body)
        elif ended is not None and ended.is_before(on):
            yield flagged(NOT_THERE, answer, f"'{who}' {did} {on.on}, and the body ended {ended.on}", body)


def successions_check(register: Register) -> Iterator[Flag]:
    """Successions on the last day of who went before: one that went on for longer may have kept another function."""
    units: dict[str, Row] = {each.stream: each.row for each in register.rows(BODIES, in_force=False)}
    units |= {each.stream: each.row for each in register.rows(ORGANISATIONS, in_force=False)}
    for answer in told(register, SUCCESSIONS):
        before, after, on = answer.row.predecessor, answer.row.successor, date_of(answer.row)
        last = last_day_of(units[before]) if before in units and before != after else None
        if last and last.is_exact and on.is_exact and last.earliest == on.earliest:
            says = f"'{name_of(after)}' took over {on.on}, which is the last day of '{name_of(before)}'"
            yield flagged(BOTH_AT_ONCE, answer, says, units[before])


def answering_check(register: Register) -> Iterator[Flag]:
    """Two that answer to one another in the same way, and the same told twice."""
    seen: dict[tuple[str, str, str], RowAsAt[Accountability]] = {}
    for answer in told(register, ACCOUNTABILITIES):
        bond = answer.event
        back = seen.get((bond.to, bond.kind.value, bond.who))
        if back is not None and _certainly_meet(answer, back):
            says = f"'{name_of(bond.who)}' and '{name_of(bond.to)}': {bond.kind.value}, both ways"
            yield _flagged_together(CIRCLE, answer, says, back)
        first = seen.setdefault((bond.who, bond.kind.value, bond.to), answer)
        again = first is not answer and first.event.in_respect_of == bond.in_respect_of
        if again and _certainly_meet(answer, first):
            says = f"'{name_of(bond.who)}' to '{name_of(bond.to)}' is told already"
            yield _flagged_together(TOLD_TWICE, answer, says, first)


def _certainly_meet(one: RowAsAt[Any], other: RowAsAt[Any]) -> bool:
    """Whether there certainly is a day on which both are in force."""
    first, second = one.row, other.row
    return bool(max(first.from_latest, second.from_latest) <= min(first.to_earliest, second.to_earliest))


def _flagged_together(lapse: Lapse, answer: RowAsAt[Any], says: str, other: RowAsAt[Any]) -> Flag:
    """A flag on two that are in force at once: not certain before both have certainly begun."""
    return flagged(lapse, answer.with_certainty(both(answer, other)), says, other.row)


CHECKS = (members_check, successions_check, answering_check)
