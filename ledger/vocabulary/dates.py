"""Imprecise dates: EDTF text (ISO 8601-2:2019) and the earliest and latest day that it allows.

Days are counted as in `datetime.date.toordinal`: 1 is 0001-01-01, 735137 is 2013-09-26. An open side has no
day: `NO_START` lies before every day and `NO_END` after every day, so that plain comparisons stay right.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Final, NamedTuple, TypeAlias
from unicodedata import decimal

from msgspec import Meta

from ledger.refusals import BadDate
from ledger.vocabulary.date_forms import NO_END as NO_END
from ledger.vocabulary.date_forms import NO_START as NO_START
from ledger.vocabulary.date_forms import bounds
from ledger.vocabulary.date_times import NO_TIME, microsecond_of_day
from ledger.vocabulary.date_wording import LASTING, in_words, on_a_date

LONGEST_DATE: Final = 100
"""In characters; EDTF can be long, but what a clerk or a reader writes is not."""

DateText: TypeAlias = Annotated[str, Meta(description="Date in EDTF", extra={"date": "EDTF"})]
"""A field that holds a date as text; the meeting file's reader checks it and editors complete it."""


class When(NamedTuple):
    """A date as its source allows it: `text` is EDTF; the event lies on one day from `earliest` to `latest`.

    Of a duration, `A/B`, these are the first and the last day that it may have lasted.
    """

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

    @property
    def lasts(self) -> bool:
        """Whether it is a duration, from one date to another, and not one day that is not known exactly."""
        return LASTING.fullmatch(self.text) is not None

    @property
    def some_day(self) -> When:
        """Some day of a duration, `[A..B]` of `A/B`; any other date is one already."""
        return When(f"[{self.text.replace('/', '..')}]", self.earliest, self.latest) if self.lasts else self

    def is_before(self, other: When) -> bool:
        """Whether it certainly lies before another date."""
        return self.latest < other.earliest

    @property
    def order(self) -> tuple[int, int, int]:
        """Where it stands among other dates: by earliest day, latest day, then the time of day, where one is told."""
        return (self.earliest, self.latest, microsecond_of_day(self.text))

    def is_earlier(self, other: When) -> bool:
        """Whether it certainly was before another date, or earlier on the same day, where both tell the time."""
        mine, others = self.order, other.order
        at_times = self.is_exact and mine[:2] == others[:2] and NO_TIME < mine[2] < others[2]
        return at_times or self.is_before(other)

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
    """Read EDTF text; digits of any script are the digits that they are.

    An interval `A/B` lasts from A to B, a set `[A..B]` is some day between its bounds, and an empty or `..` bound is
    open. A date marked `~` or `?` may be off by one of its finest part (a year, a season, a month), or by three
    days; one marked `%` by twice as much. A time makes it the day that it was in London.

    Raises:
        BadDate: not EDTF, a day that does not exist, or a bound that lies before its start.
    """
    if not text.isascii():
        text = "".join(str(decimal(letter)) if letter.isdecimal() else letter for letter in text)
    earliest, latest = bounds(text)
    if latest < earliest:
        raise BadDate(text, "its end lies before its start")
    return When(text, earliest, latest)


def is_day(text: str) -> bool:
    """Whether a text is written as one day of the calendar, as 2024-03-12 is."""
    try:
        return len(text) == len("2024-03-12") and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


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
