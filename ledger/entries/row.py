"""The row of an entry, exactly as stored."""

from __future__ import annotations

from typing import Final, NamedTuple

from ledger.vocabulary.dates import UNKNOWN

NO_EXTENSIONS: Final = "{}"
"""What stands there of an entry whose envelope says nothing beyond the other columns; such a leaf leaves it out."""


class EntryRow(NamedTuple):
    """One row of the table `entries`, in the order of its columns.

    `body`, `source`, `tags` and `extensions` are canonical JSON; `recorded_at` counts microseconds since 1970-01-01
    UTC; `occurred_earliest` and `occurred_latest` are day numbers as in `ledger.vocabulary.dates`. Position and
    recorded time are 0 until the recorder has assigned them.
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
    extensions: str = NO_EXTENSIONS


COLUMNS: Final = EntryRow._fields
