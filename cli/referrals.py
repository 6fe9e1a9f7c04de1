"""`govledger referrals`: which projects were sent where, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.answers.from_register import listing
from cli.answers.known import known_subject, refuse_unknown_ones
from cli.answers.listing import Listing
from cli.answers.question import question
from cli.answers.steps import REFERRAL, step_rows
from cli.params import ACTOR, BODY, PROJECT

if TYPE_CHECKING:
    from projections.register import Register


@click.command("referrals")
@click.option("--project", type=PROJECT, help="Only of one project.")
@click.option("--body", "--to", "body", type=BODY, help="Only those sent to a body.")
@click.option("--by", type=ACTOR, help="Only those sent by somebody, as body:icb or person:ade-adetosoye.")
@question
def command(register: Register, project: str | None, body: str | None, by: str | None) -> Listing:
    """List the referrals by a day: what was sent to whom, by whom, and what should have come back."""
    from projections import projects

    refuse_unknown_ones(register, project, body)
    by = by and known_subject(register, by, ACTOR.kinds)
    return listing(register, step_rows(projects.referrals(register, project, to=body, by=by)), *REFERRAL)
