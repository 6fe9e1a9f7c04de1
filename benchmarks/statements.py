"""Entries to measure with, as they go to a recorder; always the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from msgspec.structs import replace

from benchmarks.councils import Council
from ledger.entries.entry import Entry
from ledger.store import StoredEntry, row_of


def entries(count: int, seed: int = 1) -> Iterator[Entry]:
    """What an invented council records, with ids that nobody else gives."""
    chance = Random(seed)
    for entry in Council(count, seed).entries():
        event_id, correlation_id = f"{chance.getrandbits(128):032x}", f"{chance.getrandbits(128):032x}"
        yield replace(entry, event_id=event_id, correlation_id=correlation_id, position=0)


def stored(entry: Entry) -> StoredEntry:
    """The entry as it goes to a recorder."""
    row = row_of(entry)
    return StoredEntry(row.stream, row.version, row.type, row.body.encode(), row)
