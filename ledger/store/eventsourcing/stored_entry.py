"""The shapes in which the `eventsourcing` package passes entries to a recorder and gets them back."""

from __future__ import annotations

from dataclasses import dataclass

from eventsourcing.persistence import Notification, StoredEvent

from ledger.entries.disclosures import Disclosure
from ledger.entries.row import EntryRow


@dataclass(frozen=True)
class StoredEntry(StoredEvent):
    """An entry on its way into the log: what the package asks for, and the row with the whole envelope.

    `disclosures` are the texts that are kept apart from the row; `erases` are the digests of those, of earlier
    entries, that go for good with this one.
    """

    row: EntryRow
    disclosures: tuple[Disclosure, ...] = ()
    erases: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecordedEntry(Notification):
    """An entry as read back from the log; `id` is its position, `row` holds the whole envelope."""

    row: EntryRow

    @property
    def position(self) -> int:
        """Its place in the log."""
        return self.id

    @property
    def recorded_at(self) -> int:
        """When it was recorded: microseconds since 1970-01-01 UTC."""
        return self.row.recorded_at
