"""What happened around a subject, in the order of the world: imprecise dates keep their bounds, nothing is dropped.

The order, of dates that may overlap:

1. An entry stands where its earliest day is; where nobody knows how early it may be, at its latest day. So
   whatever certainly came before another stands before it.
2. Among those at one place, the more precise come first, then those recorded first.
3. What is of no known date at all stands at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

import msgspec

from ledger.corrections import effective
from ledger.dates import NO_START, When
from ledger.entry import Entry, tags_for
from ledger.identity import document_of
from projections.mentions import is_story
from projections.register import Register


class Order(StrEnum):
    """How an entry of a chronology stands to all those above it."""

    LATER = "later"
    SAME_DAY = "same day"
    NOT_CERTAIN = "not certain"
    UNKNOWN = "unknown"


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that counts, as corrected, at its place in the order of the world."""

    entry: Entry
    order: Order


def chronology(
    register: Register, subject: str, *, since: int | None = None, until: int | None = None
) -> list[Happening]:
    """Everything about a subject that may have happened by the register's day.

    `since` and `until` are day numbers: what may have happened on a day between them, both included. Corrections
    are applied, and what is retracted is left out, as the register knows it.
    """
    found = sorted(_about(register, subject), key=_place)
    days = [day for day in (until, register.as_at) if day is not None]
    return list(
        _ordered(
            entry
            for entry in found
            if all(entry.occurred.earliest <= day for day in days) and (since is None or since <= entry.occurred.latest)
        )
    )


def _about(register: Register, subject: str) -> Iterator[Entry]:
    streams = dict.fromkeys(entry.stream for entry in register.entries(tag=subject, raw=True))
    for stream, recorded in register.streams(streams).items():
        counted = effective(recorded)
        if is_story(stream) and any(subject in (stream, *entry.event.subjects()) for entry in counted):
            yield from counted
        else:
            yield from (entry for entry in counted if subject in _tags(entry))


def _tags(entry: Entry) -> tuple[str, ...]:
    """What an entry mentions as it counts, which may be less than when it was recorded."""
    return tags_for(entry.stream, entry.event, entry.stated_by, document_of(entry))


def _ordered(entries: Iterable[Entry]) -> Iterator[Happening]:
    above: When | None = None
    for entry in entries:
        at = entry.occurred
        yield Happening(entry=entry, order=_order(at, above))
        if above is None or at.latest > above.latest:
            above = at


def _order(at: When, above: When | None) -> Order:
    if at.is_unknown:
        return Order.UNKNOWN
    if above is None or above.is_before(at):
        return Order.LATER
    return Order.SAME_DAY if at.is_exact and above.is_exact and at.latest == above.latest else Order.NOT_CERTAIN


def _place(entry: Entry) -> tuple[bool, int, int, int]:
    at = entry.occurred
    first = at.latest if at.earliest == NO_START else at.earliest
    return at.is_unknown, first, at.latest, entry.position
