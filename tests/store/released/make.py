"""Makes the ledger that is kept of each released schema: `python -m tests.store.released.make FILE`.

A file, once released, is never made again. Entries may be added to those below, at the end, with a schema that
is not released yet; the files of earlier schemas then hold the first of them.
"""

from __future__ import annotations

import sqlite3
import sys

from freezegun import freeze_time

from ledger import store
from ledger.entries.entry import Entry
from tests.store.statements import established, minuted, stored


def released_entries() -> list[Entry]:
    """What the file holds, at its places, without the recorded times."""
    drafts = [
        established("joint-board", occurred="2016"),
        established("icb", occurred="[2018-04-01..2018-06-30]", stated_by="person:chair", note="“interim”, Zürich"),
        established("hwb", occurred="XXXX", visibility="exempt: paragraph 3", causation_id="joint-board@1"),
        established("panel", although="so it is minuted", drafted_by="drafter 1", confirmed_by="M. Clerk"),
    ]
    return [minuted(draft, position=place) for place, draft in enumerate(drafts, start=1)]


def make(file: str) -> None:
    """Record the entries in a new file, and leave it without a write-ahead log beside it."""
    datastore = store.create(f"sqlite:///{file}")
    for number, entry in enumerate(released_entries(), start=1):
        with freeze_time(f"2026-11-{number:02} 09:30:00"):
            store.LedgerRecorder(datastore).insert_events([stored(entry)])
    datastore.close()
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


if __name__ == "__main__":
    make(sys.argv[1])
