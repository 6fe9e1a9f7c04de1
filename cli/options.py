"""`govledger options`: which options were appraised, preferred, rejected and why, by whom; and what was resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.answering import question
from cli.decisions import COLUMNS as DECISION
from cli.listings import known_subject, listing, named, refuse_unknown_ones, row_of
from cli.output import Column, Listing, Row, dated
from cli.params import ACTOR, PROJECT, OneOf
from ledger.events.gateways import Verdict

if TYPE_CHECKING:
    from projections.options import Appraised
    from projections.register import Register


@click.command("options")
@click.option("--project", type=PROJECT, help="Only those for a project.")
@click.option("--by", type=ACTOR, help="Only as this one appraised them.")
@click.option(
    "--verdict", "verdicts", type=OneOf(list(Verdict)), multiple=True, help="Only the rejected, preferred ..."
)
@question
def command(register: Register, project: str | None, by: str | None, verdicts: tuple[Verdict, ...]) -> Listing:
    """List the options appraised by a day, one by one, with what became of each in whose view.

    Preferring is not deciding: what was resolved on a project stands apart, where anything was.
    """
    from projections import options

    refuse_unknown_ones(register, project)
    who = by and known_subject(register, by, ACTOR.kinds)
    found = options.options(register, project, by=who, verdicts=verdicts)
    columns = (
        *(named("project"), "number", Column("text", "option"), "verdict", "why", named("by", "in the view of")),
        *(dated("since", "date"), named("meeting"), "standing", named("stated_by", "said by")),
    )
    return listing(
        register,
        map(_row, found),
        *columns,
        title="Options",
        beside={"resolved": _resolved(register, tuple(dict.fromkeys(each.appraisal.stream for each in found)))},
    )


def _row(each: Appraised) -> Row:
    option = each.option
    return row_of(
        each.appraisal,
        project=each.appraisal.stream,
        number=option.number,
        text=option.text,
        verdict=option.verdict.value,
        why=option.why,
    )


def _resolved(register: Register, projects: tuple[str, ...]) -> Listing:
    """What bodies resolved on the projects, whether or not it has to do with the options."""
    from projections import resolutions

    rows = [
        row_of(
            decision.resolution,
            number=decision.number,
            verb=decision.limb.verb.value,
            text=decision.limb.text,
            projects=decision.limb.projects,
        )
        for project in projects
        for decision in resolutions.decisions(register, project=project)
    ]
    return listing(register, rows, *DECISION, title="Resolved on these projects")
