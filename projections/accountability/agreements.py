"""What have organisations agreed on, on what terms, and since when?"""

from __future__ import annotations

from ledger.vocabulary.accountability import AgreementEnded, AgreementEntered, AgreementKind, AgreementVaried, Budget
from projections.engine.engine import Projection, by_itself
from projections.engine.register import Answer, Register
from projections.engine.row_patterns import Points, Spans
from projections.engine.rows import Row


class Agreement(Row, frozen=True, kw_only=True):
    """An agreement as it was entered."""

    title: str = ""
    parties: tuple[str, ...] = ()
    kind: AgreementKind = AgreementKind.OTHER
    host: str | None = None
    lead: str | None = None
    budget: Budget = Budget.UNKNOWN
    covers: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    review: str = ""
    projects: tuple[str, ...] = ()
    reason: str = ""
    """Why it ended."""


class Variation(Row, frozen=True, kw_only=True):
    """What an agreement reads like from a day on; what is absent stays as it was."""

    what: str = ""
    host: str | None = None
    lead: str | None = None
    budget: Budget | None = None


AGREEMENTS = Projection(
    name="agreements",
    row=Agreement,
    handles=(AgreementEntered, AgreementEnded),
    evolve=(_term := Spans(Agreement, AgreementEntered, AgreementEnded, lambda event: "")),
    lane=_term.lane,
    finds=("parties", "projects"),
)
VARIATIONS = Projection(
    name="agreement_variations",
    row=Variation,
    handles=(AgreementVaried,),
    evolve=Points(Variation),
    lane=by_itself,
)


def agreements(register: Register, *, party: str | None = None, project: str | None = None) -> list[Answer[Agreement]]:
    """The agreements that are or may be in force, each as it was entered."""
    return register.rows(AGREEMENTS, parties=party, projects=project)


def agreement(register: Register, agreement: str) -> Answer[Agreement] | None:
    """One agreement by its id."""
    return register.only(AGREEMENTS, stream=agreement)


def variations(register: Register, agreement: str) -> list[Answer[Variation]]:
    """What was varied in an agreement by the register's date, in the order of the world."""
    return register.rows(VARIATIONS, stream=agreement)
