"""Which stages of which gateway scheme did a project reach?"""

from __future__ import annotations

from ledger.vocabulary.projects import StageReached
from projections.engine.engine import Projection, by_itself
from projections.engine.register import Answer, Register
from projections.engine.row_patterns import Points
from projections.engine.rows import Row


class Stage(Row, frozen=True, kw_only=True):
    """A project reached a stage; schemes are local, so a stage means nothing without its scheme."""

    scheme: str = ""
    stage: str = ""
    evidence: str = ""
    report: str | None = None
    meeting: str | None = None


STAGES = Projection(
    name="stages", row=Stage, handles=(StageReached,), evolve=Points(Stage), lane=by_itself, finds=("scheme",)
)


def stages(register: Register, project: str | None = None, *, scheme: str | None = None) -> list[Answer[Stage]]:
    """The stages reached by the register's date, in the order of the world; each answer's stream is the project."""
    return register.rows(STAGES, stream=project, scheme=scheme)
