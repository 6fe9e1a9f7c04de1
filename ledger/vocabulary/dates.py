"""Imprecise dates: EDTF text (ISO 8601-2:2019) and the earliest and latest day that it allows.

Days are counted as in `datetime.date.toordinal`: 1 is 0001-01-01, 735137 is 2013-09-26. An open side has no
day: `NO_START` lies before every day and `NO_END` after every day, so that plain comparisons stay right.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Final, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from msgspec import Meta

from ledger.refusals import BadDate
from ledger.vocabulary.date_wording import in_words, on_a_date

NO_START: Final = 0
NO_END: Final = 9_999_999

LONDON: Final = ZoneInfo("Europe/London")
"""The zone in which a moment becomes a day."""

LONGEST_DATE: Final = 100
"""In characters; EDTF can be long, but what a clerk or a reader writes is not."""

DateText: TypeAlias = Annotated[str, Meta(description="Date in EDTF", extra={"date": "EDTF"})]
"""A field that holds a date as text; the meeting file's reader checks it and editors complete it."""

_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_SEASON = re.compile(r"(\d{4})-(2[1-4])")
_INTERVAL = re.compile(r"(?P<set>\[)?(?P<start>[^\[\]/,]*?)(?:\.\.|/)(?P<end>[^\[\]/,]*?)(?(set)\])")
_SEASON_STARTS = {"21": 3, "22": 6, "23": 9, "24": 12}  # meteorological; a winter is named after its December


class When(NamedTuple):
    """A date as its source allows it: `text` is EDTF; the event lies on one day from `earliest` to `latest`."""

    text: str
    earliest: int
    latest: int

    @property
    def is_exact(self) -> bool:
        """Whether one single day is possible."""
        return self.earliest == self.latest

    @property
    def is_unknown(self) -> bool:
        """Whether nothing at all is known of the date."""
        return self.earliest == NO_START and self.latest == NO_END

    def is_before(self, other: When) -> bool:
        """Whether it certainly lies before another date."""
        return self.latest < other.earliest

    @property
    def on(self) -> str:
        """The date within a sentence: `on 2018-06-05`, `by 2019-01`, `some day 2016-12 to 2019-01`."""
        return on_a_date(self.text)

    def __str__(self) -> str:
        """The date in words; `text` is the EDTF that programs read."""
        return in_words(self.text)


class Certainty(StrEnum):
    """Three-valued truth about a day: an imprecise date makes some days only possible."""

    YES = "yes"
    POSSIBLY = "possibly"
    NO = "no"


def in_force(start: When, end: When | None, day: int) -> Certainty:
    """Whether a thing in force from `start` until `end` (its last day) is so on `day`."""
    return in_force_between(
        start.earliest, start.latest, end.earliest if end else NO_END, end.latest if end else NO_END, day
    )


def in_force_between(from_earliest: int, from_latest: int, to_earliest: int, to_latest: int, day: int) -> Certainty:
    """`in_force` for the four bounds as day numbers, as projections keep them."""
    if day < from_earliest or to_latest < day:
        return Certainty.NO
    if from_latest <= day <= to_earliest:
        return Certainty.YES
    return Certainty.POSSIBLY


def day_number(day: date) -> int:
    """A day as a number, 1 for 0001-01-01: what days are compared by, here and in SQL."""
    return day.toordinal()


def day_text(number: int) -> str:
    """A day number as YYYY-MM-DD, or `..` for an open side."""
    return ".." if number in (NO_START, NO_END) else date.fromordinal(number).isoformat()


@lru_cache(maxsize=65_536)
def when(text: str) -> When:
    """Read EDTF text.

    Beyond single dates, an interval or a set means some day between its bounds, and an empty or `..`
    bound is open. Dates marked `~`, `?` or `%` are widened by the `edtf` package's default (one unit of
    each given part either way).

    Raises:
        BadDate: not EDTF, a day that does not exist, or a bound that lies before its start.
    """
    earliest, latest = _bounds(text)
    if latest < earliest:
        raise BadDate(text, "its end lies before its start")
    return When(text, earliest, latest)


def when_written(text: str) -> When:
    """Read EDTF text that somebody has just written; one that fills a page is not even tried.

    Raises:
        BadDate: it is too long, or `when` cannot read it.
    """
    if len(text) > LONGEST_DATE:
        raise BadDate(f"{text[:20]}...", "it is too long")
    return when(text)


UNKNOWN: Final = When("XXXX", NO_START, NO_END)


def exactly(number: int) -> When:
    """The imprecise date that is one known day."""
    return When(day_text(number), number, number)


def _bounds(text: str) -> tuple[int, int]:
    if plain := _PLAIN.fullmatch(text):
        return _plain(text, *plain.groups())
    if text in ("XXXX", "XXXX-XX", "XXXX-XX-XX", "[..]", "../..", ".."):
        return NO_START, NO_END
    if season := _SEASON.fullmatch(text):
        return _season(text, int(season[1]), _SEASON_STARTS[season[2]])
    if interval := _INTERVAL.fullmatch(text):
        return _interval(text, interval["start"], interval["end"])
    return _by_grammar(text)


def _interval(text: str, start: str, end: str) -> tuple[int, int]:
    try:
        return (_bounds(start)[0] if start else NO_START), (_bounds(end)[1] if end else NO_END)
    except BadDate as part:
        raise BadDate(text, f"{part.why} ('{part.text}')") from part


def _plain(text: str, year: str, month: str | None, day: str | None) -> tuple[int, int]:
    y, m = int(year), int(month or 0)
    if month and day and m > 12:
        raise BadDate(text, f"there is no month {month}")
    if month and not day and m > 12:
        return _season(text, y, _SEASON_STARTS[month]) if month in _SEASON_STARTS else _by_grammar(text)
    try:
        if not month:
            return date(y, 1, 1).toordinal(), date(y, 12, 31).toordinal()
        if not day:
            return date(y, m, 1).toordinal(), date(y, m, monthrange(y, m)[1]).toordinal()
        number = date(y, m, int(day)).toordinal()
    except ValueError as impossible:
        raise BadDate(text, "there is no such day in the calendar") from impossible
    return number, number


def _season(text: str, year: int, first_month: int) -> tuple[int, int]:
    last_year, last_month = (year + 1, 2) if first_month == 12 else (year, first_month + 2)
    try:
        start = date(year, first_month, 1)
        end = date(last_year, last_month, monthrange(last_year, last_month)[1])
    except ValueError as impossible:
        raise BadDate(text, "the year is out of range") from impossible
    return start.toordinal(), end.toordinal()


def _by_grammar(text: str) -> tuple[int, int]:
    """Whatever else EDTF allows, by the `edtf` package (which takes about 20 ms to import)."""
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(text)
        return _number(parsed.lower_fuzzy, text), _number(parsed.upper_fuzzy, text)
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError) as unreadable:
        raise BadDate(text) from unreadable


def _number(bound: Callable[[], object], text: str) -> int:
    found = bound()
    if isinstance(found, float):  # the package's way to say that a side is open
        return NO_START if found < 0 else NO_END
    assert isinstance(found, tuple)  # a time.struct_time
    year, month, day = found[:3]
    if not 1 <= year <= 9999:
        raise BadDate(text, "only the years 0001 to 9999 can be kept")
    return date(year, month, day).toordinal()
