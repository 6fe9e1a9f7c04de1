"""The latest day for which a source bears out what has no end: the day of which it tells, or of a later act.

An open end is a convention, not evidence: that somebody is still a member is shown by the meetings they attended. What
nobody has mentioned for years is only possibly so; after how many, whoever asks says (`since`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from ledger.vocabulary.dates import NO_END, When
from ledger.vocabulary.meetings import AttendanceRecorded, Presence
from ledger.vocabulary.provenance import IN_BEING
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import Point
from projections.meetings import ATTENDANCE, MEETINGS, meetings

_AT_ONCE: Final = 500


def latest(told: When, acts: Iterable[When]) -> When:
    """The latest of the day that is told and those of the acts; what may have been at any time tells of no day."""
    return max((each for each in (told, *acts) if not each.is_unknown), key=_last_day, default=told)


def acts_of_members(register: Register, body: str) -> dict[str, list[When]]:
    """By person: the days of a body's meetings at which they were expected as a member, whether or not they came."""
    held = {each.stream: day_of(each) for each in meetings(register, body=body)}
    acts: dict[str, list[When]] = {}
    for some in batches(tuple(held)):
        for attended in filter(_as_a_member, register.rows(ATTENDANCE, stream=some)):
            acts.setdefault(attended.event.person, []).append(held[attended.stream])
    return acts


def acts_of_person(register: Register, person: str) -> dict[str, list[When]]:
    """By body: the days of its meetings at which somebody was expected as a member."""
    attended = filter(_as_a_member, register.rows(ATTENDANCE, person=person))
    acts: dict[str, list[When]] = {}
    for some in batches(tuple(dict.fromkeys(each.stream for each in attended))):
        for held in register.rows(MEETINGS, stream=some):
            acts.setdefault(held.event.body, []).append(day_of(held))
    return acts


def is_stale(told: When, day: int, years: int) -> bool:
    """Whether what was last told then is older than so many years on a day; what tells of no day always is."""
    return told.is_unknown or _last_day(told) < _years_before(day, years)


def day_of(answer: RowAsAt[Any]) -> When:
    """The day from which a row is in force, which is that of the act where it tells of one."""
    row = answer.row
    return When(row.since, row.from_earliest, row.from_latest)


def batches(streams: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """So many streams at once as a query takes."""
    for start in range(0, len(streams), _AT_ONCE):
        yield tuple(streams[start : start + _AT_ONCE])


def _as_a_member(attended: RowAsAt[Point[AttendanceRecorded]]) -> bool:
    """Whether an attendance bears a membership out: not that of an officer, a guest or a substitute."""
    told = attended.event
    return attended.row.standing in IN_BEING and told.presence is not Presence.IN_ATTENDANCE and not told.substitute_for


def _last_day(told: When) -> int:
    return told.earliest if told.latest == NO_END else told.latest


def _years_before(day: int, years: int) -> int:
    on = date.fromordinal(day)
    if on.year <= years:
        return 0
    return (on.replace(day=28) if (on.month, on.day) == (2, 29) else on).replace(year=on.year - years).toordinal()
