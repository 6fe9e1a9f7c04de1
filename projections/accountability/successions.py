"""What came before a body or an organisation, and what came after it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ledger.entries.entry import Entry
from ledger.vocabulary.organisations import BodiesSucceeded
from projections.engine.engine import Projection, by_itself
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import Row, begun


class Succession(Row, frozen=True, kw_only=True):
    """One predecessor and one successor; a merger or a split has a row for each pair of them."""

    predecessor: str = ""
    successor: str = ""
    carried_over: str = ""


def _pairs(rows: Mapping[str, Succession], entry: Entry) -> Iterator[tuple[str, Succession]]:
    event = entry.event
    assert isinstance(event, BodiesSucceeded)
    for before in event.predecessors:
        for after in event.successors:
            pair = begun(Succession, entry, predecessor=before, successor=after, carried_over=event.carried_over)
            yield f"{entry.position} {before} {after}", pair


SUCCESSIONS = Projection(
    name="successions",
    row=Succession,
    handles=(BodiesSucceeded,),
    evolve=_pairs,
    lane=by_itself,
    finds=("predecessor", "successor"),
)


def predecessors(register: Register, unit: str) -> list[RowAsAt[Succession]]:
    """Whom a body or organisation took over from, by the register's date."""
    return register.rows(SUCCESSIONS, successor=unit)


def successors(register: Register, unit: str) -> list[RowAsAt[Succession]]:
    """Who took over from a body or organisation, by the register's date."""
    return register.rows(SUCCESSIONS, predecessor=unit)
