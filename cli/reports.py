"""`govledger reports`: which reports were presented to whom, and what they asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.asking import question
from cli.params import ACTOR, DECIDER, MEETING, PROJECT
from projections.answers.from_register import listing, named, rows_of, short_id
from projections.answers.known_subjects import known_subject, refuse_unknown_ones
from projections.answers.listing import Column, Listing, dated

if TYPE_CHECKING:
    from projections.engine.register import Register


@click.command("reports")
@click.option("--author", type=ACTOR, help="Only by one author, as post:director or person:richard-hills.")
@click.option("--to", type=DECIDER, help="Only those presented to somebody.")
@click.option("--project", type=PROJECT, help="Only about one project.")
@click.option("--meeting", type=MEETING, help="Only those before one meeting.")
@question
def command(
    register: Register, author: str | None, to: str | None, project: str | None, meeting: str | None
) -> Listing:
    """List the reports presented by a day: title, authors, to whom, and what they ask for."""
    from projections import reports

    refuse_unknown_ones(register, project, meeting)
    author = author and known_subject(register, author, ACTOR.kinds)
    to = to and known_subject(register, to, DECIDER.kinds)
    found = reports.reports(register, author=author, to=to, project=project, meeting=meeting)
    columns = (dated("since", "date"), "title", named("authors"), named("to"), named("presented_by"), "asks")
    scripts = (Column("conclusions", tabled=False), Column("sets_out", tabled=False), Column("meeting", tabled=False))
    return listing(
        register, rows_of(found), *columns, named("projects"), "gateway", *scripts, short_id("id", "report"), "standing"
    )
