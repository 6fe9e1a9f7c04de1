"""The shapes in which the `eventsourcing` package passes entries to a recorder, and its way to them and back."""

from __future__ import annotations

from dataclasses import dataclass

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, Notification, StoredEvent

from ledger.entries.codec import entry_of, row_of
from ledger.entries.disclosures import Disclosure
from ledger.entries.entry import Entry
from ledger.entries.row import EntryRow
from ledger.erasure.disclosing import sealed_row
from ledger.vocabulary.erasures import DisclosureErased


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


class LedgerMapper(Mapper[str]):
    """Maps entries to what the package stores, and back."""

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        """An entry on its way into the log."""
        assert isinstance(domain_event, Entry)
        row, disclosures = sealed_row(row_of(domain_event), domain_event.sealed)
        event = domain_event.event
        erases = event.digests if isinstance(event, DisclosureErased) else ()
        return StoredEntry(row.stream, row.version, row.type, row.body.encode(), row, disclosures, erases)

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[str]:
        """The entry that was stored, with tokens in place of the texts that are kept apart: a `Log` gives them back.

        Raises:
            Unreadable: its type or version is not of this release.
        """
        if not isinstance(stored_event, StoredEntry | RecordedEntry):
            raise TypeError(f"{type(stored_event).__name__} has no envelope to make an entry of")
        return entry_of(stored_event.row)
