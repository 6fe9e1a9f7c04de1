"""What have organisations agreed on, on what terms, and since when?"""

from __future__ import annotations

from typing import TypeAlias

from ledger.vocabulary.accountability import AgreementEnded, AgreementEntered, AgreementVaried
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points, spans
from projections.engine.rows import Point, Span

Agreement: TypeAlias = Span[AgreementEntered, AgreementEnded]
AGREEMENTS = spans("agreements", AgreementEntered, AgreementEnded, finds=("parties", "projects"))
VARIATIONS = points("agreement_variations", AgreementVaried)


def agreements(register: Register, *, party: str | None = None, project: str | None = None) -> list[RowAsAt[Agreement]]:
    """The agreements that are or may be in force, each as it was entered."""
    return register.rows(AGREEMENTS, parties=party, projects=project)


def agreement(register: Register, agreement: str) -> RowAsAt[Agreement] | None:
    """One agreement by its id."""
    return register.only(AGREEMENTS, stream=agreement)


def variations(register: Register, agreement: str) -> list[RowAsAt[Point[AgreementVaried]]]:
    """What was varied in an agreement by the register's date, in the order of the world."""
    return register.rows(VARIATIONS, stream=agreement)
