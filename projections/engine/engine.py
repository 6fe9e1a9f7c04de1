"""The one engine of the read side: from entries to bitemporal rows, for every projection in the same way.

A projection is a pure `evolve(rows, entry)`: given the rows of the entry's stream, which rows does the entry
open, alter or remove? The engine does the rest:

1. An entry that comes in the order of the world, within its lane (below), is evolved upon the current rows.
2. One that is back-dated there, and every correction and retraction, makes the engine fold the lanes that
   it bears on afresh, from the entries that count without it and with it, and compare the two sets of rows.
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
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Generic, TypeAlias

from msgspec import Struct

from ledger.entries.corrections import ABOUT_ENTRIES, counting, effective, in_order
from ledger.entries.entry import Entry
from ledger.vocabulary.event import Event
from projections.engine.rows import R, Row

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

    `evolve` gets the stream's rows before the entry, or only its lane's, and looks at no others. Raise
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


@dataclass(slots=True)
class _Known:
    """One stream as one projection knows it so far: its rows, and the last order in each of its lanes."""

    rows: dict[str, Row]
    last: dict[str, Order]

    def replace(self, before: Iterable[str], after: Mapping[str, Row], lanes: Mapping[str, Order | None]) -> int:
        """Put the rows of some lanes, now told up to there, in the place of those before; returns how many more."""
        held = len(self.rows)
        for key in before:
            del self.rows[key]
        self.rows |= after
        for lane, last in lanes.items():
            if last is None:
                self.last.pop(lane, None)
            else:
                self.last[lane] = last
        return len(self.rows) - held


_Story: TypeAlias = dict[str, _Known]
"""One stream as known so far, by projection."""


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
        self._streams: OrderedDict[str, _Story] = OrderedDict()

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
            story = self._story(entry)
            for projection in self._laned[event]:
                self._advance(story, projection, entry, changes)
        elif event in ABOUT_ENTRIES:
            self._tell_anew(entry, changes)
        return changes

    def _advance(self, story: _Story, projection: AnyProjection, entry: Entry, changes: list[Change]) -> None:
        known = story.get(projection.name)
        if known is None:
            known = story[projection.name] = _Known({}, {})
        lane, order = projection.lane(entry), entry.order
        if order < known.last.get(lane, order):
            counted = counting(self.recorded(entry.stream, entry.position))
            former = {position: other for position, other in counted.items() if position != entry.position}
            self._retell(projection, entry, former, counted, {lane}, changes)
        else:
            before = len(known.rows)
            known.last[lane] = order
            _differences(projection, entry, known.rows, evolved(projection, known.rows, entry), changes)
            self._held += len(known.rows) - before

    def _tell_anew(self, entry: Entry, changes: list[Change]) -> None:
        """Fold, without and with an entry that corrects or retracts another, the lanes in which that matters."""
        entries = self.recorded(entry.stream, entry.position)
        former = counting(e for e in entries if e.position < entry.position)
        counted = counting(entries)
        altered = [e for e in former.values() if counted.get(e.position) is not e]
        altered += [e for e in counted.values() if former.get(e.position) is not e]
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
        known = self._streams.get(entry.stream, {}).get(projection.name)
        if known is not None:
            last = {projection.lane(other): other.order for other in told}
            self._held += known.replace(before, after, {lane: last.get(lane) for lane in lanes})
        _replace(projection, entry, before, after, changes)

    def _story(self, entry: Entry) -> _Story:
        """The stream of an entry as known before it."""
        story = self._streams.get(entry.stream)
        if story is not None:
            self._streams.move_to_end(entry.stream)
            return story
        while self._held > self._room and self._streams:
            self._forget()
        story = self._streams[entry.stream] = {}
        if entry.version > 1:
            self._fold(story, self.recorded(entry.stream, entry.position - 1))
        return story

    def _fold(self, story: _Story, entries: Sequence[Entry]) -> None:
        counted = effective(entries)
        for projection in _those(self._laned, {type(entry.event) for entry in entries}):
            rows = fold(projection, counted)
            handled = (entry for entry in counted if type(entry.event) in projection.handles)
            story[projection.name] = _Known(rows, {projection.lane(entry): entry.order for entry in handled})
            self._held += len(rows)

    def _forget(self) -> None:
        """Let go of the stream that was not used for longest."""
        _, story = self._streams.popitem(last=False)
        self._held -= sum(len(known.rows) for known in story.values())


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
