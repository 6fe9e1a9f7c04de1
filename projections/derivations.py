"""What does a project derive from: priorities, assessments, other projects; and what derives from it?"""

from __future__ import annotations

from ledger.vocabulary.projects import ProjectDerived
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point

DERIVATIONS = points("derivations", ProjectDerived, finds=("from_",))


def derived_from(register: Register, project: str) -> list[RowAsAt[Point[ProjectDerived]]]:
    """What a project derives from."""
    return register.rows(DERIVATIONS, stream=project)


def derived(register: Register, source: str) -> list[RowAsAt[Point[ProjectDerived]]]:
    """Which projects derive from something; each answer's stream is one of them."""
    return register.rows(DERIVATIONS, from_=source)
