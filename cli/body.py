"""`govledger body`: which boards and committees there are, and who sits on them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from cli.asking import question
from cli.lazy import Verbs
from cli.params import BODY, ORGANISATION, UNIT
from cli.rendering import FORMATS
from projections.answers.entries import HISTORY, history_rows
from projections.answers.from_register import listing, named, row_of, short_id
from projections.answers.known_subjects import known_subject, refuse_unknown, refuse_unknown_ones
from projections.answers.lineage import LINEAGE, drawn, lineage_rows
from projections.answers.listing import Column, Listing, Row, dated
from projections.answers.names import naming
from projections.answers.relations import SUCCEEDED_BY, TOOK_OVER_FROM, relation_cells, relation_columns

if TYPE_CHECKING:
    from projections.engine.register import Register


@click.group("body", cls=Verbs)
def command() -> None:
    """Boards, committees, executives, panels: which there are, since when, and who sits on them."""


@command.command("list")
@click.option("--kind", help="Only of that kind, as the register writes it.")
@click.option("--of", type=ORGANISATION, help="Only those of an organisation.")
@click.option("--parent", type=BODY, help="Only those under another body.")
@question
def list_(register: Register, kind: str | None, of: str | None, parent: str | None) -> Listing:
    """List the bodies in being on a day; those that may be, with that said."""
    from projections import bodies

    refuse_unknown_ones(register, of, parent)
    found = bodies.bodies(register, kind=kind, of=of, parent=parent)
    name = bodies.current_names(register)
    rows = [row_of(answer, name=name.get(answer.stream, answer.row.name)) for answer in found]
    columns = ("name", "kind", named("of"), dated("since"), dated("until"), "standing")
    return listing(register, rows, short_id(), *columns)


@command.command("show")
@click.argument("body", type=BODY)
@question
def show(register: Register, body: str) -> Listing:
    """Show one body: what it is, what came before and after it, and who sits on it."""
    from projections import bodies, memberships

    refuse_unknown(register, body)
    answer = bodies.body(register, body)
    rows = [
        row_of(
            each,
            name=" or ".join(found.row.name for found in bodies.names(register, body)) or each.row.name,
            **_successions(register, body),
            members=_as_items(register, body),
            members_known=memberships.completeness(register, body).value,
        )
        for each in ([answer] if answer else [])
    ]
    return listing(
        register,
        rows,
        short_id(),
        *(
            "name",
            "also",
            "kind",
            named("of"),
            named("parent", "under"),
            "purpose",
            dated("since"),
            dated("until"),
            "standing",
        ),
        *relation_columns(TOOK_OVER_FROM, SUCCEEDED_BY),
        *(Column("members_known", "list of members"), "members"),
        vertical=True,
    )


@command.command("members")
@click.argument("body", type=BODY)
@question
def members(register: Register, body: str) -> Listing:
    """List who sits on a body on a day, in what office and on whose behalf, and whether that is everybody."""
    from projections import memberships

    refuse_unknown(register, body)
    known = memberships.completeness(register, body)
    return listing(
        register,
        _members(register, body),
        *(named("member"), named("held_by"), "seat", named("on_behalf_of"), "voting"),
        *(dated("since"), dated("until"), "standing"),
        notes=() if known is memberships.Completeness.COMPLETE else (f"the list of members is {known.value}",),
        empty="no members recorded",
    )


@command.command("lineage")
@click.argument("unit", metavar="BODY|ORGANISATION", type=UNIT)
@question(formats=(*FORMATS, "dot"))
def lineage(register: Register, unit: str) -> Listing:
    """Follow what came before a body or an organisation, and what came after it, through mergers and splits.

    What is only proposed is told apart from what is done. `--format dot` draws it with Graphviz.
    """
    from projections.accountability import lineage

    unit = known_subject(register, unit, UNIT.kinds)
    steps, name = lineage.lineage(register, unit), naming(register)
    rows, graph = lineage_rows(steps, name), drawn(unit, steps, name)
    return listing(register, rows, *LINEAGE, tree=True, empty="no succession recorded", drawn=graph)


@command.command("history")
@click.argument("body", type=BODY)
@question(as_at="ever")
def history(register: Register, body: str) -> Listing:
    """List every entry that mentions a body, in the order of recording, and what became of each."""
    refuse_unknown(register, body)
    return listing(register, history_rows(register, body), *HISTORY)


def _successions(register: Register, body: str) -> dict[str, Any]:
    from projections.accountability import successions

    before, after = successions.predecessors(register, body), successions.successors(register, body)
    told = {
        TOOK_OVER_FROM: [(found, (found.row.predecessor,)) for found in before],
        SUCCEEDED_BY: [(found, (found.row.successor,)) for found in after],
    }
    return relation_cells(told, naming(register))


def _members(register: Register, body: str) -> Iterator[Row]:
    """Offices first, then memberships; where a post has the seat, one row for each person who holds it."""
    from projections import memberships, posts

    for tenure in memberships.offices(register, body):
        for holder in posts.holders(register, tenure.row.holder) or (None,):
            certainty = memberships.both(tenure, holder) if holder else tenure.certainty
            who = {"member": tenure.row.holder, "held_by": holder.row.person if holder else None}
            yield row_of(tenure, certainty, **who, seat=tenure.row.office, voting=None)
    for seat in memberships.seats(register, body):
        person = seat.holder.row.person if seat.holder else None
        role = seat.membership.row.role or "member"
        yield row_of(seat.membership, seat.certainty, held_by=person, seat=role)


def _as_items(register: Register, body: str) -> tuple[dict[str, object], ...]:
    columns = (named("member"), named("held_by"), "seat", named("on_behalf_of"))
    rows = listing(register, _members(register, body), *columns).rows
    keys = ("member", "member_name", "held_by", "held_by_name", "seat", "on_behalf_of", "on_behalf_of_name", "since")
    return tuple(
        {key: row.cells[key] for key in keys}
        | {"standing": row.cells["standing"].value, "certainty": row.certainty, "entries": row.entries}
        for row in rows
    )
