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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeAlias

from ledger.corrections import ABOUT_ENTRIES, effective
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
    texts each one can be found.
    """

    name: str
    row: type[R]
    handles: tuple[type[Event], ...]
    evolve: Evolve[R]
    lane: Callable[[Entry], str] = whole_stream
    finds: tuple[str, ...] = ()
    version: int = 1


AnyProjection: TypeAlias = Projection[Any]
Recorded: TypeAlias = Callable[[str, int], Sequence[Entry]]
"""The entries of a stream up to a position, as recorded; how the engine reads the log when it has to."""


class Change(NamedTuple):
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
    last: dict[tuple[str, str], Order] = field(default_factory=dict)
    entries: list[Entry] | None = None
    """Kept once they had to be read, since a stream that was folded anew is often folded anew again."""


class Engine:
    """Turns entries, handed in by ascending position, into changes of rows.

    Keeps the streams that were used last, up to about `room` rows and entries; the others are folded from
    the log when they are needed again.
    """

    def __init__(self, projections: Collection[AnyProjection], recorded: Recorded, room: int = 150_000) -> None:
        self._handling: dict[type[Event], list[AnyProjection]] = {}
        for projection in projections:
            for event in projection.handles:
                self._handling.setdefault(event, []).append(projection)
        self._recorded = recorded
        self._room = room
        self._held = 0
        self._streams: OrderedDict[str, _Known] = OrderedDict()

    def advance(self, entry: Entry) -> list[Change]:
        """What one more entry changes; each row at most once."""
        return list(self._advance(entry))

    def _advance(self, entry: Entry) -> Iterator[Change]:
        about_entries = isinstance(entry.event, ABOUT_ENTRIES)
        handling = self._handling.get(type(entry.event), ())
        if not handling and not about_entries:
            return
        known = self._known(entry)
        if known.entries is not None:
            known.entries.append(entry)
            self._held += 1
        late = [projection for projection in handling if not self._comes_in_order(known, projection, entry)]
        for projection in handling:
            if projection not in late:
                yield from self._evolve(known, projection, entry)
        if late or about_entries:
            yield from self._fold_anew(known, entry, late or None)

    def _known(self, entry: Entry) -> _Known:
        known = self._streams.get(entry.stream)
        if known is not None:
            self._streams.move_to_end(entry.stream)
            return known
        known = self._streams[entry.stream] = _Known()
        if entry.version > 1:
            for _ in self._fold_anew(known, entry, None, self._recorded(entry.stream, entry.position - 1)):
                pass
        self._make_room()
        return known

    def _make_room(self) -> None:
        while self._held > self._room and len(self._streams) > 1:
            _, gone = self._streams.popitem(last=False)
            self._held -= sum(map(len, gone.rows.values())) + len(gone.entries or ())

    @staticmethod
    def _comes_in_order(known: _Known, projection: AnyProjection, entry: Entry) -> bool:
        if projection.lane is by_itself:
            return True
        lane = (projection.name, projection.lane(entry))
        if entry.order < known.last.get(lane, entry.order):
            return False
        known.last[lane] = entry.order
        return True

    def _evolve(self, known: _Known, projection: AnyProjection, entry: Entry) -> Iterator[Change]:
        rows = known.rows.setdefault(projection.name, {})
        yield from self._differences(projection, entry, rows, evolved(projection, rows, entry))

    def _fold_anew(
        self,
        known: _Known,
        entry: Entry,
        projections: Collection[AnyProjection] | None,
        entries: Sequence[Entry] | None = None,
    ) -> Iterator[Change]:
        """Fold the stream from its entries, for some projections or for all that any of them bears on."""
        if entries is None:
            if known.entries is None:
                known.entries = list(self._recorded(entry.stream, entry.position))
                self._held += len(known.entries)
            entries = known.entries
        counted = effective(entries)
        for projection in projections or self._concerned(entries):
            rows = known.rows.setdefault(projection.name, {})
            afresh = fold(projection, counted)
            gone = dict.fromkeys(rows.keys() - afresh.keys())
            yield from self._differences(projection, entry, rows, {**gone, **afresh})
            self._note_last(known, projection, counted)

    def _concerned(self, entries: Iterable[Entry]) -> list[AnyProjection]:
        found = {p.name: p for e in {type(e.event) for e in entries} for p in self._handling.get(e, ())}
        return list(found.values())

    def _note_last(self, known: _Known, projection: AnyProjection, counted: Iterable[Entry]) -> None:
        if projection.lane is by_itself:
            return
        for lane in [lane for lane in known.last if lane[0] == projection.name]:
            del known.last[lane]
        for entry in counted:
            if type(entry.event) in projection.handles:
                known.last[(projection.name, projection.lane(entry))] = entry.order

    def _differences(
        self, projection: AnyProjection, entry: Entry, rows: dict[str, Row], new: Mapping[str, Row | None]
    ) -> Iterator[Change]:
        for key, row in new.items():
            former = rows.get(key)
            if former != row:
                self._held += (row is not None) - (former is not None)
                _put(rows, key, row)
                yield Change(projection, entry.stream, key, former, row, entry.position)


def _put(rows: dict[str, Any], key: str, row: Row | None) -> None:
    if row is None:
        rows.pop(key, None)
    else:
        rows[key] = row
