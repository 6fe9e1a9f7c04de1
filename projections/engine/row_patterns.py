"""The ways in which rows come about, for projections to choose from; each makes the projection, with its columns.

* `points`: something happened; each entry has a row of its own, in force from its date on, for ever.
* `registrations`: a subject entered the register; without a date it is there on every day.
* `spans`: something starts and ends, and the two are told by different entries, in either order.
* `chains`: each statement holds until the next one of its kind: a name, a declaration.

The rows carry their events. A projection whose rows have columns of their own gives their type, and `more`, which
works them out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, overload

import msgspec

from ledger.entries.entry import Entry
from ledger.vocabulary.date_times import microsecond_of_day
from ledger.vocabulary.dates import NO_END, NO_START, UNKNOWN, When, day_text, exactly
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


def chained(
    rows: Mapping[str, R], entry: Entry, own: R, opens: type[Event] | None = None
) -> Iterator[tuple[str, R | None]]:
    """An entry's own row in a chain, and the rows that it brings to an end.

    What `opens` the chain comes before every statement that may be later, since the date of the establishment of a
    body is often unknown; a statement that sorts before it need not have been made before it.
    """
    chain = sorted(((int(key), row) for key, row in rows.items()), key=_place)
    opening = opens is not None and isinstance(entry.event, opens)
    before = [each for each in chain if not opening or each[1].from_latest < own.from_earliest]
    for row, positions in _with_own_entries(chain[len(before) :]):
        own = _until(own, row, positions)
        if row.standing in IN_BEING:
            break
    yield str(entry.position), own
    for position, row in reversed(before):
        if not opening and row.until_standing in IN_BEING:
            continue  # another statement has its place already; the one that opens the chain may sort after that
        yield str(position), _until(row, own, entry.positions)
        if row.standing in IN_BEING:
            break


def _with_own_entries(chain: Sequence[tuple[int, R]]) -> list[tuple[R, tuple[int, ...]]]:
    """The rows of the rest of a chain, each with the entries of its own statement, without those that end it."""
    later: set[int] = set()
    found = []
    for _, row in reversed(chain):
        its = set(row.entries) - later
        later |= its
        found.append((row, tuple(sorted(its))))
    return found[::-1]


def _place(item: tuple[int, Row]) -> tuple[int, int, int, int]:
    position, row = item
    return row.from_earliest, row.from_latest, microsecond_of_day(row.since), position


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
