"""The streams that are read again while the log is taken in: corrections, and what is told late, fold them afresh."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Collection, Sequence
from operator import attrgetter
from typing import Final

from ledger.entries.entry import Entry
from ledger.store import Log

_position: Final = attrgetter("position")


class Streams:
    """Streams as recorded, up to the end of the portion that is being taken in.

    Many are looked up at once since one by one takes far longer. Those used last are kept at hand, up to about
    `room` entries: the streams of bodies are the long ones, and it is to them that corrections return.
    """

    def __init__(self, log: Log, room: int = 100_000) -> None:
        self._log = log
        self._room = room
        self._upto = 0
        self._kept: OrderedDict[str, list[Entry]] = OrderedDict()
        self._held = 0

    def come_to(self, portion: Sequence[Entry], needed: Collection[str]) -> None:
        """Go on to the next portion of the log, with the entries of some streams at hand."""
        if portion[0].position != self._upto + 1:
            self._kept.clear()  # what lies between has not been seen here
            self._held = 0
        self._upto = portion[-1].position
        while self._held > self._room:
            self._held -= len(self._kept.popitem(last=False)[1])
        for entry in portion:
            if (kept := self._kept.get(entry.stream)) is not None:
                kept.append(entry)
                self._held += 1
        self._look_up([stream for stream in sorted(needed) if stream not in self._kept])

    def of(self, stream: str, upto: int) -> list[Entry]:
        """The entries of a stream as recorded up to a position, which must not lie behind the portion."""
        if stream not in self._kept:
            self._look_up([stream])
        self._kept.move_to_end(stream)
        kept = self._kept[stream]
        return kept[: bisect_right(kept, upto, key=_position)]

    def _look_up(self, streams: Sequence[str]) -> None:
        if not streams:
            return
        self._kept.update((stream, []) for stream in streams)
        for entry in self._log.facts(streams=streams, upto=self._upto):
            self._kept[entry.stream].append(entry)
        self._held += sum(len(self._kept[stream]) for stream in streams)
