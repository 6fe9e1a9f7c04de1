"""`govledger flags`: what is recorded and should not have happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.asking import question
from cli.params import ANYTHING
from ledger.refusals import Refusal
from projections.answers.from_register import listing, short_id
from projections.answers.known_subjects import known_subject
from projections.answers.listing import Column, Listing, Row, dated
from projections.answers.names import naming

if TYPE_CHECKING:
    from projections.engine.register import Register


@click.command("flags")
@click.option("--about", type=ANYTHING, help="Only on one subject, as library-hours or body:cabinet.")
@click.option("--kind", help="Only of one kind, as 'vote without a quorum'.")
@question
def command(register: Register, about: str | None, kind: str | None) -> Listing:
    """List what happened by a day and should not have, as far as entries show it, and why it should not.

    A ledger records what happened, also when it should not have. What a route lacks is told by `scrutiny gaps`,
    what was never answered by `questions`.
    """
    from projections.flags import LAPSES, flags

    about = about and known_subject(register, about)
    if kind is not None and kind not in {lapse.name for lapse in LAPSES}:
        raise Refusal(f"there are no flags of the kind '{kind}'", f"write one of: {', '.join(x.name for x in LAPSES)}")
    name = naming(register)
    rows = [
        Row(
            {
                "on": flag.on,
                "kind": flag.lapse.name,
                "about": flag.about,
                "about_name": name(flag.about),
                "says": flag.says,
                "why": flag.lapse.why,
            },
            flag.entries,
            flag.certainty.value,
        )
        for flag in flags(register, about=about, lapse=kind)
    ]
    return listing(
        register,
        rows,
        *(dated("on", "date"), Column("kind", "flag"), short_id("about"), Column("about_name", tabled=False)),
        *(Column("says", "what happened"), Column("why", "why it should not")),
        empty="nothing is flagged",
    )
