"""`govledger chronology`: everything about a subject, in the order of the world."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import click

from cli.asking import question
from cli.params import ANYTHING, EDTF
from ledger.vocabulary.dates import When
from projections.answers.entries import says, shortened
from projections.answers.from_register import listing, named, short_id
from projections.answers.known_subjects import known_subject
from projections.answers.listing import Column, Listing, Row, dated
from projections.answers.names import in_words

if TYPE_CHECKING:
    from projections.chronology import Happening
    from projections.engine.register import Register

COLUMNS: Final = (
    *(dated("date"), Column("order", "after the above"), "type", short_id("subject", "of")),
    *(Column("says", tabled=False), Column("in_words", "says", text=shortened), "standing"),
    *(named("stated_by", "said by"), Column("document", "source"), Column("at", "place")),
    *(dated("document_date", "source of"), "note", Column("quote", tabled=False), "entry"),
)


@click.command("chronology")
@click.argument("subject", type=ANYTHING)
@click.option("--from", "first", type=EDTF, help="Not before this date.")
@click.option("--to", "last", type=EDTF, help="Not after this date.")
@question(as_at="ever")
def command(register: Register, subject: str, first: When | None, last: When | None) -> Listing:
    """List what is recorded about a subject in the order in which it happened, each with its standing and source.

    \b
    govledger chronology project:icn
    govledger chronology bromley-well --from 2018 --to 2019

    A date that is only roughly known is shown with its bounds and stands where it may first have been, or where it
    must at the latest; `not certain` says that it may have been before something that stands above it. What nobody
    dated stands at the end. With --from and --to: whatever may lie between them, the undated too.
    """
    from projections import chronology

    about = known_subject(register, subject)
    since, until = first.earliest if first else None, last.latest if last else None
    found = chronology.chronology(register, about, since=since, until=until)
    with_names = in_words(register)
    return listing(register, [_row(each, with_names) for each in found], *COLUMNS)


def _row(happening: Happening, with_names: Callable[[str], str]) -> Row:
    from ledger.vocabulary.dates import when
    from ledger.vocabulary.provenance import IN_BEING

    entry = happening.entry
    source, said = entry.source, says(entry.event)
    cells = {
        "date": entry.occurred,
        "order": happening.order.value,
        "type": entry.event.TYPE,
        "subject": entry.stream,
        "says": said,
        "in_words": with_names(said),
        "standing": entry.standing.value,
        "stated_by": entry.stated_by or None,
        "document": source.document,
        "at": source.at,
        "document_date": when(source.date) if source.date else None,
        "note": entry.note,
        "quote": source.quote,
        "entry": entry.position,
    }
    return Row(cells, entry.positions, "yes" if entry.standing in IN_BEING else "possibly")
