"""Days and times as British sites write them: `15/04/2026`, `15/04/2026 18:30`, `Wednesday, 15 April 2026 6.30 pm`."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from ledger.imports.records import Record
from ledger.vocabulary.dates import UNKNOWN, When, day_text, exactly, when

_NEVER: Final = frozenset({"", "unspecified", "n/a", "not before", "01/01/0001", "01/01/1900"})
"""What stands where no day is told."""
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY: Final = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun|tue|wed|thu|sat)(?:day)?,?\s+)?"
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:/(?P<number>\d{1,2})/|\s+(?P<month>[a-z]{3,9})\.?,?\s+)(?P<year>\d{4})\b",
    re.IGNORECASE,
)
_TIME: Final = re.compile(r"(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?::\d{2})?\s*(?P<half>[ap]\.?m\.?)?", re.IGNORECASE)


def day_in(record: Record, key: str) -> When | None:
    """The day that a field tells, with the time where it has one; None where it tells none.

    Raises:
        Refusal: there is no such day, or it is none.
    """
    text = record.optional(key)
    if text.casefold() in _NEVER:
        return None
    found = british(text)
    if found is None:
        raise record.wrong(key, text, "a day (dd/mm/yyyy)")
    return found


def british(text: str) -> When | None:
    """The day, with its time, at the beginning of a text; None where there is none or no such day."""
    if (found := _DAY.match(text.strip())) is None:
        return None
    month = int(found["number"]) if found["number"] else _month(found["month"])
    try:
        day = date(int(found["year"]), month, int(found["day"])).toordinal()
    except ValueError:
        return None
    return at_time(exactly(day), text.strip()[found.end() :])


def before_day(text: str) -> tuple[str, When | None]:
    """What stands before the first day in a text, `Parks Panel, Thursday, 1 October 2026 6.30 pm`; and the day."""
    found = _DAY.search(text)
    if found is None:
        return text, None
    return text[: found.start()].rstrip(" ,-\u2013:"), british(text[found.start() :])


def at_time(day: When, text: str) -> When:
    """A day with the time that a text tells; the day alone where it tells none, as midnight does."""
    found = _TIME.search(text)
    if found is None:
        return day
    hour, minute, half = int(found["hour"]), int(found["minute"]), (found["half"] or "").lower()[:1]
    hour = hour % 12 + 12 * (half == "p") if half and 1 <= hour <= 12 else hour
    is_told = hour <= 23 and minute <= 59 and (hour, minute) != (0, 0)
    return when(f"{day_text(day.earliest)}T{hour:02}:{minute:02}") if is_told else day


def between(last_without: int, first_with: int) -> When:
    """Some day after the one and until the other; with no day before, any day until then; 0 is no day."""
    if not first_with:
        return UNKNOWN
    if not last_without:
        return when(f"[..{day_text(first_with)}]")
    first = last_without + 1
    return exactly(first_with) if first >= first_with else when(f"[{day_text(first)}..{day_text(first_with)}]")


def until(last_with: int, first_without: int) -> When:
    """The last day of what was there on one day, and was not on a later one; 0 is no day."""
    return between(max(0, last_with - 1), first_without)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1 if name[:3].lower() in _MONTHS else 0
