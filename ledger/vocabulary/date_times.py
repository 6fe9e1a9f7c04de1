"""Dates with a time of day: the clock in London, whatever zone they were written in.

`2018-06-05T23:30:00Z` is half past midnight of 6 June in London, so it is that day. A time without a zone is London's.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

LONDON: Final = ZoneInfo("Europe/London")
"""The zone in which a moment becomes a day."""

HAS_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d(?::?\d\d)?)?", re.ASCII)
"""A day, a time and perhaps a zone; whether there is such a time, `in_london` knows."""

NO_TIME: Final = -1
"""Comes before every time, so that a day without one stands before the times of that day."""


class KnownThere(NamedTuple):
    """A state of knowledge by the clock of the ledger that entries were moved from, where they say when it was told."""

    by: date
    """The end of a day, or a moment."""


Moment: TypeAlias = date | int | KnownThere
"""A state of knowledge: the end of a day, a moment, the number of an entry, or the first two by another clock."""


def in_london(text: str) -> datetime:
    """What the clock in London says at a moment that fits `HAS_TIME`.

    Raises:
        ValueError: there is no such day or time.
        OverflowError: it is before the year 1 or after the year 9999.
    """
    if "T24:00" in text:  # the end of the day, which is the last that is of it
        return in_london(text.replace("T24:00", "T00:00")) + timedelta(days=1, microseconds=-1)
    written = datetime.fromisoformat(text)
    return written.replace(tzinfo=LONDON) if written.tzinfo is None else written.astimezone(LONDON)


def clock(text: str) -> str:
    """The day and the time in London, for people: `2018-06-06 00:30`."""
    local = in_london(text)
    return local.replace(tzinfo=None).isoformat(" ", "seconds" if local.second else "minutes")


@lru_cache(maxsize=65_536)
def microsecond_of_day(text: str) -> int:
    """How long after the beginning of its day in London a date lies; `NO_TIME` for one without a time."""
    if text[10:11] != "T" or not HAS_TIME.fullmatch(text):
        return NO_TIME
    local = in_london(text)
    began = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    lasted = local.astimezone(UTC) - began.astimezone(UTC)  # in one zone, Python would count the hours on the clock
    return round(lasted.total_seconds() * 1_000_000)
