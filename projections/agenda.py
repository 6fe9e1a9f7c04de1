"""What stood on the agenda of a meeting, and what became of it?"""

from __future__ import annotations

from ledger.events.meetings import AgendaItemListed
from projections.periods import Projection, by_itself
from projections.register import Answer, Register
from projections.rows import Row
from projections.ways import Points


class AgendaItem(Row, frozen=True, kw_only=True):
    """An item of an agenda; the result is in the source's own words."""

    number: str = ""
    title: str = ""
    result: str = ""
    in_public: bool | None = None
    projects: tuple[str, ...] = ()


AGENDA = Projection(
    name="agenda",
    row=AgendaItem,
    handles=(AgendaItemListed,),
    evolve=Points(AgendaItem),
    lane=by_itself,
    finds=("projects",),
)


def agenda(register: Register, meeting: str | None = None, *, project: str | None = None) -> list[Answer[AgendaItem]]:
    """The items of a meeting, or those about a project; each answer's stream is the meeting."""
    return register.rows(AGENDA, stream=meeting, projects=project)
