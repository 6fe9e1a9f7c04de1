"""How the values of an answer are worded for people: dates in words, lists on a line.

Nothing that a document holds can steer the terminal: control characters are shown, not obeyed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from cli.answers.listing import Column
from ledger.dates import When

_OPEN_START = re.compile(r"\[\.\.(.+)\]")
_OPEN_END = re.compile(r"\[(.+)\.\.\]")
_BETWEEN = re.compile(r"\[(.+)\.\.(.+)\]|([^\[\]]+)/([^\[\]]+)")
_SEASON = re.compile(r"(\d{4})-2([1-4])")
_SEASONS = ("spring", "summer", "autumn", "winter")


def worded(column: Column, value: Any) -> str | list[dict[str, str]]:
    """A value under a column: a text on one line, or the lines of a table within a page."""
    if column.text is not None:
        return harmless(column.text(value))
    if isinstance(value, When) or column.dated:
        return in_words(value)
    if isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value):
        return _nested(value)
    return _plain(value)


def _nested(items: Iterable[Any]) -> list[dict[str, str]]:
    """Lines of a list within a page: names instead of ids, and certainty only where something is uncertain."""
    told = [item for item in items if isinstance(item, Mapping)]
    unsaid = {"entries"} if any(item.get("certainty", "yes") != "yes" for item in told) else {"entries", "certainty"}
    return [
        {
            key.removesuffix("_name").replace("_", " "): _plain(value)
            for key, value in item.items()
            if f"{key}_name" not in item and key not in unsaid
        }
        for item in told
    ]


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, When):
        return in_words(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_plain(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_plain, value))
    return harmless(str(value))


def in_words(date: When | None) -> str:
    """An imprecise date as people say it; it says no more and no less than its EDTF text."""
    if date is None:
        return ""
    text = date.text
    if date.is_unknown:
        return "unknown"
    if season := _SEASON.fullmatch(text):
        return f"{_SEASONS[int(season[2]) - 1]} {season[1]}"
    if until := _OPEN_START.fullmatch(text):
        return f"by {until[1]}"
    if since := _OPEN_END.fullmatch(text):
        return f"{since[1]} or later"
    if between := _BETWEEN.fullmatch(text):
        first, last = (part for part in between.groups() if part)
        return f"some day {first} to {last}"
    return f"about {text[:-1]}" if text.endswith("~") else text


def harmless(text: str) -> str:
    """A text on one line, with whatever could steer a terminal written out."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(map(_shown, line))


def _shown(character: str) -> str:
    steers = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    return character.encode("unicode_escape").decode() if steers else character
