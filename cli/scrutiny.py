"""`govledger scrutiny`: what was scrutinised, by whom, with what outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.answering import question
from cli.listings import listing
from cli.output import Listing
from cli.params import BODY, PROJECT
from cli.steps import SCRUTINY, step_rows

if TYPE_CHECKING:
    from projections.register import Register


@click.command("scrutiny")
@click.option("--project", type=PROJECT, help="Only of one project.")
@click.option("--body", "--by", "body", type=BODY, help="Only by one body.")
@question
def command(register: Register, project: str | None, body: str | None) -> Listing:
    """List the scrutiny by a day, and what is said not to have been scrutinised."""
    from projections import projects

    return listing(register, step_rows(projects.scrutiny(register, project, by=body)), *SCRUTINY)
