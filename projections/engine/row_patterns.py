"""The ways in which rows come about, for projections to choose from: points, spans and chains.

All of them take those fields of an event that the row has under the same name.

* `Points`: something happened; each entry has a row of its own, in force from its date on, for ever.
* `Spans`: something starts and ends, and the two are told by different entries, in either order.
* `Chains`: each statement holds until the next one of its kind: a name, a declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic

import msgspec

from ledger.entries.entry import Entry
from ledger.vocabulary.dates import NO_END, NO_START, UNKNOWN, When, day_text, exactly
from ledger.vocabulary.event import Event
from ledger.vocabulary.provenance import IN_BEING
from projections.engine.rows import R, Row, ended, only_ended, registered, restarted, shared, shared_names, told

Columns = Callable[[Entry], dict[str, Any]]


def no_more(entry: Entry) -> dict[str, Any]:
    """No columns beyond those that the event and the row have in common."""
    return {}


@dataclass(frozen=True)
class Points(Generic[R]):
    """A row for each entry, under the entry's position; its lane is `by_itself`."""

    row: type[R]
    more: Columns = no_more

    def __call__(self, rows: Mapping[str, R], entry: Entry) -> tuple[tuple[str, R | None]]:
        """The entry's row."""
        return ((str(entry.position), told(self.row, entry, **self.more(entry))),)


@dataclass(frozen=True)
class Registrations(Generic[R]):
    """One row for a subject that entered the register; without a date it is there on every day."""

    row: type[R]

    def __call__(self, rows: Mapping[str, R], entry: Entry) -> Iterator[tuple[str, R | None]]:
        """The subject's row."""
        yield "", registered(self.row, entry, **shared(entry.event, self.row))


@dataclass(frozen=True)
class Spans(Generic[R]):
    """A row for each thing that starts and ends, under the key that both events give; also its lane.

    An end may be told before its start, or sort before it, since `[..2018]` has no earliest day. Whatever
    the order, the row has the start that is told and the end that is told.
    """

    row: type[R]
    starts: type[Event]
    ends: type[Event]
    key: Callable[[Any], str]

    def __call__(self, rows: Mapping[str, R], entry: Entry) -> Iterator[tuple[str, R | None]]:
        """The row that the entry starts or ends."""
        event, key = entry.event, self.key(entry.event)
        yield key, self._told(event, rows.get(key), entry)

    def _told(self, event: Event, row: R | None, entry: Entry) -> R:
        if isinstance(event, self.starts):
            return told(self.row, entry) if row is None else restarted(row, entry, **shared(event, self.row))
        if row is None:
            return only_ended(self.row, entry, **shared(event, self.row))
        names = _told_by_ends(self.starts, self.ends, self.row)
        return ended(row, entry, **{name: getattr(event, name) for name in names})

    def lane(self, entry: Entry) -> str:
        """What keeps the entries of one thing together."""
        return self.key(entry.event)


@dataclass(frozen=True)
class Chains(Generic[R]):
    """A row for each statement, under its position, in force until the eve of the next one.

    What `opens` the chain is its first statement whatever its date, which for the establishment of a body
    is often unknown.
    """

    row: type[R]
    opens: type[Event] | None = None
    more: Columns = no_more

    def __call__(self, rows: Mapping[str, R], entry: Entry) -> Iterator[tuple[str, R | None]]:
        """The entry's row, and those that it brings to an end."""
        own = told(self.row, entry, **self.more(entry))
        chain = sorted(((int(key), row) for key, row in rows.items()), key=_place)
        if self.opens is not None and isinstance(entry.event, self.opens):
            before, after = [], chain
        else:
            before, after = chain, []
        yield str(entry.position), _until(own, after[0][1], after[0][:1]) if after else own
        for position, row in reversed(before):
            yield str(position), _until(row, own, own.entries)
            if row.standing in IN_BEING:
                break


@cache
def _told_by_ends(starts: type[Event], ends: type[Event], row: type[Row]) -> tuple[str, ...]:
    """The columns that only an end tells."""
    by_starts = shared_names(starts, row)
    return tuple(name for name in shared_names(ends, row) if name not in by_starts)


def _place(item: tuple[int, Row]) -> tuple[int, int, int]:
    position, row = item
    return row.from_earliest, row.from_latest, position


def _until(row: R, next_row: Row, because_of: tuple[int, ...]) -> R:
    if next_row.standing not in IN_BEING and row.until_standing in IN_BEING:
        return row
    last = eve(When(next_row.since, next_row.from_earliest, next_row.from_latest))
    return msgspec.structs.replace(
        row,
        to_earliest=last.earliest,
        to_latest=last.latest if next_row.standing in IN_BEING else NO_END,
        until=last.text,
        until_standing=next_row.standing,
        entries=tuple(sorted({*row.entries, *because_of})),
    )


def eve(of: When) -> When:
    """The last day before a date, as imprecise as the date is."""
    earliest, latest = (n if n in (NO_START, NO_END) else n - 1 for n in (of.earliest, of.latest))
    if earliest == latest:
        return exactly(earliest)
    if (earliest, latest) == (NO_START, NO_END):
        return UNKNOWN
    bounds = ("" if n in (NO_START, NO_END) else day_text(n) for n in (earliest, latest))
    return When(f"[{'..'.join(bounds)}]", earliest, latest)
