"""The lineage of a body as lines of a tree and as a graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ledger.vocabulary.dates import when
from projections.answers.chains import indented
from projections.answers.drawing import Arrow, Box, digraph
from projections.answers.names import Name
from projections.answers.relations import SUCCEEDED_BY, TOOK_OVER_FROM

if TYPE_CHECKING:
    from projections.accountability.lineage import Step


def said(step: Step, name: Name) -> str:
    """A step as a line of the tree: `took over from` on the way back, `succeeded by` on the way on.

    What is only proposed does not sound done.
    """
    relation = TOOK_OVER_FROM if step.direction.value == "before" else SUCCEEDED_BY
    again = " (see above)" if step.again else ""
    verb = relation.worded(step.succession.row.standing)
    return f"{indented(step.depth)}{name(step.unit)} {verb} {name(step.other)}{again}"


def drawn(unit: str, steps: Iterable[Step], name: Name) -> str:
    """The lineage as a graph in the order of time; what is only proposed or possible is dashed."""
    steps = tuple(steps)
    units = dict.fromkeys((unit, *(each for step in steps for each in (step.unit, step.other))))
    arrows = dict.fromkeys(
        Arrow(
            step.succession.row.predecessor,
            step.succession.row.successor,
            "\n".join(filter(None, (str(when(step.succession.row.since)), step.succession.row.carried_over))),
            "solid" if step.succession.is_certain else "dashed",
        )
        for step in steps
    )
    return digraph("lineage", (Box(each, str(name(each))) for each in units), arrows, upwards=False)
