"""Who answers to whom, in what way and in respect of what?"""

from __future__ import annotations

from typing import TypeAlias

from ledger.vocabulary.accountability import AccountabilityDeclared, AccountabilityEnded
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import spans
from projections.engine.rows import Span

Accountability: TypeAlias = Span[AccountabilityDeclared, AccountabilityEnded]
ACCOUNTABILITIES = spans("accountabilities", AccountabilityDeclared, AccountabilityEnded, finds=("who", "to"))


def answers_to(register: Register, who: str) -> list[RowAsAt[Accountability]]:
    """To whom somebody answers, in whatever way."""
    return register.rows(ACCOUNTABILITIES, who=who)


def answerable(register: Register, to: str) -> list[RowAsAt[Accountability]]:
    """Who answers to somebody, in whatever way."""
    return register.rows(ACCOUNTABILITIES, to=to)
