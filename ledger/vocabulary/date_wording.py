"""How a date is worded for people: the one place where EDTF becomes words, for tables, sentences and refusals alike.

What is said is neither more nor less than the EDTF text allows. A part that has no better words stays as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ledger.vocabulary.date_times import HAS_TIME, clock

_UNKNOWN: Final = frozenset(("", "..", "../..", "[..]", "XXXX", "XXXX-XX", "XXXX-XX-XX"))
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?")
_SPAN: Final = re.compile(r"\d{4}(-\d\d)?|(spring|summer|autumn|winter) \d{4}")
_SEASON: Final = re.compile(r"(\d{4})-2([1-4])")
_SEASONS: Final = ("spring", "summer", "autumn", "winter")
_RANGE: Final = re.compile(r"\[([^,\[\]]*?)\.\.([^,\[\]]*)\]|([^,\[\]]*)/([^,\[\]]*)")
LASTING: Final = re.compile(r"([^,\[\]/]*[^,\[\]./])/([^,\[\]./][^,\[\]/]*)")
"""An interval of which both ends are known: how long a thing lasted, and no day somewhere between."""
_ONE_OF: Final = re.compile(r"\[([^\[\]/.]+,[^\[\]/.]+)\]")
_DECADE: Final = re.compile(r"(\d{3})X")
_UNSPECIFIED: Final = re.compile(r"(\d{4}(?:-\d\d)?)(?:-XX)+")
_QUALIFIED: Final = {"~": "about", "?": "perhaps", "%": "perhaps about"}


@lru_cache(maxsize=65_536)
def in_words(text: str) -> str:
    """A date in EDTF as people say it: `[2016-12..2019-01]` is `some day 2016-12 to 2019-01`."""
    if text in _UNKNOWN:
        return "unknown" if text else ""
    if _DAY.fullmatch(text):
        return text
    if HAS_TIME.fullmatch(text):
        return clock(text)
    if lasting := LASTING.fullmatch(text):
        return f"from {in_words(lasting[1])} to {in_words(lasting[2])}"
    if between := _RANGE.fullmatch(text):
        first, last = (part.strip(".") for part in between.groups() if part is not None)
        return _between(in_words(first), in_words(last))
    if one_of := _ONE_OF.fullmatch(text):
        return " or ".join(in_words(part.strip()) for part in one_of[1].split(","))
    if text[-1] in _QUALIFIED:
        return f"{_QUALIFIED[text[-1]]} {in_words(text[:-1])}"
    if season := _SEASON.fullmatch(text):
        return f"{_SEASONS[int(season[2]) - 1]} {season[1]}"
    if decade := _DECADE.fullmatch(text):
        return f"the {decade[1]}0s"
    if unspecified := _UNSPECIFIED.fullmatch(text):
        return f"some day in {unspecified[1]}"
    return text


def on_a_date(text: str) -> str:
    """The same words within a sentence: `on 2018-06-05`, `in 2018-06`, `by 2019-01`, `on a day that is not known`."""
    words = in_words(text)
    if words == "unknown":
        return "on a day that is not known"
    if _DAY.fullmatch(words):
        return f"on {words}"
    return f"in {words}" if _SPAN.fullmatch(words) or words.startswith("the ") else words


def _between(first: str, last: str) -> str:
    known_first, known_last = (part not in ("", "unknown") for part in (first, last))
    if known_first and known_last:
        return f"some day {first} to {last}"
    if known_first:
        return f"{first} or later"
    return f"by {last}" if known_last else "unknown"
