"""Who may exercise whose functions, under what, and who stays accountable?"""

from __future__ import annotations

from typing import TypeAlias

from ledger.vocabulary.accountability import DelegationGranted, DelegationRevoked
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import spans
from projections.engine.rows import Span

Delegation: TypeAlias = Span[DelegationGranted, DelegationRevoked]
DELEGATIONS = spans("delegations", DelegationGranted, DelegationRevoked, finds=("by", "to", "agreement"))


def delegations(
    register: Register, *, by: str | None = None, to: str | None = None, agreement: str | None = None
) -> list[RowAsAt[Delegation]]:
    """The delegations that are or may be in force."""
    return register.rows(DELEGATIONS, by=by, to=to, agreement=agreement)
