"""`govledger delegations`: who may exercise whose functions, and who stays accountable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from cli.asking import question
from cli.params import SubjectType
from projections.answers.from_register import listing, named, rows_of, short_id
from projections.answers.known_subjects import known_subject
from projections.answers.listing import Column, Listing, dated

if TYPE_CHECKING:
    from projections.engine.register import Register

_DECIDER: Final = SubjectType("body", "organisation", "post", "person")


@click.command("delegations")
@click.option("--by", type=_DECIDER, help="Only what this one has delegated.")
@click.option("--to", type=_DECIDER, help="Only what was delegated to this one.")
@question
def command(register: Register, by: str | None, to: str | None) -> Listing:
    """List the delegations in force on a day: by what power a body decides, and who stays accountable."""
    from projections.accountability import delegations

    by, to = (each and known_subject(register, each, _DECIDER.kinds) for each in (by, to))
    columns = (
        *("function", named("by"), named("to"), "instrument", named("agreement"), "conditions"),
        *(Column("accountability_retained", "grantor accountable"), dated("since"), dated("until"), "standing"),
    )
    return listing(register, rows_of(delegations.delegations(register, by=by, to=to)), short_id(), *columns)
