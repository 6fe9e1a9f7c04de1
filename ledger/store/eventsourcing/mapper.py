"""The `eventsourcing` package's way to entries and back, for its applications and projections."""

from __future__ import annotations

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent

from ledger.entries.codec import entry_of, row_of
from ledger.entries.entry import Entry
from ledger.erasure.disclosing import sealed_row
from ledger.store.eventsourcing.stored_entry import RecordedEntry, StoredEntry
from ledger.vocabulary.erasures import DisclosureErased


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
