"""Dates as people write them in minutes, 31/05/2018 or 31st May 2018: never taken for dates, but offered as EDTF."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from datetime import date
from types import MappingProxyType
from typing import Final

_MONTHS: Final = MappingProxyType(
    {name.lower(): number for names in (month_name, month_abbr) for number, name in enumerate(names) if name}
    | {"sept": 9}
)
_SEASONS: Final = MappingProxyType({"spring": 21, "summer": 22, "autumn": 23, "winter": 24})
_WEEKDAY = re.compile(r"^(mon|tues?|wed(nes)?|thu(rs?)?|fri|sat(ur)?|sun)(day)?,?\s+", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(?P<day>\d\d?)[/.-](?P<month>\d\d?)[/.-](?P<year>\d{4})")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[/.-](?P<month>\d\d?)[/.-](?P<day>\d\d?)")
_MONTH_AND_YEAR = re.compile(r"(?P<month>\d\d?)[/.](?P<year>\d{4})|(?P<year_first>\d{4})-(?P<single>\d)")
_IN_WORDS = re.compile(r"(?:(?P<day>\d\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?P<word>[A-Za-z]+)\.?,?\s+(?P<year>\d{4})")
_MONTH_FIRST = re.compile(r"(?P<word>[A-Za-z]+)\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})")


def meant_by(text: str) -> str:
    """What may have been meant, in EDTF, with a warning where day and month could be exchanged; empty if unclear."""
    written = _WEEKDAY.sub("", text.strip())
    if found := _DAY_FIRST.fullmatch(written):
        day, month = int(found["day"]), int(found["month"])
        meant = _with_day(int(found["year"]), month, day)
        return f"{meant} (day before month)" if meant and day != month and day <= 12 else meant
    if found := _YEAR_FIRST.fullmatch(written):
        return _with_day(int(found["year"]), int(found["month"]), int(found["day"]))
    if found := _MONTH_AND_YEAR.fullmatch(written):
        return _month(int(found["year"] or found["year_first"]), int(found["month"] or found["single"]))
    if found := _IN_WORDS.fullmatch(written) or _MONTH_FIRST.fullmatch(written):
        return _in_words(found["word"].lower(), found["day"], int(found["year"]))
    return ""


def _in_words(word: str, day: str | None, year: int) -> str:
    if word in _SEASONS and not day:
        return f"{year}-{_SEASONS[word]}"
    if word not in _MONTHS:
        return ""
    return _with_day(year, _MONTHS[word], int(day)) if day else _month(year, _MONTHS[word])


def _with_day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _month(year: int, month: int) -> str:
    return _with_day(year, month, 1)[:7]
