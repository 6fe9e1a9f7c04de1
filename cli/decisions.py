"""`govledger decisions`: who approved what, limb by limb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from cli.answering import question
from cli.listings import listing, named, row_of, short_id
from cli.output import Listing, Row, dated
from cli.params import BODY, EDTF, PERSON, PROJECT, OneOf
from ledger.dates import When
from ledger.events.resolutions import Verb

if TYPE_CHECKING:
    from projections.register import Register
    from projections.resolutions import Decision

COLUMNS: Final = (
    *(dated("since", "date"), named("body"), "verb", "text", named("projects"), "number"),
    *(short_id("id", "resolution"), named("mover"), named("seconder"), "standing"),
)


@click.command("decisions")
@click.option("--project", type=PROJECT, help="Only about one project.")
@click.option("--body", type=BODY, help="Only by one body.")
@click.option("--person", type=PERSON, help="Only what a person moved or seconded.")
@click.option("--verb", type=OneOf(list(Verb)), help="Only what was approved, noted, referred ...")
@click.option("--from", "first", type=EDTF, help="Not before this date.")
@click.option("--to", "last", type=EDTF, help="Not after this date.")
@question
def command(register: Register, first: When | None, last: When | None, **asked: Any) -> Listing:
    """List what was decided by a day, limb by limb: nothing but 'approved' approves.

    A decision whose date is only roughly known is in the list if it may lie between --from and --to.
    """
    from projections import resolutions

    since, until = first.earliest if first else None, last.latest if last else None
    found = resolutions.decisions(register, since=since, until=until, **asked)
    return listing(register, map(_row, found), *COLUMNS)


def _row(decision: Decision) -> Row:
    limb = decision.limb
    return row_of(
        decision.resolution, number=decision.number, verb=limb.verb.value, text=limb.text, projects=limb.projects
    )
