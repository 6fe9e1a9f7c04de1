"""How the values of an answer are worded for people: dates in words, lists on a line.

Nothing that a document holds can steer the terminal: control characters are shown, not obeyed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ledger.vocabulary.dates import When
from projections.answers.harmless import unsteering
from projections.answers.question import Column, columns_of


def worded(column: Column, value: Any) -> str | list[dict[str, str]]:
    """A value under a column: a text on one line, or the lines of a table within a page."""
    if column.text is not None:
        return harmless(column.text(value))
    if isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value):
        return _nested(column, value)
    return _plain(value)


def _nested(column: Column, items: Iterable[Any]) -> list[dict[str, str]]:
    """Lines of a list within a page: names instead of ids, and certainty only where something is uncertain."""
    told = [item for item in items if isinstance(item, Mapping)]
    inner = columns_of(column.holds.struct) if column.holds.struct else ()
    in_words = {each.key: each.text for each in inner if each.text is not None}
    unsaid = {"entries"} if any(item.get("certainty", "yes") != "yes" for item in told) else {"entries", "certainty"}
    return [
        {
            key.removesuffix("_name").replace("_", " "): _within(in_words.get(key), value)
            for key, value in item.items()
            if f"{key}_name" not in item and key not in unsaid
        }
        for item in told
    ]


def _within(text: Callable[[Any], str] | None, value: Any) -> str:
    return _plain(value) if text is None else harmless(text(value))


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, When):
        return str(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_plain(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_plain, value))
    return harmless(str(value))


def harmless(text: str) -> str:
    """A text on one line, with whatever could steer a terminal written out."""
    line = " ".join(text.split())
    return line if line.isprintable() else unsteering(line)


def pounds(amount: str | None) -> str:
    """An amount of money as people write it."""
    if not amount:
        return ""
    whole, _, pence = amount.lstrip("-").partition(".")
    minus = "-" if amount.startswith("-") else ""
    return f"{minus}£{int(whole):,}" + (f".{pence:0<2}" if pence else "")
