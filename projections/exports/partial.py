"""Dates for formats that know only a year, a month or a day: what they cannot hold is told beside, in full."""

from __future__ import annotations

import re
from typing import Any

from ledger.vocabulary.dates import NO_END, NO_START, When, day_text, when
from ledger.vocabulary.provenance import IN_BEING
from projections.engine.rows import Row

_PARTIAL = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")


def partial(date: When | None) -> str | None:
    """A date that is a plain year, month or day, as ISO 8601 has it; None for any other."""
    return date.text if date is not None and _PARTIAL.fullmatch(date.text) else None


def start_of(row: Row) -> When | None:
    """When what a row says began; None where nothing is known of it."""
    start = when(row.since)
    return None if start.is_unknown else start


def end_of(row: Row) -> When | None:
    """The last day of what a row says; None while no end is told, or only one that is expected."""
    return when(row.until) if row.until and row.until_standing in IN_BEING else None


def beside(row: Row, certainty: str) -> dict[str, Any]:
    """What a plain date and a plain fact leave unsaid: certainty, standing, bounds, an expected end, the entries."""
    start, end = start_of(row), end_of(row)
    told: dict[str, Any] = {"certainty": certainty, "standing": row.standing.value, "stated_by": row.stated_by or None}
    if start is not None and partial(start) is None:
        told["start"] = bounds(start)
    if end is not None and partial(end) is None:
        told["end"] = bounds(end)
    if row.until and end is None and row.until_standing is not None:
        told["expected_end"] = {**bounds(when(row.until)), "standing": row.until_standing.value}
    told["entries"] = list(row.entries)
    return {name: value for name, value in told.items() if value is not None}


def bounds(date: When) -> dict[str, str | None]:
    """A date as its source has it, in EDTF, with the first and the last day that it may be."""
    return {"edtf": date.text, "earliest": _day(date.earliest), "latest": _day(date.latest)}


def _day(number: int) -> str | None:
    return None if number in (NO_START, NO_END) else day_text(number)
