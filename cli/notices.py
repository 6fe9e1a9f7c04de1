"""`govledger notices`: of which decisions notice was given beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.asking import question
from cli.params import DECIDER, PROJECT
from ledger.vocabulary.dates import when
from projections.answers.from_register import listing, named, row_of
from projections.answers.known_subjects import known_subject, refuse_unknown_ones
from projections.answers.listing import Column, Listing, dated

if TYPE_CHECKING:
    from projections.engine.register import Register


@click.command("notices")
@click.option("--project", type=PROJECT, help="Only about one project.")
@click.option("--by", type=DECIDER, help="Only of decisions by one decider, as body:cabinet.")
@question
def command(register: Register, project: str | None, by: str | None) -> Listing:
    """List the notices of decisions to come, published by a day (SI 2012/2089 regs 9 to 11)."""
    from projections.decisions import notices

    refuse_unknown_ones(register, project)
    by = by and known_subject(register, by, DECIDER.kinds)
    rows = [
        row_of(
            answer,
            project=answer.stream,
            due=when(answer.event.due) if answer.event.due else None,
            urgency=answer.event.urgency.value,
        )
        for answer in notices.notices(register, project, by=by)
    ]
    columns = (named("project"), dated("since", "published"), named("by", "who will decide"), dated("due"))
    return listing(register, rows, *columns, Column("is_key", "key"), "urgency", "private", "documents", "standing")
