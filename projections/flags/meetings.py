"""Minutes that were signed late or by somebody who was away; meetings that were cancelled and held, or told twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from ledger.vocabulary.meetings import Presence
from ledger.vocabulary.provenance import IN_BEING
from ledger.vocabulary.subjects import name_of, slug
from projections.decisions.resolutions import RESOLUTIONS
from projections.engine.register import Register, RowAsAt
from projections.flags.flag import Flag, Lapse, begun_by, contradiction, date_of, flagged, in_turn, told
from projections.meeting_stages import CANCELLED
from projections.meetings import CONFIRMATIONS, MEETINGS, attendance, meeting

SIGNED_AWAY = Lapse("minutes signed by somebody away", "who presides at the meeting signs (LGA 1972 Sch 12 para 41)")
PASSED_OVER = Lapse(
    "minutes not confirmed at the next meeting",
    "the next suitable meeting signs them (LGA 1972 Sch 12 para 41)",
    by_dates=True,
)
CANCELLED_AND_HELD = contradiction(
    "meeting cancelled and held", "a meeting that is cancelled is not held: one of the two is wrong"
)
TOLD_TWICE = contradiction(
    "meeting under two ids",
    "two meetings of one body on one day that no time, number or title tells apart are probably one",
    by_dates=True,
)
DECIDED_INQUORATE = contradiction(
    "resolution of an inquorate meeting", "a meeting without a quorum decides nothing (LGA 1972 Sch 12 paras 6, 45)"
)
LAPSES = (SIGNED_AWAY, PASSED_OVER, CANCELLED_AND_HELD, TOLD_TWICE, DECIDED_INQUORATE)
_AWAY = (Presence.ABSENT, Presence.APOLOGIES)


def check(register: Register) -> Iterator[Flag]:
    """Minutes signed by somebody away, and those that a later meeting passed over.

    Minutes that nobody recorded as confirmed are not flagged: `meeting list` says so of each.
    """
    for answer in told(register, CONFIRMATIONS):
        row = answer.row
        known = answer.event.confirmed_at and answer.event.signed_by
        there = attendance(register, answer.event.confirmed_at, person=answer.event.signed_by) if known else ()
        for away in (found.row for found in there if found.event.presence in _AWAY and not found.event.items):
            who = name_of(answer.event.signed_by or "")
            yield flagged(SIGNED_AWAY, answer, f"'{who}' signed, recorded as {away.event.presence.value} there", away)
        held = meeting(register, answer.stream)
        between = [
            other
            for other in (told(register, MEETINGS, body=held.event.body) if held else ())
            if held and date_of(held.row).is_before(date_of(other.row))
            if other.stream != answer.event.confirmed_at and date_of(other.row).is_before(date_of(row))
        ]
        if between:
            first = between[0]
            says = f"confirmed {date_of(row).on}; the body met {date_of(first.row).on} already"
            yield flagged(PASSED_OVER, answer, says, first.row)


def check_course(register: Register) -> Iterator[Flag]:
    """Meetings that were held though they were cancelled, and pairs that are probably one meeting."""
    held = list(told(register, MEETINGS))
    cancelled = {each.stream: each for each in told(register, CANCELLED)}
    for answer in held:
        if (called_off := cancelled.get(answer.stream)) is not None:
            yield flagged(CANCELLED_AND_HELD, answer, "held, and recorded as cancelled", called_off.row)
    by_day: dict[tuple[str, int], list[RowAsAt[Any]]] = {}
    for each in register.rows(MEETINGS, in_force=False):
        date = date_of(each.row)
        if date.is_exact and begun_by(register, date):
            by_day.setdefault((each.event.body, date.earliest), []).append(each)
    for meetings in by_day.values():
        for one, other in combinations(in_turn(meetings, lambda each: ""), 2):
            if _may_be_one(one, other):
                says = f"on the same day as '{name_of(one.stream)}', and nothing tells the two apart"
                yield flagged(TOLD_TWICE, other, says, one.row)


def _may_be_one(one: RowAsAt[Any], other: RowAsAt[Any]) -> bool:
    """Whether neither time nor number nor title tells two meetings of one day apart."""
    traits = [
        (
            each.row.since.partition("T")[2][:5],
            each.event.number,
            slug(each.event.title, 99) if each.event.title else "",
        )
        for each in (one, other)
    ]
    return not any(mine and theirs and mine != theirs for mine, theirs in zip(*traits, strict=True))


def check_quorum(register: Register) -> Iterator[Flag]:
    """What a meeting resolved on the day on which too few were there; once it is resumed there may be more."""
    for answer in told(register, RESOLUTIONS):
        held = meeting(register, answer.event.meeting) if answer.event.meeting else None
        if held is None or not held.event.inquorate or held.row.standing not in IN_BEING:
            continue
        on, day = date_of(answer.row), date_of(held.row)
        if on.is_exact and day.is_exact and on.earliest == day.earliest:
            says = f"'{name_of(held.stream)}' is recorded as without a quorum"
            yield flagged(DECIDED_INQUORATE, answer, says, held.row)


CHECKS = (check, check_course, check_quorum)
