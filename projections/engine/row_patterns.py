"""The ways in which rows come about, for projections to choose from; each makes the projection, with its columns.

* `points`: something happened; each entry has a row of its own, in force from its date on, for ever.
* `registrations`: a subject entered the register; without a date it is there on every day.
* `spans`: something starts and ends, and the two are told by different entries, in either order.
* `chains`: each statement holds until the next one of its kind: a name, a declaration.

The rows carry their events. A projection whose rows have columns of their own gives their type, and `more`, which
works them out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, overload

import msgspec

from ledger.entries.entry import Entry
from ledger.vocabulary.date_times import microsecond_of_day
from ledger.vocabulary.dates import NO_END, NO_START, UNKNOWN, day_text
from ledger.vocabulary.event import Event
from ledger.vocabulary.provenance import IN_BEING
from projections.engine.engine import Projection, by_itself
from projections.engine.rows import (
    E,
    F,
    P,
    Point,
    R,
    Row,
    Span,
    begun,
    ended,
    only_ended,
    registered,
    restarted,
    since_ever,
    untold,
)

Found = tuple[str, ...]


@overload
def points(name: str, event: type[E], *, finds: Found = ()) -> Projection[Point[E]]: ...
@overload
def points(
    name: str, event: type[E], *, finds: Found = (), row: type[P], more: Callable[[E], dict[str, Any]]
) -> Projection[P]: ...
def points(
    name: str,
    event: type[E],
    *,
    finds: Found = (),
    row: type[Any] = Point,
    more: Callable[[E], dict[str, Any]] | None = None,
) -> Projection[Any]:
    """A row for each entry, under the entry's position."""

    def evolve(rows: Mapping[str, Any], entry: Entry) -> tuple[tuple[str, Any]]:
        event: Any = entry.event
        made = begun(row, entry, event=event) if more is None else begun(row, entry, event=event, **more(event))
        return ((str(entry.position), made),)

    return Projection(name=name, row=row, handles=(event,), evolve=evolve, lane=by_itself, finds=finds)


def registrations(name: str, event: type[E], *, finds: Found = ()) -> Projection[Point[E]]:
    """One row for a subject that entered the register; without a date it is there on every day."""

    def evolve(rows: Mapping[str, Point[E]], entry: Entry) -> Iterator[tuple[str, Point[E] | None]]:
        yield "", registered(Point, entry, event=entry.event)

    return Projection(name=name, row=Point, handles=(event,), evolve=evolve, finds=finds, itself=True)


def the_only_one(event: Any) -> str:
    """The key where a stream tells of one thing, such as the being of a body."""
    return ""


def spans(
    name: str,
    starts: type[E],
    ends: type[F],
    *,
    key: Callable[[E | F], str] = the_only_one,
    finds: Found = (),
    registers: bool = False,
) -> Projection[Span[E, F]]:
    """A row for each thing that starts and ends, under the key that both events give, which is also its lane.

    An end may be told before its start, or sort before it, since `[..2018]` has no earliest day. Whatever
    the order, the row has the start that is told and the end that is told. With `registers`, what started on no
    known day is there from the first day on: it only entered the register.
    """

    def evolve(rows: Mapping[str, Span[E, F]], entry: Entry) -> Iterator[tuple[str, Span[E, F] | None]]:
        event: Any = entry.event
        where = key(event)
        row = rows.get(where)
        if isinstance(event, starts):
            entry = since_ever(entry) if registers else entry
            yield where, begun(Span, entry, event=event) if row is None else restarted(row, entry, event=event)
        elif row is None:
            yield where, only_ended(Span, entry, event=untold(starts, event), end=event)
        else:
            yield where, ended(row, entry, end=event)

    def lane(entry: Entry) -> str:
        event: Any = entry.event
        return key(event)

    return Projection(
        name=name,
        row=Span,
        handles=(starts, ends),
        evolve=evolve,
        lane=lane,
        finds=finds,
        itself=key is the_only_one,
    )


def chains(name: str, event: type[E]) -> Projection[Point[E]]:
    """A row for each statement, under its position, in force until the eve of the next one in the stream."""

    def evolve(rows: Mapping[str, Point[E]], entry: Entry) -> Iterator[tuple[str, Point[E] | None]]:
        event: Any = entry.event
        yield from chained(rows, entry, begun(Point, entry, event=event))

    return Projection(name=name, row=Point, handles=(event,), evolve=evolve, same=())


class ChainedRow(Row, frozen=True, kw_only=True):
    """A statement in a chain that is opened: by the establishment of a body, say, whose date is often unknown."""

    first: bool = False
    """Whether it opened the chain. Every other statement that may be later is later."""


def chained(
    rows: Mapping[str, R], entry: Entry, own: R, opens: type[Event] | None = None
) -> Iterator[tuple[str, R | None]]:
    """An entry's own row in a chain, and the rows that it may bring to an end.

    A statement lasts until the first that comes after it. Where the dates do not tell which of two came first, each
    may have ended the other, and what either says is only possible from there on. On one day the order of telling
    counts. Rows of a chain that something `opens` are of `ChainedRow`.
    """
    if isinstance(own, ChainedRow):
        own = msgspec.structs.replace(own, first=opens is not None and isinstance(entry.event, opens))
    for key, row in sorted(rows.items(), key=_place):
        if (ending := comes_after(own, row)) is not False:
            other = ended_by(row, own, entry.positions, surely=ending is True)
            if other is not row:
                yield key, other
        if ending is not True:
            own = ended_by(own, row, (int(key),), surely=ending is False)
    yield str(entry.position), own


def _place(item: tuple[str, Row]) -> tuple[int, int, int, int]:
    key, row = item
    return row.from_earliest, row.from_latest, microsecond_of_day(row.since), int(key)


def comes_after(own: Row, row: Row) -> bool | None:
    """Whether the statement that is told now comes after another one; None where nobody can tell."""
    if own.from_earliest > row.from_latest:
        return True
    if own.from_latest < row.from_earliest:
        return False
    if isinstance(own, ChainedRow) and isinstance(row, ChainedRow) and own.first != row.first:
        return row.first
    # They are told in the order of the world.
    return True if own.from_earliest == own.from_latest == row.from_earliest == row.from_latest else None


def ended_by(row: R, later: Row, because_of: tuple[int, ...], *, surely: bool) -> R:
    """The row with the end that a statement, which comes after it surely or only possibly, makes it have or may."""
    earliest = max(max(later.from_earliest, row.from_earliest) - 1, NO_START)
    latest = NO_END if later.from_latest == NO_END else later.from_latest - 1
    surely_ended = row.until_standing in IN_BEING
    if surely_ended and earliest >= row.to_latest:
        return row
    more: dict[str, Any] = {"to_earliest": min(earliest, row.to_earliest)}
    if surely and not (surely_ended and (later.standing not in IN_BEING or latest >= row.to_latest)):
        more |= {"until_standing": later.standing, "to_latest": latest if later.standing in IN_BEING else NO_END}
        more["until"] = _between(more["to_earliest"], latest)
    elif surely_ended:
        more["until"] = _between(more["to_earliest"], row.to_latest)
    entries = tuple(sorted({*row.entries, *because_of}))
    return msgspec.structs.replace(row, **more, entries=entries)


def _between(earliest: int, latest: int) -> str:
    """The text of some day between two, which may be open."""
    if earliest == latest:
        return day_text(earliest)
    if (earliest, latest) == (NO_START, NO_END):
        return UNKNOWN.text
    return f"[{'..'.join('' if n in (NO_START, NO_END) else day_text(n) for n in (earliest, latest))}]"
