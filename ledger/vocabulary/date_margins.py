"""How far a date that is marked `~` (about), `?` (perhaps) or `%` (both) may be off to either side.

A mark at the end is of the date as a whole, and the finest part that is told is what may be off: padding by a unit of
every part would make "about May 2018" more than two years wide. A mark within a date is of the part it stands at.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final, NamedTuple

MARKS: Final = {"~": 1, "?": 1, "%": 2}
DAYS: Final = 3
"""By how much a day may be off; a month, a season and a year may be off by one, a decade by ten years."""

_PART = r"([~?%%]?)([\dX]{%d})([~?%%]?)"
_MARKED: Final = re.compile(f"{_PART % 4}(?:-{_PART % 2}(?:-{_PART % 2})?)?", re.ASCII)


class Margin(NamedTuple):
    """A date without its marks, and what it may be off by."""

    unmarked: str
    months: int
    days: int

    def earlier(self, day: date) -> date:
        """The earliest day, if one is the earliest without the marks."""
        return _moved(day, -self.months, is_last=False) - timedelta(days=self.days)

    def later(self, day: date) -> date:
        """The latest day, if one is the latest without the marks."""
        return _moved(day, self.months, is_last=True) + timedelta(days=self.days)


def margin_of(text: str) -> Margin | None:
    """The margin of a date with marks; none for what is no single date, or has no mark."""
    if not (found := _MARKED.fullmatch(text)):
        return None
    parts = [found.groups()[at : at + 3] for at in range(0, 9, 3) if found.groups()[at + 1]]
    unmarked = "-".join(digits for _, digits, _ in parts)
    if unmarked == text[:-1]:
        told = [(digits, at) for at, (_, digits, _) in enumerate(parts) if at == 0 or digits != "XX"]
        return Margin(unmarked, *_off(*told[-1], MARKS[text[-1]]))
    marked = [(digits, at, MARKS.get(before or after, 0)) for at, (before, digits, after) in enumerate(parts)]
    months, days = (sum(each) for each in zip(*(_off(*part) for part in marked), strict=True))
    return Margin(unmarked, months, days) if months or days else None


def _off(digits: str, place: int, times: int) -> tuple[int, int]:
    """The months and days that a year, a month or season, or a day may be off."""
    if place == 0:
        return 12 * 10 ** digits.count("X") * times, 0
    if place == 1:
        return (3 if digits > "13" and digits != "XX" and "X" not in digits else 1) * times, 0
    return 0, DAYS * times


def _moved(day: date, months: int, *, is_last: bool) -> date:
    """The day so many months on; the last day of a month stays the last, where it is one for being the last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(year)
    longest, ends = monthrange(year, month + 1)[1], is_last and day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, longest if ends else min(day.day, longest))
