"""Which organisations are there, and what kind of organisation are they?"""

from __future__ import annotations

from ledger.vocabulary.organisations import OrganisationRegistered
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import registrations
from projections.engine.rows import Point

ORGANISATIONS = registrations("organisations", OrganisationRegistered, finds=("kind",))


def organisations(register: Register, *, kind: str | None = None) -> list[RowAsAt[Point[OrganisationRegistered]]]:
    """The organisations, of one kind or of all."""
    return register.rows(ORGANISATIONS, kind=kind)


def organisation(register: Register, organisation: str) -> RowAsAt[Point[OrganisationRegistered]] | None:
    """One organisation by its id."""
    return register.only(ORGANISATIONS, stream=organisation)
