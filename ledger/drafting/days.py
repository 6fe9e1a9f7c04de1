"""Days in minutes to EDTF: what is printed and no more, a day without a year left open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:the\s+)?"
_DAY = re.compile(
    rf"\b{_WEEKDAY}(?P<d>\d{{1,2}})\s*(?:st|nd|rd|th)?\s*(?:day\s+of\s+|of\s+)?(?P<m>{MONTH})\b\.?,?(?:\s+(?P<y>(?:19|20)\d\d))?"
    rf"|\b(?P<m2>{MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d)"
    r"|(?<![\d/])(?P<d3>\d{1,2})[/.](?P<m3>\d{1,2})[/.](?P<y3>(?:20|19)\d\d|\d\d)(?![\d/])"
    r"|(?<!\d)(?P<y4>(?:19|20)\d\d)-(?P<m4>\d\d)-(?P<d4>\d\d)(?!\d)",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|,?\s*and\b|&)\s*(?:the\s+|on\s+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Day:
    """A day as printed: `edtf` is None where the year is not printed or there is no such day."""

    text: str
    start: int
    edtf: str | None


def days(text: str) -> Iterator[Day]:
    """The days that a text names, in order; '7 May and 24 June 2019' prints the year of both."""
    found = list(_DAY.finditer(text))
    parts = [{key[0]: value for key, value in match.groupdict().items() if value} for match in found]
    for i in reversed(range(len(found) - 1)):
        if "y" not in parts[i] and "y" in parts[i + 1] and _AND.fullmatch(text, found[i].end(), found[i + 1].start()):
            parts[i]["y"] = parts[i + 1]["y"]
    for match, part in zip(found, parts, strict=True):
        yield Day(match.group().strip(" ,."), match.start(), _edtf(part))


def _edtf(part: dict[str, str]) -> str | None:
    if "y" not in part:
        return None
    year = int(part["y"]) + (2000 if len(part["y"]) == 2 else 0)
    month = int(part["m"]) if part["m"].isdigit() else 1 + _MONTHS.index(part["m"].lower()[:3])
    try:
        return date(year, month, int(part["d"])).isoformat()
    except ValueError:
        return None
