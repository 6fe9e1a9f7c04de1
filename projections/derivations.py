"""What does a project derive from: priorities, assessments, other projects; and what derives from it?"""

from __future__ import annotations

from ledger.vocabulary.projects import ProjectDerived
from projections.engine.engine import Projection, by_itself
from projections.engine.register import Answer, Register
from projections.engine.row_patterns import Points
from projections.engine.rows import Row


class Derivation(Row, frozen=True, kw_only=True):
    """A project or work programme has its origin in others."""

    from_: tuple[str, ...] = ()
    what: str = ""


DERIVATIONS = Projection(
    name="derivations",
    row=Derivation,
    handles=(ProjectDerived,),
    evolve=Points(Derivation),
    lane=by_itself,
    finds=("from_",),
)


def derived_from(register: Register, project: str) -> list[Answer[Derivation]]:
    """What a project derives from."""
    return register.rows(DERIVATIONS, stream=project)


def derived(register: Register, source: str) -> list[Answer[Derivation]]:
    """Which projects derive from something; each answer's stream is one of them."""
    return register.rows(DERIVATIONS, from_=source)
