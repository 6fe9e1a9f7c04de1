"""The lineage of a body as rows and as a graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from projections.answers.chains import indented
from projections.answers.drawing import Arrow, Box, digraph
from projections.answers.from_register import named, since
from projections.answers.listing import Column, Row, dated
from projections.answers.names import Name
from projections.answers.relations import SUCCEEDED_BY, TOOK_OVER_FROM

if TYPE_CHECKING:
    from projections.accountability.lineage import Step

LINEAGE: Final[tuple[str | Column | tuple[Column, ...], ...]] = (
    *(Column("lineage", scripted=False), Column("direction", tabled=False), Column("depth", tabled=False)),
    *(named(key)[0] for key in ("predecessor", "successor")),
    *(Column(f"{key}_name", tabled=False, names=key) for key in ("predecessor", "successor")),
    *(dated("since", "on"), "carried_over", "standing", Column("is_proposal", tabled=False)),
    *(named("stated_by", "said by"), Column("again", tabled=False)),
)


def lineage_rows(steps: Iterable[Step], name: Name) -> Iterator[Row]:
    """One row for each succession, further from the unit the deeper it stands."""
    for step in steps:
        row = step.succession.row
        cells = {
            "lineage": f"{indented(step.depth)}{_said(step, name)}",
            "direction": step.direction.value,
            "depth": step.depth,
            "predecessor": row.predecessor,
            "successor": row.successor,
            "since": since(row),
            "carried_over": row.carried_over,
            "standing": row.standing.value,
            "is_proposal": step.is_proposal,
            "stated_by": row.stated_by or None,
            "again": step.again,
        }
        yield Row(cells, row.entries, step.succession.certainty.value)


def _said(step: Step, name: Name) -> str:
    """`took over from` on the way back, `succeeded by` on the way on; what is only proposed does not sound done."""
    relation = TOOK_OVER_FROM if step.direction.value == "before" else SUCCEEDED_BY
    again = " (see above)" if step.again else ""
    verb = relation.worded(step.succession.row.standing)
    return f"{name(step.unit)} {verb} {name(step.other)}{again}"


def drawn(unit: str, steps: Iterable[Step], name: Name) -> str:
    """The lineage as a graph in the order of time; what is only proposed or possible is dashed."""
    steps = tuple(steps)
    units = dict.fromkeys((unit, *(each for step in steps for each in (step.unit, step.other))))
    arrows = dict.fromkeys(
        Arrow(
            step.succession.row.predecessor,
            step.succession.row.successor,
            "\n".join(filter(None, (str(since(step.succession.row)), step.succession.row.carried_over))),
            "solid" if step.succession.is_certain else "dashed",
        )
        for step in steps
    )
    return digraph("lineage", (Box(each, str(name(each))) for each in units), arrows, upwards=False)
