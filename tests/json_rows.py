"""Rows of an answer in JSON, as tests compare them: each date as its text; those of the row with the bounds beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

PARTS = ("text", "earliest", "latest")
"""What a date in JSON is made of."""


def with_texts(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows in which every date `{text, earliest, latest}` has become its text."""
    return [dict(_fields(row)) for row in rows]


def whole_with_texts(answer: dict[str, Any]) -> dict[str, Any]:
    """The same of a whole answer: its rows, and the further rows beside them."""
    return {
        key: with_texts(value) if isinstance(value, list) and key != "notes" else value for key, value in answer.items()
    }


def without_bounds(row: Mapping[str, Any]) -> list[str]:
    """The keys of a row of CSV that JSON has, too: the bounds of a date stand within it there."""
    return [key for key in row if not key.endswith(("_earliest", "_latest"))]


def _fields(row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in row.items():
        yield key, _text(value)
        if _is_date(value):
            yield f"{key}_earliest", value["earliest"]
            yield f"{key}_latest", value["latest"]


def _text(value: Any) -> Any:
    if _is_date(value):
        return value["text"]
    if isinstance(value, list):
        return [_text(each) for each in value]
    return {key: _text(each) for key, each in value.items()} if isinstance(value, Mapping) else value


def _is_date(value: Any) -> bool:
    return isinstance(value, Mapping) and tuple(value) == PARTS
