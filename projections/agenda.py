"""What stood on the agenda of a meeting, and what became of it?"""

from __future__ import annotations

from ledger.vocabulary.meetings import AgendaItemListed
from ledger.vocabulary.provenance import IN_BEING
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point

AGENDA = points("agenda", AgendaItemListed, finds=("projects",))


def agenda(
    register: Register, meeting: str | None = None, *, project: str | None = None
) -> list[RowAsAt[Point[AgendaItemListed]]]:
    """The items of a meeting, or those about a project; each answer's stream is the meeting.

    An item is often listed twice, before the meeting and, with its result, after it: a listing that says nothing that
    another of the same item does not say is left out. Two that contradict one another are both there.
    """
    listed = register.rows(AGENDA, stream=meeting, projects=project)
    told: dict[tuple[str, str, str], list[RowAsAt[Point[AgendaItemListed]]]] = {}
    for each in listed:
        told.setdefault(_item(each), []).append(each)
    return [each for each in listed if not any(_says_less(each, other) for other in told[_item(each)])]


def _item(listed: RowAsAt[Point[AgendaItemListed]]) -> tuple[str, str, str]:
    return listed.stream, listed.event.number, listed.event.title


def _says_less(one: RowAsAt[Point[AgendaItemListed]], other: RowAsAt[Point[AgendaItemListed]]) -> bool:
    """Whether one of two listings of an item says nothing that the other does not say; of two alike, the earlier."""
    here, there = _said(one.row), _said(other.row)
    if any(value and value != known for value, known in zip(here, there, strict=True)):
        return False
    return here != there or one.known_from < other.known_from


def _said(item: Point[AgendaItemListed]) -> tuple[object, ...]:
    listed = item.event
    in_public = "" if listed.in_public is None else str(listed.in_public)
    return listed.result, in_public, listed.projects, item.standing in IN_BEING
