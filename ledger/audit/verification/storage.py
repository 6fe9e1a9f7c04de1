"""Storage: whether the database finds every row that it holds, by each of its indexes."""

from __future__ import annotations

from ledger.audit.verification.findings import Check, Finding
from ledger.audit.verification.indexes_on_postgresql import storage_on_postgresql
from ledger.audit.verification.indexes_on_sqlite import storage_on_sqlite
from ledger.database.errors import Damaged
from ledger.store import Datastore


def storage(datastore: Datastore) -> list[Finding]:
    """What is wrong with how the database keeps its tables, and what could not be looked at."""
    try:
        return list(storage_on_sqlite(datastore) if datastore.is_sqlite else storage_on_postgresql(datastore))
    except Damaged as refusal:
        return [Finding(Check.STORAGE, refusal.problem)]
