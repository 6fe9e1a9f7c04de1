"""Which limbs had to be answered, by whom and by when, and what the response was?

By when is as the record says. Where it says nothing, an executive has two months to answer a scrutiny committee (LGA
2000 s9FE) from the day on which it received the recommendation. That day is seldom recorded: what is late by the law
alone is only possibly so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final

import msgspec

from ledger.vocabulary.dates import NO_END, NO_START, Certainty, When, when
from ledger.vocabulary.recommendations import RecommendationAnswered, Response
from ledger.vocabulary.resolutions import Verb
from ledger.vocabulary.subjects import kind_of
from projections.bodies import body
from projections.decisions.listing import Decided, decided
from projections.engine.register import Gathering, Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point

RESPONSES = points("recommendation_responses", RecommendationAnswered, finds=("by", "meeting"))
EXECUTIVE: Final = "executive"
SCRUTINY: Final = "scrutiny"
"""Of what kinds of bodies the one has two months to answer the other."""
_MANY: Final = 50
"""From here on it is quicker to read all responses than to look them up one by one."""
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
    def certainty(self) -> str:
        """Whether it was recommended: yes, or possibly."""
        return self.decided.certainty

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
    found = decided(register, body=body, project=project, verb=(Verb.RECOMMENDED, Verb.REQUESTED))
    limbs = [each for each in found if _has_to_be_answered(each, to)]
    told = Gathering(register, RESPONSES, in_one_go=len(limbs) > _MANY)
    return [_with_responses(register, each, told.of(each.whole.stream)) for each in limbs]


def _has_to_be_answered(each: Decided, to: str | None) -> bool:
    """Whether a limb recommends, or asks somebody whom it names; `to` is who has to answer it."""
    if each.limb is None or (to is not None and each.limb.to != to):
        return False
    return each.verb is Verb.RECOMMENDED or (each.verb is Verb.REQUESTED and each.limb.to is not None)


def responses(register: Register, resolution: str) -> list[Given]:
    """The responses to the limbs of one resolution."""
    return register.rows(RESPONSES, stream=resolution)


def _with_responses(register: Register, each: Decided, told: Iterable[Given]) -> Recommended:
    own = tuple(response for response in told if response.event.limb in ("", each.number))
    due, by_law = _due(register, each)
    return Recommended(decided=each, responses=own, due=due, by_law=by_law, state=_state(register, own, due, by_law))


def _due(register: Register, each: Decided) -> tuple[When | None, bool]:
    assert each.limb is not None
    if each.limb.due:
        return when(each.limb.due), False
    row = each.whole.row
    known = row.from_earliest > NO_START and row.from_latest < NO_END
    by_law = each.verb is Verb.RECOMMENDED and EXECUTIVE in _kind(register, each.limb.to)
    if not (known and by_law and SCRUTINY in _kind(register, each.by)):
        return None, False
    first, last = (_months_later(day) for day in (row.from_earliest, row.from_latest))
    text = first.isoformat() if first == last else f"[{first.isoformat()}..{last.isoformat()}]"
    return when(text), True


def _kind(register: Register, subject: str | None) -> str:
    """The kind of a body; empty where it is none, or of no kind that is told."""
    found = body(register, subject) if subject and kind_of(subject) == "body" else None
    return found.event.kind.lower() if found else ""


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
