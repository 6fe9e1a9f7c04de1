"""The one engine of the read side: from entries to bitemporal rows, for every projection in the same way.

A projection is a pure `evolve(rows, entry)`: given the rows of the entry's stream, which rows does the entry
open, alter or remove? The engine does the rest:

1. An entry that comes in the order of the world, within its lane (below), is evolved upon the current rows.
2. One that is back-dated there, and every correction and retraction, makes the engine fold the lanes that
   it bears on afresh, from the entries that count without it and with it, and compare the two sets of rows.
   From then on it keeps the stream's entries by lane, so that the next one costs as much as its lane is long.
3. Either way each row that differs is a `Change` at the entry's position: its former version is known
   until there, its new version from there on.

So the rows known at a position equal a fresh fold of the log up to it. That is the law that the tests hold
every projection to.

A *lane* is the part of a stream whose entries bear on one another's rows: one membership, one name. An
entry of unknown date sorts before nearly everything in its stream, yet seldom before anything in its lane;
so lanes spare nearly all the folding anew.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, Generic, TypeAlias

from msgspec import Struct

from ledger.entries.corrections import ABOUT_ENTRIES, in_order
from ledger.entries.counted import Alteration, Counted
from ledger.entries.entry import Entry
from ledger.vocabulary.event import Event
from projections.engine.rows import R, Row

Order: TypeAlias = tuple[int, int, int, int]
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

    `evolve` gets the stream's rows before the entry, or only its lane's, and looks at no others. Raise
    `version` whenever `evolve` gives other rows than before; the table is then rebuilt by itself. `finds`
    names the columns that questions look rows up by, other than the stream; in a column that holds several
    texts each one can be found. Where a row ends as the next one begins, `same` names the columns by which the
    two are one thing in two wordings, within the stream; None where rows do not follow one another. What is
    `only_found_by` says nothing that another projection does not say, and is not shown.

    Where there is an index of words, the rows have a column `words`, and each entry alters one row at most: a version
    of a row is known there by the entry from which it is known.
    """

    name: str
    row: type[R]
    handles: tuple[type[Event], ...]
    evolve: Evolve[R]
    lane: Callable[[Entry], str] = whole_stream
    finds: tuple[str, ...] = ()
    same: tuple[str, ...] | None = None
    only_found_by: bool = False
    word_index: bool = False
    version: int = 1
    itself: bool = False
    """Whether its rows say what a subject itself is, its being or its name: one, where two ids are one subject."""


AnyProjection: TypeAlias = Projection[Any]
Recorded: TypeAlias = Callable[[str, int], Sequence[Entry]]
"""The entries of a stream up to a position, as recorded; how the engine reads the log when it has to."""


_order: Final = attrgetter("order")
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


@dataclass(slots=True)
class _Known:
    """One stream as one projection knows it so far: its rows, and the last order in each of its lanes.

    `told` are the entries of each lane that count, in the order of the world; kept from when the stream is first
    told something late or about an entry, since most streams never are.
    """

    rows: dict[str, Row] = field(default_factory=dict)
    last: dict[str, Order] = field(default_factory=dict)
    told: dict[str, list[Entry]] | None = None


@dataclass(slots=True)
class _Stream:
    """One stream as known so far, by projection; `counted` is there from when it is first needed."""

    known: dict[str, _Known] = field(default_factory=dict)
    counted: Counted | None = None
    held: int = 0
    """How many rows and entries it holds."""


