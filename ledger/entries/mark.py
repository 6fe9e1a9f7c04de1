"""What tells a ledger from every other: a mark made of its first entry, for exports that may come back to it."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from ledger.entries.entry import Entry


def mark_of(entries: Iterable[Entry]) -> str:
    """The mark of a ledger by its entries, of which the first is looked at; empty for an empty one.

    Two ledgers may begin with the same statement, but not at the same microsecond.
    """
    first = next(iter(entries), None)
    return sha256(f"{first.event_id} {first.recorded_at}".encode()).hexdigest()[:16] if first else ""
