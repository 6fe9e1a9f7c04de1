"""Which stages of which gateway scheme did a project reach?"""

from __future__ import annotations

from ledger.vocabulary.projects import StageReached
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point

STAGES = points("stages", StageReached, finds=("scheme",))


def stages(
    register: Register, project: str | None = None, *, scheme: str | None = None
) -> list[RowAsAt[Point[StageReached]]]:
    """The stages reached by the register's date, in the order of the world; each answer's stream is the project."""
    return register.rows(STAGES, stream=project, scheme=scheme)
