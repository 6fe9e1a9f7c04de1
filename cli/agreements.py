"""`govledger agreements`: what organisations agreed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.asking import question
from cli.params import ORGANISATION, PROJECT
from projections.answers.from_register import listing, named, row_of, short_id
from projections.answers.known_subjects import refuse_unknown_ones
from projections.answers.listing import Listing, Row, dated

if TYPE_CHECKING:
    from projections.accountability.agreements import Agreement
    from projections.engine.register import Answer, Register


@click.command("agreements")
@click.option("--party", type=ORGANISATION, help="Only those of an organisation.")
@click.option("--project", type=PROJECT, help="Only those about a project.")
@question
def command(register: Register, party: str | None, project: str | None) -> Listing:
    """List the agreements in force on a day, in the terms of that day; proposed ones are only possible."""
    from projections.accountability import agreements

    refuse_unknown_ones(register, party, project)
    found = agreements.agreements(register, party=party, project=project)
    columns = (
        *("title", "kind", named("parties"), named("host"), named("lead"), "budget", "functions"),
        *("covers", "varied", dated("since"), dated("until"), "standing"),
    )
    return listing(register, [_as_varied(register, answer) for answer in found], short_id(), *columns)


def _as_varied(register: Register, answer: Answer[Agreement]) -> Row:
    from projections.accountability import agreements

    changed = agreements.variations(register, answer.stream)
    terms = {
        name: next((v for each in reversed(changed) if (v := getattr(each.event, name))), getattr(answer.event, name))
        for name in ("host", "lead", "budget")
    }
    row = row_of(answer, **terms, varied=tuple(each.event.what for each in changed))
    entries = tuple(sorted({*row.entries, *(position for each in changed for position in each.row.entries)}))
    return Row(row.cells, entries, row.certainty)
