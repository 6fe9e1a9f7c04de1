"""`govledger options`: which options were appraised, preferred, rejected and why, by whom; and what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.asking import question
from cli.params import ACTOR, PROJECT, OneOf
from ledger.vocabulary.appraisals import OptionVerdict
from projections.answers.from_register import listing, named, row_of, short_id
from projections.answers.known_subjects import known_subject, refuse_unknown_ones
from projections.answers.listing import Column, Listing, Row, dated

if TYPE_CHECKING:
    from projections.appraisals import Appraised
    from projections.engine.register import Register


@click.command("options")
@click.option("--project", type=PROJECT, help="Only those for a project.")
@click.option("--by", type=ACTOR, help="Only as this one appraised them.")
@click.option(
    "--verdict", "verdicts", type=OneOf(list(OptionVerdict)), multiple=True, help="Only the rejected, preferred ..."
)
@question
def command(register: Register, project: str | None, by: str | None, verdicts: tuple[OptionVerdict, ...]) -> Listing:
    """List the options appraised by a day, one by one, with what became of each in whose view.

    Preferring is not deciding: what was decided on a project stands apart, where anything was.
    """
    from projections import appraisals as options

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
        beside={"decided": _decided(register, tuple(dict.fromkeys(each.appraisal.stream for each in found)))},
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


def _decided(register: Register, projects: tuple[str, ...]) -> Listing:
    """What was decided on the projects, whether or not it has to do with the options."""
    from projections.decisions.listing import decided

    rows = [
        row_of(
            limb.whole,
            by=limb.by,
            number=limb.number,
            verb=limb.verb.value if limb.verb else None,
            text=limb.text,
            projects=limb.projects,
        )
        for project in projects
        for limb in decided(register, project=project)
    ]
    columns = (dated("since", "date"), named("by"), "verb", "text", named("projects"), "number", short_id("id"))
    return listing(register, rows, *columns, "standing", title="Decided on these projects")
