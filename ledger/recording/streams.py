"""The situation of a decision: the streams it looks at, with what was decided earlier in the same command."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import reduce
from operator import attrgetter
from typing import Any, Final, NamedTuple, TypeAlias

from ledger.aggregates import KINDS, kind_for
from ledger.aggregates.aggregate import Lane
from ledger.entries.corrections import in_order
from ledger.entries.counted import Counted
from ledger.entries.entry import PENDING, Entry
from ledger.refusals import UnknownSubject
from ledger.vocabulary.subjects import Reference, kind_of, name_of, of_another_kind

_order: Final = attrgetter("order")

Lanes: TypeAlias = dict[Lane | None, None]
"""Lanes of a stream, each once."""


class Mark(NamedTuple):
    """How far a stream was told, and what it came to, to go back to."""

    version: int
    state: Any


class Stream:
    """One stream as far as it is told: its entries in the order of recording, and what they come to.

    An entry that is told out of order has only its own lane folded anew (`ledger.aggregates.aggregate.Kind`); a
    correction or retraction, the lanes of what it changes.
    """

    def __init__(self, name: str, entries: Iterable[Entry] = ()) -> None:
        self.name = name
        self.entries: list[Entry] = []
        self._kind = kind_for(name)
        self.state = self._kind.initial
        self._introductions: Counter[str] = Counter()  # by event: a meeting is called, and then it is held
        self._counted = Counted()
        self._lanes: dict[Lane | None, list[Entry]] = {}
        """By lane, the entries that count, in the order of the world."""
        self._fold(self._tell(entries))

    @property
    def version(self) -> int:
        """How many entries the stream has."""
        return len(self.entries)

    @property
    def introduced(self) -> bool:
        """Whether an entry that counts introduces the subject."""
        return any(self._introductions.values())

    @property
    def faults(self) -> list[str]:
        """What corrections have made impossible."""
        twice = ["it would be introduced twice"] if any(n > 1 for n in self._introductions.values()) else []
        return [*twice, *self._kind.faults(self.state)]

    def recorded_as(self, event_id: str) -> Entry | None:
        """Its entry with an event id, if it has one."""
        return next((entry for entry in self.entries if entry.event_id == event_id), None)

    def counted(self) -> list[Entry]:
        """The entries that count, corrected, in the order of the world."""
        return in_order(self._counted.by_position.values())

    def as_it_stands(self, position: int) -> Entry | None:
        """One of its entries after corrections; None where it has been retracted."""
        return self._counted.by_position.get(position)

    def add(self, entry: Entry) -> None:
        """Go on with one more entry."""
        self._fold(self._tell([entry]))

    def put(self, recorded: Sequence[Entry]) -> None:
        """Let its last entries have the positions at which they were recorded."""
        lanes = self._take_back(self.version - len(recorded))
        self._fold({**lanes, **self._tell(recorded, fold=False)})

    def mark(self) -> Mark:
        """What to go back to, should what comes next be refused."""
        return Mark(self.version, self.state)

    def back_to(self, mark: Mark) -> None:
        """Take back whatever was added since."""
        self._take_back(mark.version)
        self.state = mark.state

    def _tell(self, entries: Iterable[Entry], fold: bool = True) -> Lanes:
        """Add entries; returns the lanes that are to be folded anew, since they were told something out of order.

        Those lanes are left as they were in the state. What comes last in its lane is put on top at once.
        """
        lanes: Lanes = {}
        for entry in entries:
            before, after = self._counted.add(entry)
            self.entries.append(entry)
            if before is None and after is entry and fold:
                told = self._lanes.setdefault(lane := self._lane_of(entry), [])
                self._introductions[entry.event.TYPE] += entry.event.introduces
                if lane not in lanes and (not told or told[-1].order < entry.order):
                    told.append(entry)
                    self.state = self._kind.evolve(self.state, entry)
                else:
                    insort(told, entry, key=_order)
                    lanes[lane] = None
            else:
                lanes |= self._move(before, after)
        return lanes

    def _take_back(self, version: int) -> Lanes:
        """Take back the last entries, and leave the state as it was; returns the lanes that they were in."""
        lanes: Lanes = {}
        while self.version > version:
            lanes |= self._move(*self._counted.take_back(self.entries.pop()))
        return lanes

    def _move(self, before: Entry | None, after: Entry | None) -> Lanes:
        """Put an entry as it counts now in the place of what counted before; returns the lanes of both."""
        lanes: Lanes = {}
        if before is not None:
            told = self._lanes[lane := self._lane_of(before)]
            del told[bisect_left(told, before.order, key=_order)]
            self._introductions[before.event.TYPE] -= before.event.introduces
            lanes[lane] = None
        if after is not None:
            insort(self._lanes.setdefault(lane := self._lane_of(after), []), after, key=_order)
            self._introductions[after.event.TYPE] += after.event.introduces
            lanes[lane] = None
        return lanes

    def _lane_of(self, entry: Entry) -> Lane | None:
        return self._kind.lane(entry) if self._kind.lanes else None

    def _fold(self, lanes: Iterable[Lane | None]) -> None:
        for lane in lanes:
            state = self._kind.without(self.state, lane)
            self.state = reduce(self._kind.evolve, self._lanes[lane], state)


class Streams:
    """The streams of a command, each loaded when it is first looked at (implements `aggregates.Situation`)."""

    def __init__(
        self, load: Callable[[str], Iterable[Entry]], names: Callable[[str], Collection[str]] = lambda kind: ()
    ) -> None:
        self._load = load
        self._names = names
        self._streams: dict[str, Stream] = {}
        self._pending = PENDING

    def stream(self, name: str) -> Stream:
        """One stream."""
        found = self._streams.get(name)
        if found is None:
            found = self._streams[name] = Stream(name, self._load(name))
        return found

    def next_position(self) -> int:
        """A provisional position for an entry that is being decided: after all that are recorded."""
        self._pending += 1
        return self._pending

    def state(self, stream: str) -> Any:
        """What a stream comes to, as its kind of stream sees it."""
        return self.stream(stream).state

    def exists(self, subject: str) -> bool:
        """Whether the subject has been introduced and not been retracted."""
        return self.stream(subject).introduced

    def known_names(self, kinds: Iterable[str]) -> list[str]:
        """The names of all subjects of some kinds, told and being told."""
        names: set[str] = set()
        for kind in kinds:
            names.update(self._names(kind))
            names.update(name_of(s) for s, told in self._streams.items() if kind_of(s) == kind and told.introduced)
        return sorted(names)

    def refuse_unknown(self, references: Iterable[Reference]) -> None:
        """Refuse what mentions a subject that nobody has introduced, or one that cannot stand there.

        Raises:
            UnknownSubject: with the near misses of the kinds that can.
            Refusal: it is of another kind than can stand there.
        """
        for reference in references:
            subject, kind = reference.subject, kind_of(reference.subject)
            if kind == "document" and reference.fits:
                continue
            if kind not in KINDS:
                raise UnknownSubject(reference.kinds or KINDS, subject)
            if not reference.fits:
                raise of_another_kind(subject, [kind], reference.kinds)
            if not self.exists(subject):
                raise UnknownSubject([kind], name_of(subject), self.known_names([kind]))
