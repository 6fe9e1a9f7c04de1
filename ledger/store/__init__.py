"""The store: where entries are kept, on SQLite or PostgreSQL, by the contracts of the `eventsourcing` package.

`create` or `open` a ledger's database; a `LedgerRecorder` appends, a `Log` reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.modules import found_in

if TYPE_CHECKING:
    from ledger.database.datastore import Datastore
    from ledger.database.errors import CannotOpen, NotAllowed, Unavailable, Unreadable, Unstorable
    from ledger.entries.codec import decode, encode, entry_of, row_of
    from ledger.entries.row import COLUMNS, EntryRow
    from ledger.erasure.reveal import Showing, Unsealing
    from ledger.store.append import now_micros
    from ledger.store.connect import create, open, open_to_read
    from ledger.store.eventsourcing.recorder import LedgerProcessRecorder, LedgerRecorder
    from ledger.store.eventsourcing.stored_entry import LedgerMapper, RecordedEntry, StoredEntry
    from ledger.store.eventsourcing.tracking import LedgerTrackingRecorder, advance, forget, reached
    from ledger.store.log import Log
    from ledger.store.recorder import Appended, Participant, Recorder

__all__ = [
    "COLUMNS",
    "Appended",
    "CannotOpen",
    "Datastore",
    "EntryRow",
    "LedgerMapper",
    "LedgerProcessRecorder",
    "LedgerRecorder",
    "LedgerTrackingRecorder",
    "Log",
    "NotAllowed",
    "Participant",
    "RecordedEntry",
    "Recorder",
    "Showing",
    "StoredEntry",
    "Unavailable",
    "Unreadable",
    "Unsealing",
    "Unstorable",
    "advance",
    "create",
    "decode",
    "encode",
    "entry_of",
    "forget",
    "now_micros",
    "open",
    "open_to_read",
    "reached",
    "row_of",
]

__getattr__ = found_in(
    "ledger.store",
    {
        "Appended": "recorder",
        "COLUMNS": "ledger.entries.row",
        "CannotOpen": "ledger.database.errors",
        "Datastore": "ledger.database.datastore",
        "EntryRow": "ledger.entries.row",
        "LedgerMapper": "eventsourcing.stored_entry",
        "LedgerProcessRecorder": "eventsourcing.recorder",
        "LedgerRecorder": "eventsourcing.recorder",
        "LedgerTrackingRecorder": "eventsourcing.tracking",
        "Log": "log",
        "NotAllowed": "ledger.database.errors",
        "Participant": "recorder",
        "Recorder": "recorder",
        "RecordedEntry": "eventsourcing.stored_entry",
        "Showing": "ledger.erasure.reveal",
        "StoredEntry": "eventsourcing.stored_entry",
        "Unavailable": "ledger.database.errors",
        "Unreadable": "ledger.database.errors",
        "Unsealing": "ledger.erasure.reveal",
        "Unstorable": "ledger.database.errors",
        "advance": "eventsourcing.tracking",
        "create": "connect",
        "decode": "ledger.entries.codec",
        "encode": "ledger.entries.codec",
        "entry_of": "ledger.entries.codec",
        "forget": "eventsourcing.tracking",
        "now_micros": "append",
        "open": "connect",
        "open_to_read": "connect",
        "reached": "eventsourcing.tracking",
        "row_of": "ledger.entries.codec",
    },
)
