"""The streams that a recording in bulk has looked at, kept from one chunk to the next, up to a number of entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from ledger.entries.entry import Entry
from ledger.recording.streams import Stories, Story
from ledger.store import Log

KEPT: Final = 100_000
"""How many entries of streams already looked at are kept in memory between chunks."""
_CATCH_UP: Final = 5_000  # from so many new entries on, loading all anew is quicker than looking through them


class KeptStories(Stories):
    """Stories that are loaded many at once and outlive the chunk, up to a number of entries."""

    def __init__(self, book: Log) -> None:
        super().__init__(lambda stream: book.entries(streams=[stream]))
        self._book = book
        self._upto = 0
        self._held = 0  # entries of the stories that are kept, and one for each story
        self.keep_all = False

    def story(self, stream: str) -> Story:
        """The story of one stream, which now counts as used last."""
        found = self._stories.pop(stream, None)
        if found is None:
            return self._keep(Story(stream, list(self._load(stream))))
        self._stories[stream] = found
        return found

    def known_names(self, kinds: Iterable[str]) -> list[str]:
        """None: in an import, near misses among thousands of ids help nobody."""
        return []

    def prepare(self, streams: Iterable[str]) -> None:
        """Load what is not loaded, with few queries, and forget what others have written to since."""
        self._heed_others()
        missing = [stream for stream in dict.fromkeys(streams) if stream not in self._stories]
        entries: dict[str, list[Entry]] = {stream: [] for stream in missing}
        for entry in self._book.of_streams(missing):
            entries[entry.stream].append(entry)
        for stream, told in entries.items():
            self._keep(Story(stream, told))

    def recorded(self, entries: Sequence[Entry], positions: Sequence[int]) -> None:
        """Let entries that were provisional have the positions at which they were recorded."""
        for entry, position in zip(entries, positions, strict=True):
            self._stories[entry.stream].entries[entry.version - 1] = replace(entry, position=position)
        self._upto = max(positions)
        self._held += len(entries)
        self._let_go()

    def forget(self) -> None:
        """Load everything anew."""
        self._stories.clear()
        self._held = 0

    def _heed_others(self) -> None:
        last = self._book.last_position()
        if last - self._upto > _CATCH_UP:
            self.forget()
        elif last > self._upto:
            for row in self._book.rows(after=self._upto):
                self._drop(row.stream)
        self._upto = last

    def _keep(self, story: Story) -> Story:
        self._stories[story.stream] = story
        self._held += story.version + 1
        return story

    def _drop(self, stream: str) -> None:
        if (dropped := self._stories.pop(stream, None)) is not None:
            self._held -= dropped.version + 1

    def _let_go(self) -> None:
        while self._held > KEPT and not self.keep_all:
            self._drop(next(iter(self._stories)))
