"""Dates with unspecified digits, `2018-1X` or `201X-06-XX`: the first and the last day of the calendar that fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Final

MASKED: Final = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX|\dXXX)(?:-(?P<month>[01X][\dX])(?:-(?P<day>[0-3X][\dX]))?)?", re.ASCII
)
"""A year of which the last digits may be unspecified, and a month and a day of which any may be."""


def first_and_last(year: str, month: str | None, day: str | None) -> tuple[date, date] | None:
    """The first and the last day that fit the digits; none if no day does."""
    years, months, days = _fitting(year, 1, 9999), _fitting(month or "XX", 1, 12), _fitting(day or "XX", 1, 31)
    first = next(_days(years, months, days), None)
    last = next(_days(years[::-1], months[::-1], days[::-1]), None)
    return (first, last) if first and last else None


def _days(years: Iterable[int], months: Iterable[int], days: Iterable[int]) -> Iterator[date]:
    for year in years:
        for month in months:
            for day in days:
                try:
                    yield date(year, month, day)
                except ValueError:
                    continue


@lru_cache(maxsize=1024)
def _fitting(digits: str, least: int, most: int) -> tuple[int, ...]:
    fits = re.compile(digits.replace("X", r"\d"))
    width = len(digits)
    return tuple(number for number in range(least, most + 1) if fits.fullmatch(f"{number:0{width}}"))