class Engine:
    """Turns entries, handed in by ascending position, into changes of rows.

    Keeps the streams that were used last, up to about `room` rows and entries; the others are folded from the log
    when they are needed again. Rows of entries that stand by themselves are never kept.
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
        self._streams: OrderedDict[str, _Stream] = OrderedDict()

    def needed(self, entries: Iterable[Entry]) -> set[str]:
        """The streams whose entries, as recorded, the engine will ask for when these are handed in."""
        return {entry.stream for entry in entries if self._is_needed(entry)}

    def advance(self, entry: Entry) -> list[Change]:
        """What one more entry changes; each row at most once."""
        changes: list[Change] = []
        event = type(entry.event)
        for projection in self._alone.get(event, ()):
            for key, row in evolved(projection, _NONE, entry).items():
                if row is not None:
                    changes.append(Change(projection, entry.stream, key, None, row, entry.position))
        if event in self._laned:
            self._tell(self._stream(entry), entry, changes)
        elif event in ABOUT_ENTRIES:
            self._tell_anew(self._stream(entry), entry, changes)
        elif (stream := self._streams.get(entry.stream)) is not None and stream.counted is not None:
            self._count(stream, entry)
        return changes

    def _is_needed(self, entry: Entry) -> bool:
        event, stream = type(entry.event), self._streams.get(entry.stream)
        if event in ABOUT_ENTRIES:
            return stream is None or stream.counted is None
        return stream is None and entry.version > 1 and event in self._laned

    def _tell(self, stream: _Stream, entry: Entry, changes: list[Change]) -> None:
        """Evolve what an entry bears on; a lane that has come further in the world is folded anew."""
        told = self._count(stream, entry) if stream.counted is not None else None
        for projection in self._laned[type(entry.event)]:
            known = stream.known.get(projection.name)
            if known is None:
                known = stream.known[projection.name] = _Known()
            lane, order = projection.lane(entry), entry.order
            if order < known.last.get(lane, order):
                told = told or self._count(stream, entry)
                self._retell(stream, projection, entry, told, changes)
            else:
                before = len(known.rows)
                known.last[lane] = order
                if known.told is not None:
                    known.told.setdefault(lane, []).append(entry)
                _differences(projection, entry, known.rows, evolved(projection, known.rows, entry), changes)
                self._hold(stream, len(known.rows) - before)

    def _tell_anew(self, stream: _Stream, entry: Entry, changes: list[Change]) -> None:
        """Put an entry, as it counts after one that corrects or retracts it, in the place of what counted before."""
        told = self._count(stream, entry)
        if told.before == told.after:
            return
        events = {type(counted.event) for counted in told if counted is not None}
        for projection in _those(self._alone, events):
            before, after = (fold(projection, [] if counted is None else [counted]) for counted in told)
            _replace(projection, entry, before, after, changes)
        for projection in _those(self._laned, events):
            self._retell(stream, projection, entry, told, changes)

    def _retell(
        self, stream: _Stream, projection: AnyProjection, entry: Entry, told: Alteration, changes: list[Change]
    ) -> None:
        """Fold the lanes of what an entry alters, from what counted before it and from what counts with it."""
        known = stream.known.setdefault(projection.name, _Known())
        if known.told is None:
            known.told = self._lanes(stream, projection, told)
        lanes = dict.fromkeys(projection.lane(counted) for counted in told if counted is not None)
        before = _folded(projection, known.told, lanes)
        if told.before is not None:
            its = known.told[projection.lane(told.before)]
            del its[bisect_left(its, told.before.order, key=_order)]
        if told.after is not None:
            insort(known.told.setdefault(projection.lane(told.after), []), told.after, key=_order)
        after = _folded(projection, known.told, lanes)
        for key in before:
            del known.rows[key]
        known.rows |= after
        for lane in lanes:
            if known.told[lane]:
                known.last[lane] = known.told[lane][-1].order
            else:
                del known.told[lane], known.last[lane]
        self._hold(stream, len(after) - len(before))
        _replace(projection, entry, before, after, changes)

    def _lanes(self, stream: _Stream, projection: AnyProjection, told: Alteration) -> dict[str, list[Entry]]:
        """The entries of every lane that counted before an alteration, in the order of the world."""
        assert stream.counted is not None
        counted = [e for e in stream.counted.by_position.values() if e is not told.after]
        lanes: dict[str, list[Entry]] = {}
        for entry in in_order(counted if told.before is None else [*counted, told.before]):
            if type(entry.event) in projection.handles:
                lanes.setdefault(projection.lane(entry), []).append(entry)
        return lanes

    def _count(self, stream: _Stream, entry: Entry) -> Alteration:
        """Let an entry count, after all those before it in its stream."""
        if stream.counted is None:
            stream.counted = Counted(self.recorded(entry.stream, entry.position - 1))
            self._hold(stream, len(stream.counted.by_position))
        self._hold(stream, 1)
        return stream.counted.add(entry)

    def _stream(self, entry: Entry) -> _Stream:
        """The stream of an entry as known before it."""
        stream = self._streams.get(entry.stream)
        if stream is not None:
            self._streams.move_to_end(entry.stream)
            return stream
        while self._held > self._room and self._streams:
            self._held -= self._streams.popitem(last=False)[1].held  # that which was not used for longest
        stream = self._streams[entry.stream] = _Stream()
        if entry.version > 1:
            self._fold(stream, self.recorded(entry.stream, entry.position - 1), type(entry.event) in ABOUT_ENTRIES)
        return stream

    def _fold(self, stream: _Stream, entries: Sequence[Entry], keep: bool) -> None:
        told = Counted(entries)
        counted = in_order(told.by_position.values())
        for projection in _those(self._laned, {type(entry.event) for entry in entries}):
            rows = fold(projection, counted)
            handled = (entry for entry in counted if type(entry.event) in projection.handles)
            last = {projection.lane(entry): entry.order for entry in handled}
            stream.known[projection.name] = _Known(rows, last)
            self._hold(stream, len(rows))
        if keep:
            stream.counted = told
            self._hold(stream, len(counted))

    def _hold(self, stream: _Stream, more: int) -> None:
        stream.held += more
        self._held += more


def _those(handling: Mapping[type[Event], Iterable[AnyProjection]], told: Iterable[type[Event]]) -> list[AnyProjection]:
    """The projections on which any of the events bears."""
    found = {projection.name: projection for event in told for projection in handling.get(event, ())}
    return list(found.values())


def _folded(projection: AnyProjection, told: Mapping[str, Sequence[Entry]], lanes: Iterable[str]) -> dict[str, Row]:
    """The rows that some lanes come to."""
    rows: dict[str, Row] = {}
    for lane in lanes:
        rows |= fold(projection, told.get(lane, ()))
    return rows


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
