"""What happened around a subject, in the order of the world: imprecise dates keep their bounds, nothing is dropped.

The order, of dates that may overlap:

1. An entry stands where its earliest day is; where nobody knows how early it may be, at its latest day. So
   whatever certainly came before another stands before it.
2. Among those at one place, the more precise come first, then those recorded first.
3. What is of no known date at all stands at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

import msgspec

from ledger.entries.corrections import effective
from ledger.entries.entry import Entry, tags_for
from ledger.entries.idempotency import document_of
from ledger.vocabulary.dates import NO_START, When, when
from projections.about import is_story
from projections.engine.register import Register


class Order(StrEnum):
    """How an entry of a chronology stands to all those above it."""

    LATER = "later"
    SAME_DAY = "same day"
    """Of the same day as all that is not before it; such keep the order in which they were recorded."""
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


def may_be_dated_by(entry: Entry, day: When | None) -> bool:
    """Whether the document that tells of an entry may be of a day or before; of no date, it may."""
    date = entry.source.date
    return day is None or not date or when(date).earliest <= day.latest


def certainly_dated_by(entry: Entry, day: When | None) -> bool:
    """Whether it certainly is."""
    date = entry.source.date
    return day is None or (bool(date) and when(date).latest <= day.latest)


def _about(register: Register, subject: str) -> Iterator[Entry]:
    streams = dict.fromkeys(entry.stream for entry in register.entries(tag=subject, raw=True))
    ids = set(register.joins.all_of(subject))
    for stream, recorded in register.streams(streams).items():
        counted = effective(recorded)
        if is_story(stream) and any(ids.intersection((stream, *entry.event.subjects())) for entry in counted):
            yield from counted
        else:
            yield from (entry for entry in counted if ids.intersection(_tags(entry)))


def _tags(entry: Entry) -> tuple[str, ...]:
    """What an entry mentions as it counts, which may be less than when it was recorded."""
    return tags_for(entry.stream, entry.event, entry.stated_by, document_of(entry))


def _ordered(entries: Iterable[Entry]) -> Iterator[Happening]:
    """Each entry with how it stands to those above it, of which only the rivals are kept: not certainly before it.

    Those that were certainly before one whose earliest day is known are before all such that follow.
    """
    rivals: list[Entry] = []
    some_before = False
    for entry in entries:
        is_open = entry.occurred.earliest == NO_START
        if not is_open:
            left = [above for above in rivals if not above.occurred.is_earlier(entry.occurred)]
            some_before, rivals = some_before or len(left) < len(rivals), left
        yield Happening(entry=entry, order=_order(entry, rivals, beaten=is_open and some_before))
        rivals.append(entry)


def _order(entry: Entry, rivals: Sequence[Entry], *, beaten: bool) -> Order:
    if entry.occurred.is_unknown:
        return Order.UNKNOWN
    if beaten or not all(_on_one_day(above, entry) for above in rivals):
        return Order.NOT_CERTAIN
    return Order.SAME_DAY if rivals else Order.LATER


def _on_one_day(above: Entry, entry: Entry) -> bool:
    """Whether two entries are of the same day, be it that of a meeting of which nobody says when it was."""
    if above.occurred.is_exact and above.occurred[1:] == entry.occurred[1:]:
        return True
    meeting = getattr(entry.event, "meeting", None)
    return bool(meeting) and getattr(above.event, "meeting", None) == meeting


def _place(entry: Entry) -> tuple[bool, int, int, int, int]:
    at = entry.occurred
    first = at.latest if at.earliest == NO_START else at.earliest
    return at.is_unknown, first, *at.order[1:], entry.position
