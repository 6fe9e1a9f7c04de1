"""The store: where entries are kept, on SQLite or PostgreSQL, by the contracts of the `eventsourcing` package.

`create` or `open` a ledger's database; a `LedgerRecorder` appends, a `Log` reads.
"""

from ledger.store.clock import now_micros
from ledger.store.datastore import Datastore
from ledger.store.failures import CannotOpen, NotAllowed, Unavailable, Unreadable, Unstorable
from ledger.store.log import Log
from ledger.store.mapper import LedgerMapper, decode, encode, entry_of, row_of
from ledger.store.opening import create, open
from ledger.store.recorder import LedgerProcessRecorder, LedgerRecorder, Participant
from ledger.store.rows import COLUMNS, EntryRow, RecordedEntry, StoredEntry
from ledger.store.tracking import LedgerTrackingRecorder, advance, forget, reached
from ledger.store.unsealing import Showing, Unsealing

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
