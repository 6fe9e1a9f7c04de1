"""What was declared, delegated and agreed: who answers to whom, exercises whose functions, and on what terms?"""

from __future__ import annotations

from typing import TypeAlias

from ledger.vocabulary.accountability import (
    AccountabilityDeclared,
    AccountabilityEnded,
    AgreementEnded,
    AgreementEntered,
    AgreementVaried,
    DelegationGranted,
    DelegationRevoked,
)
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points, spans
from projections.engine.rows import Point, Span

Delegation: TypeAlias = Span[DelegationGranted, DelegationRevoked]
DELEGATIONS = spans("delegations", DelegationGranted, DelegationRevoked, finds=("by", "to", "agreement"))

Accountability: TypeAlias = Span[AccountabilityDeclared, AccountabilityEnded]
ACCOUNTABILITIES = spans("accountabilities", AccountabilityDeclared, AccountabilityEnded, finds=("who", "to"))

Agreement: TypeAlias = Span[AgreementEntered, AgreementEnded]
AGREEMENTS = spans("agreements", AgreementEntered, AgreementEnded, finds=("parties", "projects"))
VARIATIONS = points("agreement_variations", AgreementVaried)


def delegations(
    register: Register, *, by: str | None = None, to: str | None = None, agreement: str | None = None
) -> list[RowAsAt[Delegation]]:
    """The delegations that are or may be in force."""
    return register.rows(DELEGATIONS, by=by, to=to, agreement=agreement)


def answers_to(register: Register, who: str) -> list[RowAsAt[Accountability]]:
    """To whom somebody answers, in whatever way."""
    return register.rows(ACCOUNTABILITIES, who=who)


def agreements(register: Register, *, party: str | None = None, project: str | None = None) -> list[RowAsAt[Agreement]]:
    """The agreements that are or may be in force, each as it was entered."""
    return register.rows(AGREEMENTS, parties=party, projects=project)


def agreement(register: Register, agreement: str) -> RowAsAt[Agreement] | None:
    """One agreement by its id."""
    return register.only(AGREEMENTS, stream=agreement)


def variations(register: Register, agreement: str) -> list[RowAsAt[Point[AgreementVaried]]]:
    """What was varied in an agreement by the register's date, in the order of the world."""
    return register.rows(VARIATIONS, stream=agreement)
