"""`govledger rules`: which rules were in force for routes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.asking import question
from cli.params import PROJECT
from cli.routes import RULE, rule_rows
from projections.answers.from_register import listing
from projections.answers.known_subjects import refuse_unknown
from projections.answers.listing import Listing

if TYPE_CHECKING:
    from projections.engine.register import Register


@click.command("rules")
@click.option("--project", type=PROJECT, help="Only those that are about one project.")
@question
def command(register: Register, project: str | None) -> Listing:
    """List the rules in force on a day, in the wording of that day, with what they save."""
    from projections import projects
    from projections.routes import rules

    found = rules.rules(register)
    if project is not None:
        refuse_unknown(register, project)
        answer = projects.project(register, project)
        kind = answer.row.kind if answer else ""
        found = [version for version in found if rules.concerns(version.row, project, kind)]
    return listing(register, rule_rows(found, register.as_at), *RULE)
