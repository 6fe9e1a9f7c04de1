"""Which limbs had to be answered, by whom and by when, and what the response was?

By when is as the record says. Where it says nothing, a council's executive has two months (LGA 2000 s9FE) from the day
on which it received the recommendation. That day is seldom recorded: what is late by the law alone is only possibly so.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

import msgspec

from ledger.vocabulary.dates import NO_END, NO_START, Certainty, When, when
from ledger.vocabulary.recommendations import RecommendationAnswered, Response
from ledger.vocabulary.resolutions import Verb
from projections.bodies import body
from projections.decisions.listing import Decided, decided
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point

RESPONSES = points("recommendation_responses", RecommendationAnswered, finds=("by", "meeting"))
EXECUTIVE: Final = "executive"
"""The kind of body that the law gives two months."""
MONTHS: Final = 2

Given = RowAsAt[Point[RecommendationAnswered]]


class Progress(StrEnum):
    """What has become of a recommendation by a day."""

    ANSWERED = "answered"
    OVERDUE = "overdue"
    POSSIBLY_OVERDUE = "possibly overdue"
    OPEN = "open"
    UNDATED = "open, with no due date"


class Recommended(msgspec.Struct, frozen=True, kw_only=True):
    """A limb that has to be answered, with its responses in the order of the world."""

    decided: Decided
    responses: tuple[Given, ...]
    due: When | None
    by_law: bool
    """Whether it is due by the law alone."""
    state: Progress

    @property
    def last(self) -> Given | None:
        """The last response."""
        return self.responses[-1] if self.responses else None

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries that it rests on, its responses included."""
        told = (self.decided.whole.row.entries, *(each.row.entries for each in self.responses))
        return tuple(sorted({position for entries in told for position in entries}))


def recommendations(
    register: Register, *, body: str | None = None, to: str | None = None, project: str | None = None
) -> list[Recommended]:
    """What was recommended by the register's day, by a body, to somebody, about a project."""
    found = decided(register, body=body, project=project, verb=Verb.RECOMMENDED)
    limbs = (each for each in found if each.limb is not None and (to is None or each.limb.to == to))
    return [_with_responses(register, each) for each in limbs]


def responses(register: Register, resolution: str) -> list[Given]:
    """The responses to the limbs of one resolution."""
    return register.rows(RESPONSES, stream=resolution)


def _with_responses(register: Register, each: Decided) -> Recommended:
    told = responses(register, each.whole.stream)
    own = tuple(response for response in told if response.event.limb in ("", each.number))
    due, by_law = _due(register, each)
    return Recommended(decided=each, responses=own, due=due, by_law=by_law, state=_state(register, own, due, by_law))


def _due(register: Register, each: Decided) -> tuple[When | None, bool]:
    assert each.limb is not None
    if each.limb.due:
        return when(each.limb.due), False
    addressed = body(register, each.limb.to) if each.limb.to and each.limb.to.startswith("body:") else None
    row = each.whole.row
    known = row.from_earliest > NO_START and row.from_latest < NO_END
    if addressed is None or addressed.event.kind != EXECUTIVE or not known:
        return None, False
    first, last = (_months_later(day) for day in (row.from_earliest, row.from_latest))
    text = first.isoformat() if first == last else f"[{first.isoformat()}..{last.isoformat()}]"
    return when(text), True


def _months_later(day: int) -> date:
    """Two months after a day; the last of the month where it has no such day."""
    start = date.fromordinal(day)
    month = start.month - 1 + MONTHS
    year, month = start.year + month // 12, month % 12 + 1
    return next(date(year, month, day) for day in range(start.day, 0, -1) if _is_day(year, month, day))


def _is_day(year: int, month: int, day: int) -> bool:
    following = date(year + month // 12, month % 12 + 1, 1)
    return day <= date.fromordinal(following.toordinal() - 1).day


def _state(register: Register, told: tuple[Given, ...], due: When | None, by_law: bool) -> Progress:
    if any(each.event.response is not Response.NONE and each.certainty is Certainty.YES for each in told):
        return Progress.ANSWERED
    if due is None:
        return Progress.UNDATED
    if register.as_at is None or register.as_at <= due.earliest:
        return Progress.OPEN
    return Progress.POSSIBLY_OVERDUE if by_law or register.as_at <= due.latest else Progress.OVERDUE
