"""Which organisations are there, and what kind of organisation are they?"""

from __future__ import annotations

from msgspec import field

from ledger.vocabulary.organisations import OrganisationRegistered
from projections.engine.engine import Projection
from projections.engine.register import Answer, Register
from projections.engine.row_patterns import Registrations
from projections.engine.rows import Row


class Organisation(Row, frozen=True, kw_only=True):
    """A legal entity. One that was registered without a date is there on every day."""

    name: str = ""
    kind: str = ""
    also: tuple[str, ...] = ()
    identifiers: dict[str, str] = field(default_factory=dict)


ORGANISATIONS = Projection(
    name="organisations",
    row=Organisation,
    handles=(OrganisationRegistered,),
    evolve=Registrations(Organisation),
    finds=("kind",),
)


def organisations(register: Register, *, kind: str | None = None) -> list[Answer[Organisation]]:
    """The organisations, of one kind or of all."""
    return register.rows(ORGANISATIONS, kind=kind)


def organisation(register: Register, organisation: str) -> Answer[Organisation] | None:
    """One organisation by its id."""
    return register.only(ORGANISATIONS, stream=organisation)
