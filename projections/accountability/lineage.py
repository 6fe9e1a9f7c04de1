"""What became of a body or an organisation, and out of what did it come, over all successions?

Two walks from one unit: back to those it took over from, and theirs; on to those that took over from it, and
theirs. A merger has several predecessors, a split several successors. Each unit is followed once in each
direction, so a circle over time, as real registers have them, ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

import msgspec

from ledger.entries.entry import Entry
from ledger.vocabulary.organisations import BodiesSucceeded
from ledger.vocabulary.provenance import IN_BEING
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


class Direction(StrEnum):
    """Which way a line leads from the unit that was asked about."""

    BEFORE = "before"
    AFTER = "after"


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One succession on a line: between `unit`, which is nearer to the start, and `other`, further on."""

    direction: Direction
    depth: int
    unit: str
    other: str
    succession: RowAsAt[Succession]
    again: bool = False
    """The other one stands further up already; its line is not followed a second time."""

    @property
    def is_proposal(self) -> bool:
        """Whether it is only proposed, expected or disputed that one takes over from the other."""
        return self.succession.row.standing not in IN_BEING


def lineage(register: Register, unit: str) -> list[Step]:
    """The successions that lead to a unit, those nearest to it first, and then those that lead on from it."""
    back = _walk(unit, lambda each: [(s.row.predecessor, s) for s in predecessors(register, each)], Direction.BEFORE)
    on = _walk(unit, lambda each: [(s.row.successor, s) for s in successors(register, each)], Direction.AFTER)
    return [*back, *on]


Next = Callable[[str], list[tuple[str, RowAsAt[Succession]]]]


def _walk(start: str, following: Next, direction: Direction) -> Iterator[Step]:
    followed, ways = {start}, [iter([(start, *each) for each in following(start)])]
    while ways:
        found = next(ways[-1], None)
        if found is None:
            ways.pop()
            continue
        unit, other, succession = found
        step = Step(direction=direction, depth=len(ways) - 1, unit=unit, other=other, succession=succession)
        if other in followed:
            yield msgspec.structs.replace(step, again=True)
        else:
            yield step
            followed.add(other)
            ways.append(iter([(other, *each) for each in following(other)]))
