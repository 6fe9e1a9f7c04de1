"""What stood on the agenda of a meeting, and what became of it?"""

from __future__ import annotations

from ledger.vocabulary.meetings import AgendaItemListed
from ledger.vocabulary.provenance import IN_BEING
from projections.engine.engine import Projection, by_itself
from projections.engine.register import Answer, Register
from projections.engine.row_patterns import Points
from projections.engine.rows import Row


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
    """The items of a meeting, or those about a project; each answer's stream is the meeting.

    An item is often listed twice, before the meeting and, with its result, after it: a listing that says nothing that
    another of the same item does not say is left out. Two that contradict one another are both there.
    """
    listed = register.rows(AGENDA, stream=meeting, projects=project)
    told: dict[tuple[str, str, str], list[Answer[AgendaItem]]] = {}
    for each in listed:
        told.setdefault(_item(each), []).append(each)
    return [each for each in listed if not any(_says_less(each, other) for other in told[_item(each)])]


def _item(listed: Answer[AgendaItem]) -> tuple[str, str, str]:
    return listed.stream, listed.row.number, listed.row.title


def _says_less(one: Answer[AgendaItem], other: Answer[AgendaItem]) -> bool:
    """Whether one of two listings of an item says nothing that the other does not say; of two alike, the earlier."""
    here, there = _said(one.row), _said(other.row)
    if any(value and value != known for value, known in zip(here, there, strict=True)):
        return False
    return here != there or one.known_from < other.known_from


def _said(item: AgendaItem) -> tuple[object, ...]:
    in_public = "" if item.in_public is None else str(item.in_public)
    return item.result, in_public, item.projects, item.standing in IN_BEING
