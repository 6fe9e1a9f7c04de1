"""The forms in which EDTF says a date, and the earliest and latest day of each, as day numbers.

The forms that people write are read here; the `edtf` package reads what is left.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Final

from ledger.refusals import BadDate
from ledger.vocabulary.date_margins import Margin, margin_of
from ledger.vocabulary.date_times import HAS_TIME, in_london
from ledger.vocabulary.masked_dates import MASKED, first_and_last

NO_START: Final = 0
NO_END: Final = 9_999_999

_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_SEASON = re.compile(r"(\d{3}[\dX])-(2[1-4])")
_LONG_YEAR = re.compile(r"[yY]-?\d")
_SET = re.compile(r"\[([^\[\]{}/]+)\]|\{([^\[\]{}/]+)\}")
_INTERVAL = re.compile(r"(?P<set>\[)?(?P<start>[^\[\]/,]*?)(?:\.\.|/)(?P<end>[^\[\]/,]*?)(?(set)\])")
_SEASON_STARTS = {"21": 3, "22": 6, "23": 9, "24": 12}  # meteorological; a winter is named after its December
_NOT_IN_CALENDAR = "there is no such day in the calendar"
_OUT_OF_RANGE = "only the years 0001 to 9999 can be kept"


def bounds(text: str) -> tuple[int, int]:
    """The earliest and the latest day of a date in EDTF, written in digits of ASCII.

    Raises:
        BadDate: not EDTF, or a day that does not exist.
    """
    if plain := _PLAIN.fullmatch(text):
        return _plain(text, *plain.groups())
    if text in ("XXXX", "XXXX-XX", "XXXX-XX-XX", "[..]", "../..", ".."):
        return NO_START, NO_END
    if HAS_TIME.fullmatch(text):
        return _moment(text)
    if season := _SEASON.fullmatch(text):
        return _season(text, *season.groups())
    if interval := _INTERVAL.fullmatch(text):
        return _interval(text, interval["start"], interval["end"])
    if choices := _SET.fullmatch(text):
        return _choices(text, (choices[1] or choices[2]).split(","))
    if margin := margin_of(text):
        return _widened(text, margin)
    if (masked := MASKED.fullmatch(text)) and "X" in text:
        return _masked(text, *masked.groups())
    return _by_grammar(text)


def _moment(text: str) -> tuple[int, int]:
    try:
        day = in_london(text).toordinal()
    except ValueError as impossible:
        raise BadDate(text, "there is no such day or time") from impossible
    except OverflowError as beyond:
        raise BadDate(text, _OUT_OF_RANGE) from beyond
    return day, day


def _choices(text: str, choices: list[str]) -> tuple[int, int]:
    each = []
    for choice in choices:
        start, dots, end = choice.strip().partition("..")
        if not start and not dots:
            raise BadDate(text)
        each.append(_interval(text, start, end if dots else start))
    return min(earliest for earliest, _ in each), max(latest for _, latest in each)


def _masked(text: str, year: str, month: str | None, day: str | None) -> tuple[int, int]:
    if not (fitting := first_and_last(year, month, day)):
        raise BadDate(text, _NOT_IN_CALENDAR)
    return fitting[0].toordinal(), fitting[1].toordinal()


def _widened(text: str, margin: Margin) -> tuple[int, int]:
    earliest, latest = (date.fromordinal(number) for number in _interval(text, margin.unmarked, margin.unmarked))
    try:
        return margin.earlier(earliest).toordinal(), margin.later(latest).toordinal()
    except OverflowError as beyond:
        raise BadDate(text, _OUT_OF_RANGE) from beyond


def _interval(text: str, start: str, end: str) -> tuple[int, int]:
    try:
        return (bounds(start)[0] if start else NO_START), (bounds(end)[1] if end else NO_END)
    except BadDate as part:
        raise BadDate(text, f"{part.why} ('{part.text}')") from part


def _plain(text: str, year: str, month: str | None, day: str | None) -> tuple[int, int]:
    y, m = int(year), int(month or 0)
    if month and day and m > 12:
        raise BadDate(text, f"there is no month {month}")
    if month and not day and m > 12:
        return _season(text, year, month) if month in _SEASON_STARTS else _by_grammar(text)
    try:
        if not month:
            return date(y, 1, 1).toordinal(), date(y, 12, 31).toordinal()
        if not day:
            return date(y, m, 1).toordinal(), date(y, m, monthrange(y, m)[1]).toordinal()
        number = date(y, m, int(day)).toordinal()
    except ValueError as impossible:
        raise BadDate(text, _NOT_IN_CALENDAR) from impossible
    return number, number


def _season(text: str, year: str, season: str) -> tuple[int, int]:
    month = _SEASON_STARTS[season]
    first, last = (int(year.replace("X", digit)) for digit in "09")
    last, last_month = (last + 1, 2) if month == 12 else (last, month + 2)
    try:
        start = date(first, month, 1)
        return start.toordinal(), date(last, last_month, monthrange(last, last_month)[1]).toordinal()
    except ValueError as impossible:
        raise BadDate(text, "the year is out of range") from impossible


def _by_grammar(text: str) -> tuple[int, int]:
    """Whatever else EDTF allows, by the `edtf` package (which takes about 20 ms to import)."""
    if _LONG_YEAR.search(text):  # a year of five digits and more; its exponent would be multiplied out
        raise BadDate(text, _OUT_OF_RANGE)
    from edtf import parse_edtf
    from edtf.parser import parser_classes
    from edtf.parser.edtf_exceptions import EDTFParseException

    vars(parser_classes)["print"] = _say_nothing  # the package prints what it fails at, into the reader's answer
    try:
        parsed = parse_edtf(text)
        return _number(parsed.lower_fuzzy, text), _number(parsed.upper_fuzzy, text)
    except (EDTFParseException, ValueError, TypeError, AttributeError, ArithmeticError, LookupError) as unreadable:
        raise BadDate(text) from unreadable


def _say_nothing(*_words: object, **_how: object) -> None:
    """What the package's `print` does."""


def _number(bound: Callable[[], object], text: str) -> int:
    found = bound()
    if isinstance(found, float):  # the package's way to say that a side is open
        return NO_START if found < 0 else NO_END
    assert isinstance(found, tuple)  # a time.struct_time
    year, month, day = found[:3]
    if not 1 <= year <= 9999:
        raise BadDate(text, _OUT_OF_RANGE)
    return date(year, month, day).toordinal()
