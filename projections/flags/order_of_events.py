"""What cannot have been in the order of its dates: minutes before their meeting, acts of bodies not in being."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from ledger.vocabulary.date_times import LONDON
from ledger.vocabulary.dates import Certainty, day_number, exactly
from ledger.vocabulary.provenance import IN_BEING
from ledger.vocabulary.subjects import kind_of, name_of
from projections.bodies import BODIES, ORGANISATIONS
from projections.commitments import COMMITMENTS
from projections.decisions.individual import DECISIONS
from projections.decisions.motions import MOTIONS
from projections.decisions.resolutions import RESOLUTIONS
from projections.engine.engine import Projection
from projections.engine.register import Register, RowAsAt
from projections.flags.flag import Flag, Lapse, contradiction, date_of, flagged, in_turn, is_said, last_day_of, told
from projections.meeting_stages import days_of
from projections.meetings import CONFIRMATIONS, MEETINGS, meeting
from projections.questions import QUESTIONS, REMARKS
from projections.recommendations import RESPONSES

MINUTES_BEFORE: Final = contradiction(
    "minutes confirmed before the meeting", "there is nothing to confirm yet", by_dates=True
)
MINUTES_TWICE: Final = contradiction("minutes confirmed twice", "they are signed once (LGA 1972 Sch 12 para 41)")
NO_BODY: Final = contradiction(
    "act of a body not in being", "a body acts from when it is established until it ends", by_dates=True
)
NO_ORGANISATION: Final = contradiction(
    "act of an organisation not in being", "an organisation acts from its first day to its last", by_dates=True
)
TO_COME: Final = contradiction("meeting yet to be held when it was recorded", "minutes are of what has happened")
OTHER_DAY: Final = contradiction(
    "decided on another day than its meeting",
    "it lies on a day of its meeting; one past midnight says when it ended, one that went on when it resumed",
    by_dates=True,
)
ANSWERED_BEFORE: Final = contradiction(
    "recommendation answered before it was made", "a response comes after what it responds to", by_dates=True
)
ACTS_BY: Final[tuple[tuple[str, Projection[Any]], ...]] = (
    ("decided", DECISIONS),
    ("remarked", REMARKS),
    ("asked", QUESTIONS),
    ("undertook something", COMMITMENTS),
)
"""What a body may do by itself, outside its own meetings too; each says by whom."""
_UNITS: Final[dict[str, tuple[Projection[Any], Lapse]]] = {
    "body": (BODIES, NO_BODY),
    "organisation": (ORGANISATIONS, NO_ORGANISATION),
}
LAPSES = (OTHER_DAY, MINUTES_BEFORE, MINUTES_TWICE, NO_BODY, NO_ORGANISATION, TO_COME, ANSWERED_BEFORE)


def responses_check(register: Register) -> Iterator[Flag]:
    """Responses to what had certainly not been resolved by then."""
    for answer in told(register, RESPONSES):
        passed = register.only(RESOLUTIONS, stream=answer.stream)
        if passed is not None and is_said(passed.row) and date_of(answer.row).is_before(date_of(passed.row)):
            says = f"answered {date_of(answer.row).on}, recommended {date_of(passed.row).on}"
            yield flagged(ANSWERED_BEFORE, answer, says, passed.row)


def confirmations_check(register: Register) -> Iterator[Flag]:
    """Minutes that were confirmed before their meeting, at an earlier one, or once more."""
    first: dict[str, RowAsAt[Any]] = {}
    for answer in in_turn(told(register, CONFIRMATIONS), lambda each: str(each.event)):
        at, held = date_of(answer.row), _met(register, answer.stream)
        where = _met(register, answer.event.confirmed_at) if answer.event.confirmed_at else None
        if held is not None and at.is_before(date_of(held.row)):
            says = f"confirmed {at.on}, and the meeting was {date_of(held.row).on}"
            yield flagged(MINUTES_BEFORE, answer, says, held.row)
        elif held is not None and where is not None and date_of(where.row).is_before(date_of(held.row)):
            says = f"confirmed at '{name_of(where.stream)}', and the meeting was {date_of(held.row).on}"
            yield flagged(MINUTES_BEFORE, answer, says, held.row, where.row)
        before = first.setdefault(answer.stream, answer)
        if before is not answer:
            says = f"confirmed {at.on}, and {date_of(before.row).on} already"
            yield flagged(MINUTES_TWICE, answer, says, before.row)


def _met(register: Register, name: str) -> RowAsAt[Any] | None:
    """A meeting that is said to have been held."""
    held = meeting(register, name)
    return held if held is not None and is_said(held.row) else None


def bodies_check(register: Register) -> Iterator[Flag]:
    """What a body or an organisation did that certainly was not there yet, or no longer."""
    units: dict[str, RowAsAt[Any] | None] = {}
    acts: list[tuple[str, str, RowAsAt[Any]]] = [("met", each.event.body, each) for each in told(register, MEETINGS)]
    acts += [("resolved", each.event.body, each) for each in told(register, RESOLUTIONS) if not each.event.meeting]
    acts += [(did, each.event.by, each) for did, acted in ACTS_BY for each in told(register, acted)]
    for did, name, answer in acts:
        kind = kind_of(name) if name else ""
        if kind not in _UNITS:
            continue
        projection, lapse = _UNITS[kind]
        if name not in units:
            units[name] = register.only(projection, stream=name)
        unit, at = units[name], date_of(answer.row)
        if unit is not None:
            ended = last_day_of(unit.row)
            if is_said(unit.row) and at.is_before(date_of(unit.row)):
                says = f"'{name_of(name)}' {did} {at.on}, and began {date_of(unit.row).on}"
                yield flagged(lapse, answer, says, unit.row)
            elif ended is not None and ended.is_before(at):
                yield flagged(lapse, answer, f"'{name_of(name)}' {did} {at.on}, and ended {ended.on}", unit.row)


def days_check(register: Register) -> Iterator[Flag]:
    """What meetings decided on none of their days."""
    meetings: dict[str, RowAsAt[Any] | None] = {}
    decided: tuple[RowAsAt[Any], ...] = (
        *told(register, RESOLUTIONS),
        *told(register, DECISIONS),
        *told(register, MOTIONS),
    )
    for answer in decided:
        name = answer.event.meeting
        if not name:
            continue
        held = meetings[name] if name in meetings else meetings.setdefault(name, _met(register, name))
        if held is None or getattr(answer.event, "by", held.event.body) != held.event.body:
            continue
        at, days = date_of(answer.row), days_of(register, held)
        if all(at.is_before(day) or day.is_before(at) for day in days):
            says = f"decided {at.on}, and the meeting was {' and '.join(dict.fromkeys(day.on for day in days))}"
            yield flagged(OTHER_DAY, answer, says, held.row)


def future_check(register: Register) -> Iterator[Flag]:
    """Meetings that are said to have been held on a day that had not come when the ledger was last told anything."""
    last = next(register.log.rows(after=register.known_at - 1, upto=register.known_at, limit=1), None)
    if last is None:
        return
    told_on = datetime.fromtimestamp(last.recorded_at / 1_000_000, UTC).astimezone(LONDON).date()
    day = day_number(told_on)
    if register.as_at is not None and register.as_at < day:
        return
    for answer in register.rows(MEETINGS, in_force=False):
        if answer.row.standing in IN_BEING and answer.row.from_earliest > day:
            sure = answer if answer.is_certain else _certain(answer)
            yield flagged(TO_COME, sure, f"held {date_of(answer.row).on}, and recorded by {told_on}", on=exactly(day))


def _certain(answer: RowAsAt[Any]) -> RowAsAt[Any]:
    """The same, whatever day is asked about: by any day on which it was known it is to come."""

    return answer.with_certainty(Certainty.YES)


CHECKS = (responses_check, confirmations_check, bodies_check, days_check, future_check)
