"""`govledger audit replay`: the register of a moment, folded from the log alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import click
import msgspec

from cli.asking import as_at_option, format_option, known_at_option, public_option
from cli.params import ANYTHING
from cli.rendering import render
from cli.session import ledger_option, session_of
from ledger.vocabulary.dates import day_number, when
from projections.answers.columns import Since, Standing, Until
from projections.answers.entries import shortened
from projections.answers.envelope import withheld_note
from projections.answers.formats import Said
from projections.answers.known_subjects import known_subject
from projections.answers.question import Answer, Column, Line

if TYPE_CHECKING:
    from ledger.vocabulary.date_times import Moment
    from projections.engine.replay import Replayed


def _on_a_line(told: Mapping[str, Any]) -> str:
    return shortened(msgspec.json.encode(told).decode())


class ReplayedLine(Line, frozen=True, kw_only=True):
    """A row as the log alone gives it."""

    what: Annotated[str, Column("Of which projection")]
    subject: Annotated[str, Column("In whose story")]
    key: Annotated[str, Column("Which row of it")]
    since: Since
    until: Until
    standing: Standing
    says: Annotated[Mapping[str, Any], Column("What it says besides", text=_on_a_line)]


@click.command("replay")
@click.argument("subject", type=ANYTHING, required=False)
@as_at_option("today")
@known_at_option
@public_option
@partial(format_option, formats=("table", "json", "jsonl", "csv"))
@ledger_option
@click.pass_context
def command(
    ctx: click.Context, subject: str | None, as_at: date | str, known_at: Moment | None, public: bool, form: str
) -> None:
    """Fold the log alone, and list the register of that moment; no table of a projection is read.

    With SUBJECT, its own rows and those that name it. It must be what every question answers:
    `govledger audit verify --projections` compares the two row by row.

    \b
    govledger audit replay body:icb --as-at 2018-06-01
    govledger audit replay --as-at ever --known-at 250 --format jsonl
    """
    from ledger.store import Log, Showing
    from projections.engine.moments import position_known_at
    from projections.engine.register import Register
    from projections.engine.replay import replay

    datastore = session_of(ctx).datastore
    position = position_known_at(datastore, known_at, Log(datastore).last_position())
    day = day_number(as_at) if isinstance(as_at, date) else None
    showing = Showing.PUBLIC if public else Showing.EVERYTHING
    register = Register(day, position, datastore, showing)
    about = known_subject(register, subject) if subject else ""
    found = replay(datastore, as_at=day, known_at=position, subject=about, showing=showing)
    rows = sorted(map(_row, found), key=lambda row: (row.what, row.subject, row.key))
    asked = {"question": "audit replay", "subject": about or None, "as_at": str(as_at), "known_at": position}
    render(
        Answer(
            rows, row=ReplayedLine, empty="none recorded", notes=(*register.notes, *withheld_note(register.withheld))
        ),
        Said(asked),
        form,
    )


def _row(found: Replayed) -> ReplayedLine:
    from projections.engine.rows import own_values

    row = found.row
    told: dict[str, Any] = msgspec.to_builtins(own_values(row))
    return ReplayedLine(
        what=found.projection,
        subject=found.stream,
        key=found.key,
        since=when(row.since),
        until=when(row.until) if row.until else None,
        standing=row.standing.value,
        says={name: value for name, value in told.items() if value not in ("", None, [], {})},
        certainty=found.certainty.value,
        entries=row.entries,
    )
