"""`govledger call-ins`: what was called in, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.asking import question
from projections.answers.decision_rows import call_in_cells
from projections.answers.from_register import listing, named, row_of, short_id
from projections.answers.listing import Column, Listing, Row, dated
from projections.answers.names import naming

if TYPE_CHECKING:
    from projections.engine.register import Register


@click.command("call-ins")
@click.option("--open", "open_", is_flag=True, help="Only those that are not determined: not yet to be acted on.")
@question
def command(register: Register, open_: bool) -> Listing:
    """List what was called in by a day, on which grounds, and what became of it by that day."""
    from projections.decisions import call_ins
    from projections.decisions.individual import decision

    name, rows = naming(register), []
    for answer in call_ins.call_ins(register):
        made = decision(register, answer.stream)
        effect = call_ins.effect(register, answer.stream, made.event.effective_from if made else "")
        if open_ and effect.force is not call_ins.Force.CALLED_IN:
            continue
        cells = {**(call_in_cells(effect, name) or {}), "force": effect.force.value}
        rows.append(Row({**row_of(answer).cells, **cells}, effect.entries, effect.certainty.value))
    return listing(
        register,
        rows,
        *(short_id("id", "decision"), dated("called_in"), named("by"), named("to"), "grounds"),
        *(dated("determined"), named("determined_by"), "outcome", "outcome_text", Column("force", "in effect?")),
        "standing",
    )
