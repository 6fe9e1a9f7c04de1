"""Who answers to whom, in what way and in respect of what?"""

from __future__ import annotations

from ledger.vocabulary.accountability import AccountabilityDeclared, AccountabilityEnded, AccountabilityKind
from projections.engine.engine import Projection
from projections.engine.register import Answer, Register
from projections.engine.row_patterns import Spans
from projections.engine.rows import Row


class Accountability(Row, frozen=True, kw_only=True):
    """One answers to another; never the parent of an organisation chart."""

    who: str = ""
    kind: AccountabilityKind = AccountabilityKind.ANSWERABLE_TO
    to: str = ""
    in_respect_of: str = ""
    reason: str = ""
    """Why it ended."""


ACCOUNTABILITIES = Projection(
    name="accountabilities",
    row=Accountability,
    handles=(AccountabilityDeclared, AccountabilityEnded),
    evolve=(_bond := Spans(Accountability, AccountabilityDeclared, AccountabilityEnded, lambda event: "")),
    lane=_bond.lane,
    finds=("who", "to"),
)


def answers_to(register: Register, who: str) -> list[Answer[Accountability]]:
    """To whom somebody answers, in whatever way."""
    return register.rows(ACCOUNTABILITIES, who=who)


def answerable(register: Register, to: str) -> list[Answer[Accountability]]:
    """Who answers to somebody, in whatever way."""
    return register.rows(ACCOUNTABILITIES, to=to)
