"""Everything about a subject, in the order of the world."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Final

from ledger.vocabulary.dates import When, when
from ledger.vocabulary.provenance import IN_BEING
from projections.answers.columns import NotAfter, NotBefore, Standing, StatedBy, ToldBy
from projections.answers.entries import says, shortened
from projections.answers.event_wording import told as told_in_words
from projections.answers.names import Names, in_words, named_in
from projections.answers.question import Answer, Column, Line, Parameter, question

if TYPE_CHECKING:
    from projections.chronology import Happening as Told
    from projections.engine.register import Register


LONGEST_LINE: Final = 300
"""Characters of what happened; `--format json` has all of it."""


class Happening(Line, frozen=True, kw_only=True):
    """An entry at its place in the order of the world."""

    date: Annotated[When, Column("When it happened")]
    order: Annotated[str, Column("How it stands to all those above it", label="after the above")]
    type: Annotated[str, Column("What kind of event it tells")]
    subject: Annotated[str, Column("In whose story", "any", bare=True, label="of")]
    says: Annotated[str, Column("What it says, with ids", tabled=False)]
    in_words: Annotated[str, Column("What it says, with names", label="says", text=shortened)]
    standing: Standing
    stated_by: StatedBy
    document: Annotated[str, Column("The document that says so", label="source")]
    at: Annotated[str, Column("The place in it", label="place")]
    document_date: Annotated[When | None, Column("The date of the document", label="source of")]
    note: Annotated[str, Column("What whoever recorded it remarked")]
    quote: Annotated[str, Column("The words relied on", tabled=False)]
    entry: Annotated[int, Column("Its number")]


class StoryLine(Line, frozen=True, kw_only=True):
    """A date with the document that tells of it, or below it an entry in words, as people are shown them."""

    line: Annotated[str, Column("The date and the document; below them, paragraph by paragraph, what happened")]


@question("chronology", one="entry/entries", noun="everything about a subject, in the order of the world", as_at="ever")
def chronology(
    register: Register,
    subject: Annotated[str, Parameter("What it is about.", "any")],
    from_: NotBefore = None,
    to: NotAfter = None,
    told_by: ToldBy = None,
) -> Answer[Happening]:
    """List what is recorded about a subject in the order in which it happened, each with its standing and source.

    \b
    govledger chronology project:icn
    govledger chronology bromley-well --from 2018 --to 2019
    govledger chronology icn --told-by 2016-01-01     what anybody could have read by then

    A date that is only roughly known is shown with its bounds and stands where it may first have been, or where it
    must at the latest; `not certain` says that it may have been before something that stands above it. What nobody
    dated stands at the end. With --from and --to: whatever may lie between them, the undated too.
    """
    from projections.chronology import chronology, may_be_dated_by

    since, until = from_.earliest if from_ else None, to.latest if to else None
    found = chronology(register, subject, since=since, until=until)
    shown = [each for each in found if may_be_dated_by(each.entry, told_by)]
    name = Names(register)
    name.learn(named_in(each.entry for each in shown))
    with_names = in_words(name)
    rows = [_row(each, with_names, told_by) for each in shown]
    return Answer(rows, for_people=Answer(list(_story(shown, rows, with_names)), layout="tree", row=StoryLine))


def _story(found: Sequence[Told], rows: Sequence[Happening], with_names: Callable[[str], str]) -> Iterator[StoryLine]:
    """One line an entry, under its date and document; within a document in the order of its paragraphs."""
    from projections.chronology import Order

    of = {row.entry: row for row in rows}
    groups = groupby(found, key=lambda each: (each.entry.occurred, each.entry.source.document))
    for number, ((date, document), told) in enumerate(groups):
        entries = sorted((each.entry for each in told), key=lambda entry: _place_in(entry.source.at))
        unsure = number and any(of[entry.position].order == Order.NOT_CERTAIN for entry in entries)
        order = "; may be before what stands above" if unsure else ""
        yield StoryLine(line=f"{date}: {document or 'no document named'}{order}")
        for entry in entries:
            row, place = of[entry.position], f"{entry.source.at}: " if entry.source.at else ""
            words = shortened(with_names(told_in_words(entry)), LONGEST_LINE)
            yield StoryLine(line=f"└ {place}{words}", certainty=row.certainty, entries=row.entries)


def _place_in(at: str) -> tuple[tuple[int, str], ...]:
    """A place such as `paragraph 12`, so that 12 comes after 4."""
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", at))


def _row(told: Told, with_names: Callable[[str], str], told_by: When | None) -> Happening:
    from projections.chronology import certainly_dated_by

    entry = told.entry
    source, said = entry.source, says(entry.event)
    return Happening(
        date=entry.occurred,
        order=told.order.value,
        type=entry.event.TYPE,
        subject=entry.stream,
        says=said,
        in_words=with_names(said),
        standing=entry.standing.value,
        stated_by=entry.stated_by or None,
        document=source.document,
        at=source.at,
        document_date=when(source.date) if source.date else None,
        note=entry.note,
        quote=source.quote,
        entry=entry.position,
        certainty="yes" if entry.standing in IN_BEING and certainly_dated_by(entry, told_by) else "possibly",
        entries=entry.positions,
    )
