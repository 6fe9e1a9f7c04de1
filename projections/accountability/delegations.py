"""Who may exercise whose functions, under what, and who stays accountable?"""

from __future__ import annotations

from ledger.vocabulary.accountability import DelegationGranted, DelegationRevoked
from projections.engine.engine import Projection
from projections.engine.register import Answer, Register
from projections.engine.row_patterns import Spans
from projections.engine.rows import Row


class Delegation(Row, frozen=True, kw_only=True):
    """A function that another may exercise; who grants it may go on exercising it, too (LGA 1972 s101(4))."""

    function: str = ""
    by: str | None = None
    """None where only the revocation is told, and not by whom."""
    to: str = ""
    under: str | None = None
    agreement: str | None = None
    instrument: str = ""
    conditions: str = ""
    accountability_retained: bool = True
    reason: str = ""
    """Why it was revoked."""


DELEGATIONS = Projection(
    name="delegations",
    row=Delegation,
    handles=(DelegationGranted, DelegationRevoked),
    evolve=(_grant := Spans(Delegation, DelegationGranted, DelegationRevoked, lambda event: "")),
    lane=_grant.lane,
    finds=("by", "to", "agreement"),
)


def delegations(
    register: Register, *, by: str | None = None, to: str | None = None, agreement: str | None = None
) -> list[Answer[Delegation]]:
    """The delegations that are or may be in force."""
    return register.rows(DELEGATIONS, by=by, to=to, agreement=agreement)
