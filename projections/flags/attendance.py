"""Attendance that contradicts itself: somebody there and not there, and substitutes for whom there was no place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ledger.vocabulary.dates import UNKNOWN, Certainty
from ledger.vocabulary.meetings import Presence
from ledger.vocabulary.subjects import name_of
from projections.engine.register import Register, RowAsAt
from projections.flags.flag import Flag, contradiction, date_of, flagged, told
from projections.meeting_stages import days_of
from projections.meetings import ATTENDANCE, attendance, meeting

BOTH: Final = contradiction("present and absent", "nobody is both at one meeting, but by item, or on two of its days")
TAKEN_PLACE: Final = contradiction("substitute for somebody who was there", "who is there has no substitute")
AWAY: Final = contradiction("substitute who was not there", "a substitute attends in the place of another")
PRESIDED_AWAY: Final = contradiction("presided though absent", "who presides is there (LGA 1972 Sch 12 para 5)")
TWICE: Final = contradiction("attendance told twice", "one of the two may be recorded by mistake")
LAPSES = (TWICE, BOTH, TAKEN_PLACE, AWAY, PRESIDED_AWAY)
_THERE = (Presence.PRESENT, Presence.IN_ATTENDANCE)


def check(register: Register) -> Iterator[Flag]:
    """What of a meeting's attendance cannot all be so."""
    first: dict[object, RowAsAt[Any]] = {}
    for answer in told(register, ATTENDANCE):
        event, who = answer.event, name_of(answer.event.person)
        there = attendance(register, answer.stream)
        for other in (each for each in there if each.event.person == event.person and not event.items):
            also = other.event
            is_away = not also.items and _there(event.presence) and not _there(also.presence)
            if is_away and (sure := _at_once(register, answer, other)):
                says = f"'{who}' is recorded as {event.presence.value}, and as {also.presence.value}"
                yield flagged(BOTH, answer.with_certainty(sure), says, other.row)
        before = first.setdefault((answer.stream, event.person, event.presence, event.items), answer)
        if before is not answer and _at_once(register, answer, before) is Certainty.YES:
            yield flagged(TWICE, answer, f"'{who}' is recorded as {event.presence.value} twice", before.row)
        if event.presiding and not _there(event.presence):
            yield flagged(PRESIDED_AWAY, answer, f"'{who}' presided, recorded as {event.presence.value}")
        if not event.substitute_for:
            continue
        absent = name_of(event.substitute_for)
        if not _there(event.presence):
            yield flagged(AWAY, answer, f"'{who}', for '{absent}', is recorded as {event.presence.value}")
        for other in (each for each in there if each.event.person == event.substitute_for):
            if other.event.presence is Presence.PRESENT and not (other.event.items or event.items):
                says = f"'{who}' for '{absent}', who is recorded as present"
                yield flagged(TAKEN_PLACE, answer, says, other.row)


def _at_once(register: Register, one: RowAsAt[Any], other: RowAsAt[Any]) -> Certainty | None:
    """Whether both are about one day: of a meeting that sat on several, somebody may have attended on one of them."""
    first, second = date_of(one.row), date_of(other.row)
    held = meeting(register, one.stream) if (first.earliest, first.latest) != (second.earliest, second.latest) else None
    if held is None or UNKNOWN in (first, second):
        return Certainty.YES
    sat = days_of(register, held)
    if len(sat) == 1 and sat[0].is_exact:
        return Certainty.YES
    return None if first.is_before(second) or second.is_before(first) else Certainty.POSSIBLY


def _there(presence: Presence) -> bool:
    return presence in _THERE


CHECKS = (check,)
