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
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})(?P<sign>[/.-]?)(?P<month>\d\d?)(?P=sign)(?P<day>\d\d?)")
_MONTH_AND_YEAR = re.compile(r"(?P<month>\d\d?)[/.](?P<year>\d{4})|(?P<year_first>\d{4})-(?P<single>\d\d?)")
_IN_WORDS = re.compile(
    r"(?:(?P<day>\d\d?)(?:st|nd|rd|th)?[\s-]+(?:of\s+)?)?(?P<word>[A-Za-z]+)\.?,?[\s-]+(?P<year>\d{4})"
)
_TIME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[Tt ]\s*(?P<time>([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?)(?P<zone>[Zz]?)", re.ASCII
)
_HYPHENS: Final = MappingProxyType({ord(letter): "-" for letter in "\u2010\u2011\u2212\ufe63\uff0d"})
"""What Word and the web put in the place of a hyphen."""
_DASHES: Final = MappingProxyType({ord(letter): "-" for letter in "\u2012\u2013\u2014"})
"""What stands between two years as well: `2006\u201307` is no July."""
_SHORT_YEAR = re.compile(r"(?:\d\d?[/.-]\d\d?[/.-]|(?:\d\d?(?:st|nd|rd|th)?[\s-]+)?[A-Za-z]+\.?[\s-]+)['’]?\d\d")
_MONTH_FIRST = re.compile(r"(?P<word>[A-Za-z]+)\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})")


def meant_by(text: str) -> str:
    """What may have been meant, in EDTF, with a warning where day and month could be exchanged; empty if unclear."""
    written = _WEEKDAY.sub("", text.strip()).translate(_HYPHENS)
    if _YEAR_FIRST.fullmatch(dashed := written.translate(_DASHES)) or _DAY_FIRST.fullmatch(dashed):
        written = dashed
    if (found := _TIME.fullmatch(written)) and (same_day := _year_first(found["day"])):
        return f"{same_day}T{found['time']}{found['zone'].upper()}"
    if found := _DAY_FIRST.fullmatch(written):
        day, month = int(found["day"]), int(found["month"])
        meant = _with_day(int(found["year"]), month, day)
        return f"{meant} (day before month)" if meant and day != month and day <= 12 else meant
    if _YEAR_FIRST.fullmatch(written):
        return _year_first(written)
    if found := _MONTH_AND_YEAR.fullmatch(written):
        return _month(int(found["year"] or found["year_first"]), int(found["month"] or found["single"]))
    if found := _IN_WORDS.fullmatch(written) or _MONTH_FIRST.fullmatch(written):
        return _in_words(found["word"].lower(), found["day"], int(found["year"]))
    return ""


def has_short_year(text: str) -> bool:
    """Whether a date is written with two digits for its year, which may be of this century or the last."""
    return _SHORT_YEAR.fullmatch(_WEEKDAY.sub("", text.strip()).translate(_HYPHENS).translate(_DASHES)) is not None


def _in_words(word: str, day: str | None, year: int) -> str:
    if word in _SEASONS and not day:
        return f"{year}-{_SEASONS[word]}"
    if word not in _MONTHS:
        return ""
    return _with_day(year, _MONTHS[word], int(day)) if day else _month(year, _MONTHS[word])


def _year_first(written: str) -> str:
    found = _YEAR_FIRST.fullmatch(written)
    return _with_day(int(found["year"]), int(found["month"]), int(found["day"])) if found else ""


def _with_day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _month(year: int, month: int) -> str:
    return _with_day(year, month, 1)[:7]
