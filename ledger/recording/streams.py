"""The situation of a decision: the streams it looks at, with what was decided earlier in the same command."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import reduce
from operator import attrgetter
from typing import Any, Final, NamedTuple

from ledger.aggregates import KINDS, kind_for
from ledger.aggregates.aggregate import Lane
from ledger.entries.corrections import ABOUT_ENTRIES, counting, in_order
from ledger.entries.entry import PENDING, Entry
from ledger.refusals import UnknownSubject
from ledger.vocabulary.subjects import Reference, kind_of, name_of

_order: Final = attrgetter("order")


class Mark(NamedTuple):
    """How a stream stood, to go back to: its version, what it came to, and which entries counted."""

    version: int
    state: Any
    introductions: int
    counted: dict[int, Entry]
    lanes: dict[Lane | None, list[Entry]]


class Stream:
    """One stream as far as it is told: its entries in the order of recording, and what they come to.

    An entry that is told out of order has only its own lane folded anew (`ledger.aggregates.aggregate.Kind`); a
    correction or retraction, the lanes of what it changes.
    """

    def __init__(self, name: str, entries: Iterable[Entry] = ()) -> None:
        self.name = name
        self.entries = list(entries)
        self._kind = kind_for(name)
        self.state = self._kind.initial
        self._introductions = 0
        self._counted: dict[int, Entry] = {}
        self._lanes: dict[Lane | None, list[Entry]] = {}
        """By lane, the entries that count, in the order of the world."""
        self._settle(counting(self.entries))

    @property
    def version(self) -> int:
        """How many entries the stream has."""
        return len(self.entries)

    @property
    def introduced(self) -> bool:
        """Whether an entry that counts introduces the subject."""
        return self._introductions > 0

    @property
    def faults(self) -> list[str]:
        """What corrections have made impossible."""
        twice = ["it would be introduced twice"] if self._introductions > 1 else []
        return [*twice, *self._kind.faults(self.state)]

    def add(self, entry: Entry) -> None:
        """Go on with one more entry."""
        self.entries.append(entry)
        if isinstance(entry.event, ABOUT_ENTRIES):
            self._settle(counting(self.entries))
            return
        self._counted[entry.position] = entry
        self._introductions += entry.event.introduces
        lane = self._kind.lane(entry)
        told = self._lanes.setdefault(lane, [])
        if not told or told[-1].order < entry.order:
            told.append(entry)
            self.state = self._kind.evolve(self.state, entry)
        else:
            insort(told, entry, key=_order)
            self._fold([lane])

    def put(self, recorded: Sequence[Entry]) -> None:
        """Let its last entries have the positions at which they were recorded."""
        provisional = self.entries[-len(recorded) :]
        self.entries[-len(recorded) :] = recorded
        if any(isinstance(entry.event, ABOUT_ENTRIES) for entry in recorded):
            self._settle(counting(self.entries))
            return
        places = dict(zip((entry.position for entry in provisional), recorded, strict=True))
        for position, entry in places.items():
            del self._counted[position]
            self._counted[entry.position] = entry
        lanes = dict.fromkeys(map(self._kind.lane, recorded))
        for lane in lanes:
            self._lanes[lane] = [places.get(entry.position, entry) for entry in self._lanes[lane]]
        self._fold(lanes)

    def mark(self) -> Mark:
        """What to go back to, should what comes next be refused."""
        return Mark(self.version, self.state, self._introductions, self._counted, self._lanes)

    def back_to(self, mark: Mark) -> None:
        """Take back whatever was added since."""
        undone = self.entries[mark.version :]
        del self.entries[mark.version :]
        self._counted, self._lanes, self._introductions = mark.counted, mark.lanes, mark.introductions
        for entry in undone:
            self._counted.pop(entry.position, None)
            told = self._lanes.get(self._kind.lane(entry), [])
            place = bisect_left(told, entry.order, key=_order)
            if told[place : place + 1] == [entry]:
                del told[place]
        self.state = mark.state

    def _settle(self, counted: dict[int, Entry]) -> None:
        """Let other entries count than before, and fold the lanes in which that matters.

        The entries that counted, and their lanes, are left as they were, for whoever has marked them.
        """
        before, self._counted = self._counted, counted
        altered = [e for e in before.values() if not _is_same(e, counted.get(e.position))]
        altered += [e for e in counted.values() if not _is_same(e, before.get(e.position))]
        touched = dict.fromkeys(map(self._kind.lane, altered))
        lanes: dict[Lane | None, list[Entry]] = {lane: [] for lane in touched}
        for entry in counted.values():
            if (told := lanes.get(self._kind.lane(entry))) is not None:
                told.append(entry)
        self._lanes = {**self._lanes, **{lane: in_order(told) for lane, told in lanes.items()}}
        self._introductions = sum(entry.event.introduces for entry in counted.values())
        self._fold(touched)

    def _fold(self, lanes: Iterable[Lane | None]) -> None:
        for lane in lanes:
            state = self._kind.without(self.state, lane)
            self.state = reduce(self._kind.evolve, self._lanes[lane], state)


def _is_same(one: Entry, other: Entry | None) -> bool:
    return one is other or one == other


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
        """
        for reference in references:
            subject, kind = reference.subject, kind_of(reference.subject)
            if kind == "document" and reference.fits:
                continue
            if kind not in KINDS or not reference.fits:
                raise UnknownSubject(reference.kinds or KINDS, subject)
            if not self.exists(subject):
                raise UnknownSubject([kind], name_of(subject), self.known_names([kind]))
