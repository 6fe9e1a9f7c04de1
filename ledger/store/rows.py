"""The row of an entry, exactly as stored, and the shapes in which the `eventsourcing` package passes it on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from eventsourcing.persistence import Notification, StoredEvent

from ledger.dates import UNKNOWN
from ledger.disclosures import Disclosure


class EntryRow(NamedTuple):
    """One row of the table `entries`, in the order of its columns.

    `body`, `source` and `tags` are canonical JSON; `recorded_at` counts microseconds since 1970-01-01 UTC;
    `occurred_earliest` and `occurred_latest` are day numbers as in `ledger.dates`. Position and recorded
    time are 0 until the recorder has assigned them.
    """

    position: int
    recorded_at: int
    stream: str
    version: int
    type: str
    v: int
    body: str
    occurred: str = UNKNOWN.text
    occurred_earliest: int = UNKNOWN.earliest
    occurred_latest: int = UNKNOWN.latest
    source: str = "{}"
    standing: str = ""
    stated_by: str = ""
    note: str = ""
    visibility: str = ""
    recorded_by: str = ""
    event_id: str = ""
    correlation_id: str = ""
    causation_id: str = ""
    tags: str = "[]"


COLUMNS: Final = EntryRow._fields


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
