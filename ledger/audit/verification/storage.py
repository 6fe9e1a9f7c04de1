"""Storage: whether the database finds every row by each of its indexes, and still refuses changes of the record."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Final

from ledger.audit.verification.findings import Check, Finding
from ledger.database.errors import Damaged
from ledger.store import Datastore
from ledger.store.triggers import guards, guards_at_work


def storage(datastore: Datastore) -> list[Finding]:
    """What is wrong with how the database keeps its tables, and what could not be looked at."""
    looking = import_module(f"ledger.audit.verification.indexes_on_{datastore.backend}")
    try:
        return list(looking.storage_faults(datastore))
    except Damaged as refusal:
        return [Finding(Check.STORAGE, refusal.problem)]


NAMED: Final = 3
"""How many triggers that are not at work are named before the rest is counted."""


def unguarded(datastore: Datastore, size: int) -> Iterator[Finding]:
    """Whether something in the database still refuses changes; that it does not is no change by itself."""
    idle = sorted(guards(datastore) - guards_at_work(datastore))
    if idle:
        what = f"{', '.join(idle[:NAMED])}{f' and {len(idle) - NAMED} more' if len(idle) > NAMED else ''}"
        says = (
            "the database does not refuse changes of the record any more: somebody to whom it belongs took these "
            f"triggers away, or switched them off; ask who, when and what for: {what}"
        )
        yield Finding(Check.STRUCTURE, says, wrong=False, aloud=True)
