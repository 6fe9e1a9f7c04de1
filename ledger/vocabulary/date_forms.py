"""The forms in which EDTF says a date, and the earliest and latest day of each, as day numbers.

The forms that people write are read here; the `edtf` package reads what is left.

* Of digits that are not specified, `2018-1X` or `201X-06-XX`, the first and the last day of the calendar that fit.
* A date that is marked `~` (about), `?` (perhaps) or `%` (both) may be off to either side. A mark at the end is of the
  date as a whole, and the finest part that is told is what may be off: padding by a unit of every part would make
  "about May 2018" more than two years wide. A mark within a date is of the part it stands at.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from ledger.refusals import BadDate
from ledger.vocabulary.date_times import HAS_TIME, in_london

MARKS: Final = {"~": 1, "?": 1, "%": 2}
DAYS: Final = 3
"""By how much a day may be off; a month, a season and a year may be off by one, a decade by ten years."""

_PART = r"([~?%%]?)([\dX]{%d})([~?%%]?)"
_MARKED: Final = re.compile(f"{_PART % 4}(?:-{_PART % 2}(?:-{_PART % 2})?)?", re.ASCII)

MASKED: Final = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX|\dXXX)(?:-(?P<month>[01X][\dX])(?:-(?P<day>[0-3X][\dX]))?)?", re.ASCII
)
"""A year of which the last digits may be unspecified, and a month and a day of which any may be."""

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
    bounds_of_it = _interval(text, margin.unmarked, margin.unmarked)
    if bounds_of_it == (NO_START, NO_END):
        raise BadDate(text)
    earliest, latest = map(date.fromordinal, bounds_of_it)
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
