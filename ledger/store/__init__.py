"""The store: where entries are kept, on SQLite or PostgreSQL, by the contracts of the `eventsourcing` package.

`create` or `open` a ledger's database; a `LedgerRecorder` appends, a `Log` reads.
"""

from ledger.database.datastore import Datastore
from ledger.database.errors import CannotOpen, NotAllowed, Unavailable, Unreadable, Unstorable
from ledger.entries.codec import decode, encode, entry_of, row_of
from ledger.entries.row import COLUMNS, EntryRow
from ledger.erasure.reveal import Showing, Unsealing
from ledger.store.clock import now_micros
from ledger.store.connect import create, open
from ledger.store.log import Log
from ledger.store.mapper import LedgerMapper
from ledger.store.recorder import LedgerProcessRecorder, LedgerRecorder, Participant
from ledger.store.stored_entry import RecordedEntry, StoredEntry
from ledger.store.tracking import LedgerTrackingRecorder, advance, forget, reached

__all__ = [
    "COLUMNS",
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
    "reached",
    "row_of",
]
