"""`govledger decisions`: who approved what, limb by limb, and how each was reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from cli.asking import question
from cli.params import BODY, EDTF, MEETING, PERSON, PROJECT, OneOf
from ledger.vocabulary.dates import When
from ledger.vocabulary.resolutions import Verb
from projections.answers.decision_rows import LIMBS, decided_row
from projections.answers.from_register import listing
from projections.answers.known_subjects import refuse_unknown_ones
from projections.answers.listing import Listing
from projections.answers.names import naming

if TYPE_CHECKING:
    from projections.engine.register import Register

_VERB: Final = OneOf(list(Verb))
_MANY: Final = 50
"""From here on it is quicker to read how everything was decided than to look it up limb by limb."""


@click.command("decisions")
@click.option("--project", type=PROJECT, help="Only about one project.")
@click.option("--body", type=BODY, help="Only by one body.")
@click.option("--person", type=PERSON, help="Only what a person moved, seconded or decided, also in a post.")
@click.option("--meeting", type=MEETING, help="Only what one meeting decided.")
@click.option("--verb", type=_VERB, help="Only what was approved, noted, referred ...")
@click.option("--from", "first", type=EDTF, help="Not before this date.")
@click.option("--to", "last", type=EDTF, help="Not after this date.")
@question
def command(register: Register, first: When | None, last: When | None, **asked: Any) -> Listing:
    """List what was decided by a day, limb by limb, and how: nothing but 'approved' approves.

    Resolutions of bodies and decisions of individuals, each with its scrutiny, vote and whether it may be acted
    on; JSON has the referrals, notices and who was present besides. A decision whose date is only roughly known
    is in the list if it may lie between --from and --to.
    """
    from projections.decisions.context import Reaching
    from projections.decisions.listing import decided

    since, until = first.earliest if first else None, last.latest if last else None
    refuse_unknown_ones(register, *(asked[each] for each in ("project", "body", "person", "meeting")))
    found = decided(register, since=since, until=until, **asked)
    reaching, name = Reaching(register, many=len(found) > _MANY), naming(register)
    return listing(register, (decided_row(each, reaching.of(each), name) for each in found), *LIMBS)
