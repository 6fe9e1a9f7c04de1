"""The one engine of the read side: from entries to bitemporal rows, for every projection in the same way.

A projection is a pure `evolve(rows, entry)`: given the rows of the entry's stream, which rows does the entry
open, alter or remove? The engine does the rest:

1. An entry that comes in the order of the world, within its lane (below), is evolved upon the current rows.
2. One that is back-dated there, and every correction and retraction, makes the engine fold the stream
   afresh from the entries that count, as recorded up to that entry, and compare the two sets of rows.
3. Either way each row that differs is a `Change` at the entry's position: its former version is known
   until there, its new version from there on.

So the rows known at a position equal a fresh fold of the log up to it. That is the law that the tests hold
every projection to.

A *lane* is the part of a stream whose entries bear on one another's rows: one membership, one name. An
entry of unknown date sorts before nearly everything in its stream, yet seldom before anything in its lane;
so lanes spare nearly all the folding anew.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, Generic, TypeAlias

from msgspec import Struct

from ledger.corrections import ABOUT_ENTRIES, counting, effective, in_order
from ledger.entry import Entry
from ledger.events.base import Event
from projections.rows import R, Row

Order: TypeAlias = tuple[int, int, int]
Evolve: TypeAlias = Callable[[Mapping[str, R], Entry], Iterable[tuple[str, R | None]]]


def whole_stream(entry: Entry) -> str:
    """The lane of projections in which every entry of a stream may bear on every row of it."""
    return ""


def by_itself(entry: Entry) -> str:
    """The lane of projections in which every entry has rows of its own."""
    return str(entry.position)


@dataclass(frozen=True, kw_only=True)
class Projection(Generic[R]):
    """A question's table: which events bear on it, and how.

    `evolve` gets the stream's rows before the entry and looks only at those of the entry's lane. Raise
    `version` whenever `evolve` gives other rows than before; the table is then rebuilt by itself. `finds`
    names the columns that questions look rows up by, other than the stream; in a column that holds several
    texts each one can be found. Where a row ends as the next one begins, `same` names the columns by which the
    two are one thing in two wordings, within the stream; None where rows do not follow one another.
    """

    name: str
    row: type[R]
    handles: tuple[type[Event], ...]
    evolve: Evolve[R]
    lane: Callable[[Entry], str] = whole_stream
    finds: tuple[str, ...] = ()
    same: tuple[str, ...] | None = None
    version: int = 1


AnyProjection: TypeAlias = Projection[Any]
Recorded: TypeAlias = Callable[[str, int], Sequence[Entry]]
"""The entries of a stream up to a position, as recorded; how the engine reads the log when it has to."""


_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


class Change(Struct, frozen=True, gc=False):
    """A row of a projection is, from `position` on, another one, or none."""

    projection: AnyProjection
    stream: str
    key: str
    former: Row | None
    row: Row | None
    position: int


def fold(projection: Projection[R], counted: Iterable[Entry]) -> dict[str, R]:
    """The rows that entries of one stream come to; they are those that count, in the order of the world."""
    rows: dict[str, R] = {}
    for entry in counted:
        if type(entry.event) in projection.handles:
            for key, row in evolved(projection, rows, entry).items():
                _put(rows, key, row)
    return rows


def evolved(projection: Projection[R], rows: Mapping[str, R], entry: Entry) -> dict[str, R | None]:
    """What an entry makes of the rows before it: by key, the last word on each."""
    return dict(projection.evolve(rows, entry))


@dataclass
class _Known:
    """One stream as known so far: the rows of each projection, and the last order in each of its lanes."""

    rows: dict[str, dict[str, Row]] = field(default_factory=dict)
    last: dict[str, dict[str, Order]] = field(default_factory=dict)

    def replace(
        self,
        projection: AnyProjection,
        before: Mapping[str, Row],
        after: Mapping[str, Row],
        lanes: Iterable[str],
        told: Iterable[Entry],
    ) -> int:
        """Put the rows of some lanes, told by some entries, in the place of those before; returns how many more."""
        rows = self.rows.setdefault(projection.name, {})
        last = self.last.setdefault(projection.name, {})
        for key in before:
            del rows[key]
        rows |= after
        for lane in lanes:
            last.pop(lane, None)
        last |= {projection.lane(entry): entry.order for entry in told}
        return len(after) - len(before)


class Engine:
    """Turns entries, handed in by ascending position, into changes of rows.

    Keeps the streams that were used last, up to about `room` rows; the others are folded from the log when
    they are needed again. Rows of entries that stand by themselves are never kept.
    """

    def __init__(self, projections: Collection[AnyProjection], recorded: Recorded, room: int = 200_000) -> None:
        self._alone: dict[type[Event], list[AnyProjection]] = {}
        self._laned: dict[type[Event], list[AnyProjection]] = {}
        for projection in projections:
            handling = self._alone if projection.lane is by_itself else self._laned
            for event in projection.handles:
                handling.setdefault(event, []).append(projection)
        self.recorded = recorded
        self._room = room
        self._held = 0
        self._streams: OrderedDict[str, _Known] = OrderedDict()

    def needed(self, entries: Iterable[Entry]) -> set[str]:
        """The streams whose entries, as recorded, the engine will ask for when these are handed in."""
        return {
            entry.stream
            for entry in entries
            if (entry.version > 1 and entry.stream not in self._streams and type(entry.event) in self._laned)
            or type(entry.event) in ABOUT_ENTRIES
        }

    def advance(self, entry: Entry) -> list[Change]:
        """What one more entry changes; each row at most once."""
        changes: list[Change] = []
        event = type(entry.event)
        for projection in self._alone.get(event, ()):
            for key, row in evolved(projection, _NONE, entry).items():
                if row is not None:
                    changes.append(Change(projection, entry.stream, key, None, row, entry.position))
        if event in self._laned:
            known = self._known(entry)
            for projection in self._laned[event]:
                self._advance(known, projection, entry, changes)
        elif event in ABOUT_ENTRIES:
            self._tell_anew(entry, changes)
        return changes

    def _advance(self, known: _Known, projection: AnyProjection, entry: Entry, changes: list[Change]) -> None:
        rows = known.rows.setdefault(projection.name, {})
        last = known.last.setdefault(projection.name, {})
        lane, order = projection.lane(entry), entry.order
        before = len(rows)
        if order < last.get(lane, order):
            counted = counting(self.recorded(entry.stream, entry.position))
            former = {position: other for position, other in counted.items() if position != entry.position}
            self._retell(projection, entry, former, counted, {lane}, changes)
        else:
            last[lane] = order
            _differences(projection, entry, rows, evolved(projection, rows, entry), changes)
            self._held += len(rows) - before

    def _tell_anew(self, entry: Entry, changes: list[Change]) -> None:
        """Fold, without and with an entry that corrects or retracts another, the lanes in which that matters."""
        entries = self.recorded(entry.stream, entry.position)
        former = counting(e for e in entries if e.position < entry.position)
        counted = counting(entries)
        altered = [
            e for e in (*former.values(), *counted.values()) if former.get(e.position) != counted.get(e.position)
        ]
        told = {type(e.event) for e in altered}
        for projection in (*_those(self._alone, told), *_those(self._laned, told)):
            lanes = {projection.lane(e) for e in altered if type(e.event) in projection.handles}
            self._retell(projection, entry, former, counted, lanes, changes)

    def _retell(
        self,
        projection: AnyProjection,
        entry: Entry,
        former: Mapping[int, Entry],
        counted: Mapping[int, Entry],
        lanes: Collection[str],
        changes: list[Change],
    ) -> None:
        """Fold some lanes of a stream from what counted before an entry and from what counts with it."""
        before = fold(projection, _of_lanes(projection, former, lanes))
        told = _of_lanes(projection, counted, lanes)
        after = fold(projection, told)
        known = self._streams.get(entry.stream)
        if known is not None and projection.lane is not by_itself:
            self._held += known.replace(projection, before, after, lanes, told)
        _replace(projection, entry, before, after, changes)

    def _known(self, entry: Entry) -> _Known:
        known = self._streams.get(entry.stream)
        if known is not None:
            self._streams.move_to_end(entry.stream)
            return known
        entries = self.recorded(entry.stream, entry.position - 1) if entry.version > 1 else ()
        return self._fold(entry.stream, {type(e.event) for e in entries}, effective(entries))

    def _fold(self, stream: str, told: Collection[type[Event]], counted: Sequence[Entry]) -> _Known:
        known = self._streams[stream] = _Known()
        for projection in _those(self._laned, told):
            known.rows[projection.name] = fold(projection, counted)
            known.last[projection.name] = {
                projection.lane(entry): entry.order for entry in counted if type(entry.event) in projection.handles
            }
            self._held += len(known.rows[projection.name])
        while self._held > self._room and len(self._streams) > 1:
            self._forget(next(iter(self._streams)))
        return known

    def _forget(self, stream: str) -> None:
        gone = self._streams.pop(stream, None)
        if gone is not None:
            self._held -= sum(map(len, gone.rows.values()))


def _those(handling: Mapping[type[Event], Iterable[AnyProjection]], told: Iterable[type[Event]]) -> list[AnyProjection]:
    """The projections on which any of the events bears."""
    found = {projection.name: projection for event in told for projection in handling.get(event, ())}
    return list(found.values())


def _of_lanes(projection: AnyProjection, counted: Mapping[int, Entry], lanes: Collection[str]) -> list[Entry]:
    """The entries of some lanes that bear on a projection, in the order of the world."""
    handled = [entry for entry in counted.values() if type(entry.event) in projection.handles]
    return in_order(entry for entry in handled if projection.lane(entry) in lanes)


def _replace(
    projection: AnyProjection,
    entry: Entry,
    rows: dict[str, Row],
    afresh: Mapping[str, Row],
    changes: list[Change],
) -> None:
    gone: dict[str, Row | None] = dict.fromkeys(rows.keys() - afresh.keys())
    _differences(projection, entry, rows, {**gone, **afresh}, changes)


def _differences(
    projection: AnyProjection,
    entry: Entry,
    rows: dict[str, Row],
    new: Mapping[str, Row | None],
    changes: list[Change],
) -> None:
    """Put the new rows among the others and note which of them differ from what was there."""
    for key, row in new.items():
        former = rows.get(key)
        if former != row:
            _put(rows, key, row)
            changes.append(Change(projection, entry.stream, key, former, row, entry.position))


def _put(rows: dict[str, Any], key: str, row: Row | None) -> None:
    if row is None:
        rows.pop(key, None)
    else:
        rows[key] = row
