"""The streams that a recording in bulk has looked at, kept from one chunk to the next, up to a number of entries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final

from ledger.entries.entry import Entry
from ledger.recording.streams import Stream, Streams
from ledger.store import Log

KEPT: Final = 100_000
"""How many entries of streams already looked at are kept in memory between chunks."""
_CATCH_UP: Final = 5_000  # from so many new entries on, loading all anew is quicker than looking through them


class KeptStreams(Streams):
    """Streams that are loaded many at once and outlive the chunk, up to a number of entries."""

    def __init__(self, book: Log, names: Callable[[str], Collection[str]] | None = None) -> None:
        super().__init__(lambda stream: book.entries(streams=[stream]), names or (lambda kind: ()))
        self._says_near_misses = names is not None
        self._book = book
        self._upto = 0
        self._held = 0  # entries of the streams that are kept, and one for each stream
        self.keep_all = False

    def stream(self, name: str) -> Stream:
        """One stream, which now counts as used last."""
        found = self._streams.pop(name, None)
        if found is None:
            return self._keep(Stream(name, self._load(name)))
        self._streams[name] = found
        return found

    def known_names(self, kinds: Iterable[str]) -> list[str]:
        """The names for saying what an unknown one may be; none in an import, where thousands of ids are alike."""
        return super().known_names(kinds) if self._says_near_misses else []

    def prepare(self, streams: Iterable[str]) -> None:
        """Load what is not loaded, with few queries, and forget what others have written to since."""
        self._heed_others()
        missing = [stream for stream in dict.fromkeys(streams) if stream not in self._streams]
        entries: dict[str, list[Entry]] = {stream: [] for stream in missing}
        for entry in self._book.of_streams(missing):
            entries[entry.stream].append(entry)
        for stream, told in entries.items():
            self._keep(Stream(stream, told))

    def recorded(self, entries: Sequence[Entry]) -> None:
        """Let entries that were provisional have the positions at which they were recorded."""
        told: dict[str, list[Entry]] = {}
        for entry in entries:
            told.setdefault(entry.stream, []).append(entry)
        for stream, its in told.items():
            self._streams[stream].put(its)
        self._upto = entries[-1].position
        self._held += len(entries)
        self._let_go()

    def forget(self) -> None:
        """Load everything anew."""
        self._streams.clear()
        self._held = 0

    def _heed_others(self) -> None:
        last = self._book.last_position()
        if last - self._upto > _CATCH_UP or not self._streams:
            self.forget()
        elif last > self._upto:
            for row in self._book.rows(after=self._upto):
                self._drop(row.stream)
        self._upto = last

    def _keep(self, stream: Stream) -> Stream:
        self._streams[stream.name] = stream
        self._held += stream.version + 1
        return stream

    def _drop(self, stream: str) -> None:
        if (dropped := self._streams.pop(stream, None)) is not None:
            self._held -= dropped.version + 1

    def _let_go(self) -> None:
        while self._held > KEPT and not self.keep_all:
            self._drop(next(iter(self._streams)))
