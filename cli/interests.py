"""`govledger interests`: interests declared, conflicts acknowledged, dispensations granted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import click

from cli.asking import question
from cli.params import ANYTHING, MEETING, PERSON
from projections.answers.from_register import listing, named, row_of
from projections.answers.known_subjects import known_subject, refuse_unknown_ones
from projections.answers.listing import Column, Listing, Row, dated

if TYPE_CHECKING:
    from projections.engine.register import Register

NOT_RECORDED: Final = "not recorded"
COLUMNS: Final = (
    *("what", named("person"), Column("of", "or of whom"), named("about"), "kind", "nature"),
    *(Column("done", "what was done"), named("by", "granted by")),
    *(Column("declared", tabled=False), "remark", named("meeting"), "item", dated("since", "date")),
    *("standing", named("stated_by", "said by")),
)


@click.command("interests")
@click.option("--person", type=PERSON, help="Only those of a person; conflicts of a whole class name nobody.")
@click.option("--about", "--project", "about", type=ANYTHING, help="Only interests in this project, body ...")
@click.option("--meeting", type=MEETING, help="Only those of a meeting.")
@question
def command(register: Register, person: str | None, about: str | None, meeting: str | None) -> Listing:
    """List interests declared, conflicts acknowledged and dispensations granted by a day, and what was done about them.

    A conflict can be that of a class of people ("GPs"), who declared nothing. Where nothing is recorded as done,
    the answer says just that.
    """
    refuse_unknown_ones(register, person, meeting)
    if about is not None:
        about = known_subject(register, about)
    found = _rows(register, {"person": person, "about": about, "meeting": meeting})
    return listing(register, sorted(found, key=_place), *COLUMNS)


def _rows(register: Register, asked: dict[str, Any]) -> Iterator[Row]:
    from projections import interests

    for interest in interests.interests(register, **asked):
        person, done = (interest.event.person,), interest.event.action or NOT_RECORDED
        yield row_of(interest, what="interest declared", person=person, done=done)
    for conflict in interests.conflicts(register, **asked):
        told: dict[str, Any] = {"person": conflict.event.persons, "nature": conflict.event.text}
        yield row_of(conflict, what="conflict acknowledged", done=conflict.event.managed or NOT_RECORDED, **told)
    for dispensation in interests.dispensations(register, **asked):
        declared = interests.declarations(register, dispensation.event)
        remark = "" if declared else "no interest of theirs in it is recorded as declared"
        granted: dict[str, Any] = {"person": (dispensation.event.person,), "nature": dispensation.event.reason}
        granted |= {"done": "let take part", "declared": bool(declared), "remark": remark}
        row = row_of(dispensation, what="dispensation granted", **granted)
        by_others = (position for each in declared for position in each.row.entries)
        yield Row(row.cells, tuple(sorted({*row.entries, *by_others})), row.certainty)


def _place(row: Row) -> tuple[int, int, tuple[int, ...]]:
    date = row.cells["since"]
    return (date.earliest, date.latest, row.entries)
