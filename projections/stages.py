"""Which stages of which gateway scheme did a project reach?"""

from __future__ import annotations

from ledger.events.gateways import StageReached
from projections.periods import Projection, by_itself
from projections.register import Answer, Register
from projections.rows import Row
from projections.ways import Points


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
