"""`govledger commitments`: who undertook what, by when, and what has become of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

import click

from cli.asking import question
from cli.params import BODY, MEMBER, PROJECT
from ledger.vocabulary.dates import NO_END, when
from projections.answers.from_register import listing, named, row_of, short_id, since
from projections.answers.known_subjects import known_subject, refuse_unknown_ones
from projections.answers.listing import Column, Listing, Row, dated

if TYPE_CHECKING:
    from projections.commitments import Undertaking
    from projections.engine.register import Register

COLUMNS: Final = (
    *("state", dated("due"), Column("due_words", "or in words"), "text", named("by"), named("to"), named("about")),
    *(Column("or_due", tabled=False), dated("first_due"), Column("rescheduled", "put off"), dated("since", "made")),
    *(dated("until", "discharged"), "how", short_id("resolution"), "limb", "standing"),
    *(named("stated_by", "said by"), short_id()),
)


@click.command("commitments")
@click.option("--overdue", is_flag=True, help="Only those that are overdue on the day, or possibly are.")
@click.option("--open", "only_open", is_flag=True, help="Only those that are not discharged.")
@click.option("--body", type=BODY, help="Only those that a body made, is owed or is the subject of.")
@click.option("--person", type=MEMBER, help="Likewise; of a person, also in a post held when it was made.")
@click.option("--project", type=PROJECT, help="Only those about a project.")
@question
def command(
    register: Register, overdue: bool, only_open: bool, body: str | None, person: str | None, project: str | None
) -> Listing:
    """List the commitments made by a day: those with a date by that date, then those without, then the discharged.

    \b
    govledger commitments --overdue --as-at 2016-01-01

    Overdue is what was due before the day and is not discharged; possibly overdue, what may have been due
    before it. What is due "in due course" is undated and never overdue; with --overdue it is listed apart.
    """
    from projections import commitments

    if overdue and register.as_at is None:
        raise click.UsageError("a commitment is overdue on a day; give --as-at a day, or leave --overdue out")
    who = person and known_subject(register, person, MEMBER.kinds)
    refuse_unknown_ones(register, body, project)
    found = commitments.concerning(commitments.commitments(register), body, project)
    found = commitments.of_person(register, found, who) if who else found
    if overdue:
        return _overdue(register, found)
    left = [each for each in found if not only_open or each.state is not commitments.State.DISCHARGED]
    return listing(register, map(_row, sorted(left, key=_place)), *COLUMNS)


def _overdue(register: Register, found: Iterable[Undertaking]) -> Listing:
    from projections.commitments import LATE, State

    in_order = sorted(found, key=_place)
    undated = [each for each in in_order if each.state is State.UNDATED]
    apart = listing(register, map(_row, undated), *COLUMNS, title="Undated, so never overdue")
    late = [each for each in in_order if each.state in LATE]
    count = len(undated)
    notes = (f"{count} open commitment{'' if count == 1 else 's'} without a date, never overdue",) if count else ()
    return listing(
        register,
        map(_row, late),
        *COLUMNS,
        title="Overdue",
        empty="nothing is overdue",
        beside={"undated": apart},
        notes=notes,
    )


def _row(each: Undertaking) -> Row:
    last, *others = reversed(each.due)
    more: dict[str, Any] = {
        "state": each.state.value,
        "due": last.on,
        "due_words": last.words,
        "how": each.made.row.end.how if each.made.row.end else "",
        "or_due": tuple(other.on if other.on else other.words for other in others),
        "first_due": when(each.made.event.due) if each.rescheduled and each.made.event.due else None,
        "rescheduled": tuple(
            {
                "date": since(put_off.row),
                "due": when(put_off.event.due) if put_off.event.due else put_off.event.due_words,
                "reason": put_off.event.reason,
                "certainty": put_off.certainty.value,
            }
            for put_off in each.rescheduled
        ),
    }
    row = row_of(each.made, each.certainty, **more)
    return Row(row.cells, each.entries, row.certainty)


def _place(each: Undertaking) -> tuple[bool, int, int, tuple[int, ...]]:
    from projections.commitments import State

    on = each.due[-1].on
    bounds = (on.earliest, on.latest) if on else (NO_END, NO_END)
    return (each.state is State.DISCHARGED, *bounds, each.entries)
