"""Storage: whether the database finds every row by each of its indexes."""

from __future__ import annotations

from importlib import import_module

from ledger.audit.verification.findings import Check, Finding
from ledger.database.errors import Damaged
from ledger.store import Datastore


def storage(datastore: Datastore) -> list[Finding]:
    """What is wrong with how the database keeps its tables, and what could not be looked at."""
    looking = import_module(f"ledger.audit.verification.indexes_on_{datastore.backend}")
    try:
        return list(looking.storage_faults(datastore))
    except Damaged as refusal:
        return [Finding(Check.STORAGE, refusal.problem)]
