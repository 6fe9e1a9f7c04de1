"""The bitemporal row: what a projection keeps of one thing, and between which days it is in force.

A row says for which days of the world it holds (`from_*`, `to_*`). For which states of the ledger it holds
(`known_from`, `known_to`) the engine adds when it writes the row down, see `periods` and `tables`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, Final, TypeVar, cast, get_type_hints

import msgspec

from ledger.entries.entry import Entry
from ledger.vocabulary.dates import NO_END, NO_START, UNKNOWN, When
from ledger.vocabulary.event import Event
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
COMMON: Final = frozenset(Row.__struct_fields__)


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


def told(row: type[R], entry: Entry, **more: Any) -> R:
    """A row in force from the entry's date on, with the fields of its event that are columns by the same name."""
    event = entry.event
    made: R = _maker(type(event), row)(row, entry, event, entry.occurred, more)
    return made


@cache
def _maker(event: type[Event], row: type[Row]) -> Callable[..., Any]:
    """`begun` with `shared` for one type of event, as source: several times faster, and it is called for each entry."""
    names = "".join(f", {name}=event.{name}" for name in shared_names(event, row))
    source = (
        "lambda row, entry, event, at, more: row(from_earliest=at.earliest, from_latest=at.latest, since=at.text, "
        f"standing=entry.standing, stated_by=entry.stated_by, entries=entry.positions{names}, **more)"
    )
    return cast(Callable[..., Any], eval(source))


def registered(row: type[R], entry: Entry, **columns: Any) -> R:
    """A row for something that only entered the register: without a date, it holds on every day."""
    if entry.occurred.is_unknown:
        entry = msgspec.structs.replace(entry, occurred=When(UNKNOWN.text, NO_START, NO_START))
    return begun(row, entry, **columns)


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


def shared(event: Event, row: type[Row]) -> dict[str, Any]:
    """The fields of an event that are columns of a row by the same name."""
    names, values_of = _getter(type(event), row)
    return dict(zip(names, values_of(event), strict=True))


@cache
def shared_names(event: type[Event], row: type[Row]) -> tuple[str, ...]:
    """The names that an event's fields and a row's own columns have in common."""
    return tuple(name for name in event.__struct_fields__ if name in own_columns(row))


@cache
def _getter(event: type[Event], row: type[Row]) -> tuple[tuple[str, ...], Callable[[Event], tuple[Any, ...]]]:
    names = shared_names(event, row)
    if len(names) > 1:
        return names, attrgetter(*names)
    return names, lambda held: tuple(getattr(held, name) for name in names)


@cache
def own_columns(row: type[Row]) -> dict[str, Any]:
    """The columns that a row type adds to the common ones, each with its type."""
    hints = get_type_hints(row)
    return {name: hints[name] for name in row.__struct_fields__ if name not in COMMON}
