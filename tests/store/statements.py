"""Entries to record in tests of the store: bodies that were established, as a minute would state it."""

from __future__ import annotations

from typing import Any

import msgspec

from ledger.entries.entry import Entry, tags_for
from ledger.store import LedgerMapper, StoredEntry
from ledger.vocabulary.dates import when
from ledger.vocabulary.organisations import BodyEstablished
from ledger.vocabulary.provenance import Source, Standing

MINUTE = Source(document="Minutes of the Joint Commissioning Group", at="item 7", date="2018-04-12")


def established(body: str, version: int = 1, occurred: str = "2018-04-12", **envelope: Any) -> Entry:
    """A board that was established, as its minutes say."""
    event = BodyEstablished(body=f"body:{body}", name=body.upper(), kind="board")
    return Entry(
        stream=f"body:{body}",
        version=version,
        event=event,
        occurred=when(occurred),
        source=MINUTE,
        standing=Standing.MINUTED,
        recorded_by="clerk",
        tags=tags_for(f"body:{body}", event, envelope.get("stated_by", "")),
        **{"event_id": f"{body}@{version}", **envelope},
    )


def minuted(entry: Entry, **place: int) -> Entry:
    """The same entry at its place in the log."""
    return msgspec.structs.replace(entry, **place)


def stored(entry: Entry) -> StoredEntry:
    """The entry as it goes to a recorder."""
    found = LedgerMapper(transcoder=None).to_stored_event(entry)  # type: ignore[arg-type]
    assert isinstance(found, StoredEntry)
    return found
