"""`govledger referrals`: which projects were sent where, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.asking import question
from cli.params import ACTOR, BODY, PROJECT
from projections.answers.from_register import listing
from projections.answers.known_subjects import known_subject, refuse_unknown_ones
from projections.answers.listing import Listing
from projections.answers.route_rows import REFERRAL, step_rows

if TYPE_CHECKING:
    from projections.engine.register import Register


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
