"""Of which decisions was notice given beforehand, when, by whom, and was that long enough?

A key decision needs notice of 28 clear days (SI 2012/2089 reg 9), of five under general exception (reg 10),
and the agreement of the scrutiny chair under special urgency (reg 11). Clear days leave out the day of the
notice and the day of the decision.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from ledger.vocabulary.dates import NO_END, NO_START
from ledger.vocabulary.decisions import DecisionNoticed, Urgency
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point, Row

CLEAR_DAYS: Final = MappingProxyType({Urgency.NONE: 28, Urgency.GENERAL_EXCEPTION: 5})
"""How many clear days of notice a key decision needs, by how it came (regs 9, 10); reg 11 asks for none."""


class Given(StrEnum):
    """Whether notice was given in time."""

    IN_TIME = "in time"
    SHORT = "too short"
    NOT_SHOWN = "not shown to be in time"
    NONE = "none recorded"


NOTICES = points("notices", DecisionNoticed, finds=("by",))


def notices(
    register: Register, project: str | None = None, *, by: str | None = None
) -> list[RowAsAt[Point[DecisionNoticed]]]:
    """The notices published by the register's date; each answer's stream is the project."""
    return register.rows(NOTICES, stream=project, by=by)


def clear_days(notice: Row, decision: Row) -> tuple[int | None, int | None]:
    """The fewest and the most clear days between a notice and a decision; None where the dates set no bound."""
    fewest = _between(notice.from_latest, decision.from_earliest)
    most = _between(notice.from_earliest, decision.from_latest)
    return fewest, most


def given_in_time(notices: Iterable[RowAsAt[Point[DecisionNoticed]]], decision: Row, urgency: Urgency) -> Given | None:
    """Whether one of the notices of a key decision was given as early as the law wants; None: it wants none."""
    wanted = CLEAR_DAYS.get(urgency)
    if wanted is None:
        return None
    found = {_judged(clear_days(notice.row, decision), wanted) for notice in notices if notice.is_certain}
    return next((each for each in (Given.IN_TIME, Given.NOT_SHOWN, Given.SHORT) if each in found), Given.NONE)


def _judged(days: tuple[int | None, int | None], wanted: int) -> Given:
    fewest, most = days
    if fewest is not None and fewest >= wanted:
        return Given.IN_TIME
    if most is not None and most < wanted:
        return Given.SHORT
    return Given.NOT_SHOWN


def _between(first: int, last: int) -> int | None:
    if first in (NO_START, NO_END) or last in (NO_START, NO_END):
        return None
    return last - first - 1
