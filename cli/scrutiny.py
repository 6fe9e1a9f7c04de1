"""`govledger scrutiny`: what was scrutinised, by whom, with what outcome; and what is not shown to have been."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from cli.asking import question
from cli.lazy import Verbs
from cli.params import BODY, PROJECT
from cli.routes import GAP, explained, required_rows
from projections.answers.from_register import listing
from projections.answers.known_subjects import refuse_unknown
from projections.answers.listing import Listing
from projections.answers.names import naming
from projections.answers.route_rows import SCRUTINY, step_rows

if TYPE_CHECKING:
    from projections.engine.register import Register


@click.group("scrutiny", cls=Verbs, invoke_without_command=True)
@click.option("--project", type=PROJECT, help="Only of one project.")
@click.option("--body", "--by", "body", type=BODY, help="Only by one body.")
@question(group=True)
def command(register: Register, project: str | None, body: str | None) -> Listing:
    """List the scrutiny by a day, and what is said not to have been scrutinised."""
    from projections import projects

    for subject in filter(None, (project, body)):
        refuse_unknown(register, subject)
    return listing(register, step_rows(projects.scrutiny(register, project, by=body)), *SCRUTINY)


@command.command("gaps")
@click.option("--project", type=PROJECT, help="Only of one project.")
@click.option("--body", type=BODY, help="Only where this body took a step, or should have.")
@click.option("--result", type=click.Choice(("breached", "not shown")), help="Only with this result.")
@question
def gaps(register: Register, project: str | None, body: str | None, result: str | None) -> Listing:
    """List the requirements that are breached or not shown to be met, the breaches first.

    A breach is proven by the record; `not shown` accuses nobody, and says what is lacking.
    """
    from projections.routes import route as routes

    for subject in filter(None, (project, body)):
        refuse_unknown(register, subject)
    found = routes.gaps(register, project=project, body=body, called=naming(register))
    found = [each for each in found if result in (None, each.judgment.result)]
    counted = Counter(each.judgment.result.value for each in found)
    notes = (*(f"{count} {result}" for result, count in counted.items()), *explained(found))
    return listing(register, required_rows(found, naming(register)), *GAP, notes=notes, empty="no gaps recorded")
