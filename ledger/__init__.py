"""The write side: what boards did, the log in which it is kept, and the audit trail over it.

`Ledger` is the door for writing; it takes `Draft`s and gives back `Entry`s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.refusals import Refusal, Refusals

if TYPE_CHECKING:
    from ledger.application import Ledger
    from ledger.entry import Draft, Entry

__all__ = ["Draft", "Entry", "Ledger", "Refusal", "Refusals"]


def __getattr__(name: str) -> Any:
    """Import the database and the event library only when somebody asks for them."""
    if name == "Ledger":
        from ledger.application import Ledger

        return Ledger
    if name in ("Draft", "Entry"):
        from ledger import entry

        return getattr(entry, name)
    raise AttributeError(f"module 'ledger' has no attribute '{name}'")
