"""The entries of one stream that count, kept up entry by entry, and taken back.

The rule is that of `ledger.entries.corrections`; what is gained is that a correction or a retraction costs as much as
was said about the one entry that it leads to, and not as much as the stream is long. That entry, its *root*, is found
by going from what is named to what that one is about, until something is reached that is about the world.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ledger.entries.corrections import ABOUT_ENTRIES, as_corrected
from ledger.entries.entry import Entry


class Alteration(NamedTuple):
    """An entry as it counted before, and as it counts now; None where it does not count."""

    before: Entry | None
    after: Entry | None


class Counted:
    """The entries of a stream that count, corrected, by position; entries are added in the order of recording."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.by_position: dict[int, Entry] = {}
        self._roots: dict[int, int] = {}
        self._told: dict[int, list[Entry]] = {}
        """By root: the entry itself, and all that was said about it; only where something was."""
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> Alteration:
        """Let one more entry count."""
        if type(entry.event) not in ABOUT_ENTRIES:
            return self._settle(entry.position, entry)
        root = self._root_of(entry)
        self._roots[entry.position] = root
        told = self._told.get(root)
        if told is None:
            told = self._told[root] = [self.by_position[root]] if root in self.by_position else []
        told.append(entry)
        return self._settle(root)

    def take_back(self, entry: Entry) -> Alteration:
        """Let the entry that was added last count no more."""
        if type(entry.event) not in ABOUT_ENTRIES:
            return Alteration(self.by_position.pop(entry.position, None), None)
        root = self._roots.pop(entry.position)
        self._told[root].pop()
        return self._settle(root)

    def _settle(self, position: int, entry: Entry | None = None) -> Alteration:
        before = self.by_position.get(position)
        told = self._told.get(position)
        if told is not None:
            told.extend([entry] if entry is not None else [])
            entry = as_corrected(told, position)
        if entry is None:
            self.by_position.pop(position, None)
        else:
            self.by_position[position] = entry
        return Alteration(before, entry)

    def _root_of(self, entry: Entry) -> int:
        named: int = entry.event.entry  # type: ignore[attr-defined]
        return self._roots.get(named, named)
