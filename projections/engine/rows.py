"""The bitemporal row: what a projection keeps of one thing, and between which days it is in force.

A row says for which days of the world it holds (`from_*`, `to_*`). For which states of the ledger it holds
(`known_from`, `known_to`) the engine adds when it writes the row down, see `engine` and `tables`.

What is so from a day on is a `Point` and carries the event that says so; what lasts from one event to another is a
`Span` and carries both. A row has columns of its own only where it says something that no single event does.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar

import msgspec

from ledger.entries.entry import Entry
from ledger.vocabulary.dates import NO_END, NO_START, UNKNOWN, When
from ledger.vocabulary.event import Event
from ledger.vocabulary.field_types import DateType, IntroductionType, ReferenceType, TextType
from ledger.vocabulary.fields import fields_of
from ledger.vocabulary.provenance import IN_BEING, Standing

NEVER_ENDS: Final = ""
"""The text of `until` where no end has been told."""


class Row(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing as known: since when, until when (its last day), with what standing, by which entries.

    Days are day numbers (see `ledger.vocabulary.dates`); `since` and `until` are the same dates as EDTF, to be shown.
    """

    from_earliest: int = NO_START
    from_latest: int = NO_END
    to_earliest: int = NO_END
    to_latest: int = NO_END
    since: str = UNKNOWN.text
    until: str = NEVER_ENDS
    standing: Standing = Standing.MINUTED
    """Of the start; of the end where only the end has been told."""
    until_standing: Standing | None = None
    """Of the end. An end that is only expected, proposed or disputed leaves what follows it possible."""
    start_told: bool = True
    """False: an entry tells the end, and none that counts tells the start."""
    stated_by: str = ""
    """Who said so, if the standing is theirs."""
    entries: tuple[int, ...] = ()
    """The positions of the entries that the row rests on, in ascending order."""


R = TypeVar("R", bound=Row)
E = TypeVar("E", bound=Event)
F = TypeVar("F", bound=Event)
COMMON: Final = frozenset(Row.__struct_fields__)
TEXTS: Final = (TextType, DateType, ReferenceType, IntroductionType)
"""The types of fields that hold one text, whatever it says."""


class Point(Row, Generic[E], frozen=True, kw_only=True, gc=False):
    """What an event says, in force from its date on."""

    event: E
    """Of a span whose end alone is told, `start_told` is false and the event says no more than the end does."""


class Span(Point[E], Generic[E, F], frozen=True, kw_only=True, gc=False):
    """What an event began, in force until the date of another."""

    end: F | None = None
    """The event that ended it; None while no end is told."""


P = TypeVar("P", bound=Point[Any])


def begun(row: type[R], entry: Entry, **columns: Any) -> R:
    """A row in force from the entry's date on, for ever unless something ends it."""
    at = entry.occurred
    return row(
        from_earliest=at.earliest,
        from_latest=at.latest,
        since=at.text,
        standing=entry.standing,
        stated_by=entry.stated_by,
        entries=entry.positions,
        **columns,
    )


def registered(row: type[R], entry: Entry, **columns: Any) -> R:
    """A row for something that only entered the register: without a date, it holds on every day."""
    return begun(row, since_ever(entry), **columns)


def since_ever(entry: Entry) -> Entry:
    """An entry that, where it has no date, holds on every day."""
    if not entry.occurred.is_unknown:
        return entry
    return msgspec.structs.replace(entry, occurred=When(UNKNOWN.text, NO_START, NO_START))


def restarted(row: R, entry: Entry, **columns: Any) -> R:
    """The row with the start that the entry tells; an end that is known already stays."""
    if row.start_told and _is_weaker(entry.standing, row.standing):
        return row
    at = entry.occurred
    return msgspec.structs.replace(
        row,
        from_earliest=at.earliest,
        from_latest=at.latest,
        since=at.text,
        standing=entry.standing,
        stated_by=entry.stated_by,
        start_told=True,
        entries=_also(row, entry),
        **columns,
    )


def ended(row: R, entry: Entry, **columns: Any) -> R:
    """The row with the end that the entry tells."""
    if _is_weaker(entry.standing, row.until_standing):
        return row
    at = entry.occurred
    return msgspec.structs.replace(
        row,
        to_earliest=at.earliest,
        to_latest=at.latest if entry.standing in IN_BEING else NO_END,
        until=at.text,
        until_standing=entry.standing,
        entries=_also(row, entry),
        **columns,
    )


def only_ended(row: type[R], entry: Entry, **columns: Any) -> R:
    """A row whose end is told while its start is not: in force since nobody knows when."""
    return ended(row(start_told=False, standing=entry.standing, stated_by=entry.stated_by, **columns), entry)


def _is_weaker(told: Standing, known: Standing | None) -> bool:
    return known in IN_BEING and told not in IN_BEING


def _also(row: Row, entry: Entry) -> tuple[int, ...]:
    return tuple(sorted({*row.entries, *entry.positions}))


def untold(event: type[E], told: Event) -> E:
    """An event of which only that is known which another says of it; what it has to have is else empty, or None."""
    known = {name: value for name, value in copied(told, event.__struct_fields__).items() if value is not None}
    return event(**{**_required(event), **known})


@cache
def _required(event: type[Event]) -> dict[str, str | None]:
    """What has to be there of an event, empty: a text without words, or nothing."""
    return {field.name: "" if isinstance(field.type, TEXTS) else None for field in fields_of(event) if field.required}


def copied(event: Event, names: tuple[str, ...]) -> dict[str, Any]:
    """Those fields of an event that have one of these names."""
    return {name: getattr(event, name) for name in _shared(type(event), names)}


@cache
def _shared(event: type[Event], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in event.__struct_fields__ if name in names)


CALLED_OTHERWISE: Final = MappingProxyType({"key": "is_key"})
"""Fields of events whose column has another name, since every table has a column `key` already."""


def values_of(row: Row) -> dict[str, Any]:
    """All that a row says, by column: what its events say, and what is its own.

    A column of its own goes before a field of the event by the same name, and a field of the start before the end's.
    """
    own = msgspec.structs.asdict(row)
    start, end = own.pop("event", None), own.pop("end", None)
    told = {name: value for event in (end, start) if event for name, value in msgspec.structs.asdict(event).items()}
    return {CALLED_OTHERWISE.get(name, name): value for name, value in told.items()} | own


def own_values(row: Row) -> dict[str, Any]:
    """The same without what every row says, and without whose story it is part of."""
    stream = row.event.STREAM if isinstance(row, Point) else ""
    return {name: value for name, value in values_of(row).items() if name not in COMMON and name != stream}


def value_of(row: Row, column: str) -> Any:
    """What a row says in a column; None where it has no such column."""
    return values_of(row).get(column)


def own_columns(row: type[Row]) -> tuple[str, ...]:
    """The columns that a type of rows adds to those of every row, other than those of the events that it carries."""
    return tuple(name for name in row.__struct_fields__ if name not in COMMON and name not in ("event", "end"))
