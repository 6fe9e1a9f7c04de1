"""`govledger sums`: what money was stated of which project, on what basis, and what its parts come to."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from cli.asking import question
from cli.params import ACTOR, PROJECT, OneOf
from cli.targets import pounds
from ledger.vocabulary.sums import Basis
from projections.answers.from_register import listing, named, row_of
from projections.answers.known_subjects import known_subject, refuse_unknown_ones
from projections.answers.listing import Column, Listing, Row, dated

if TYPE_CHECKING:
    from ledger.vocabulary.sums import SumStated
    from projections.engine.register import Answer, Register
    from projections.engine.rows import Point
    from projections.sums import Parts


@click.command("sums")
@click.option("--project", type=PROJECT, help="Only those of a project.")
@click.option("--by", type=ACTOR, help="Only what this one pays, saves or contributes.")
@click.option("--basis", type=OneOf(list(Basis)), help="Only budgets, savings, gaps ...")
@question
def command(register: Register, project: str | None, by: str | None, basis: Basis | None) -> Listing:
    """List the sums stated by a day, parts under their totals, in the sources' own amounts.

    Whether the parts come to the total is shown beside it; nothing is put right.
    """
    from projections import sums

    refuse_unknown_ones(register, project)
    who = by and known_subject(register, by, ACTOR.kinds)
    found = sums.sums(register, project, by=who, basis=basis)
    parts, totals = sums.parts(register, found), sums.totals(register, found)
    columns = (
        *(named("project"), "text", "basis", "amount", named("by"), "condition", "period", "share"),
        *(Column("amounts_give", "by the amounts", text=lambda share: f"{share}%" if share else ""), "part_of"),
        *(Column("low", tabled=False), Column("high", tabled=False), Column("about", tabled=False)),
        *("parts_come_to", Column("parts_low", tabled=False), Column("parts_high", tabled=False)),
        *("adds_up", "parts_without_amount", dated("since", "stated"), "standing", named("stated_by", "said by")),
    )
    return listing(register, [_row(each, parts, totals.get(each.stream, {})) for each in found], *columns)


def in_words(stated: SumStated) -> str:
    """An amount with all that makes it less than exact; `none agreed` where the source says so."""
    from projections.sums import range_of

    amounts = range_of(stated)
    if amounts is None:
        return "none agreed" if stated.basis is Basis.NONE_AGREED else "not given"
    return f"{'about ' if stated.about else ''}{_range(amounts)}"


def _row(
    answer: Answer[Point[SumStated]], parts: Mapping[tuple[str, str], Parts], totals: Mapping[str, SumStated]
) -> Row:
    from projections.sums import amounts_give

    stated, its = answer.event, parts.get((answer.stream, answer.event.text))
    more: dict[str, Any] = {"project": answer.stream, "amount": in_words(stated), "basis": stated.basis.value}
    more["amounts_give"] = _plain(amounts_give(stated, totals))
    if its is not None:
        low, high = its.comes_to or (None, None)
        more |= {
            "parts_come_to": _range(its.comes_to) if its.comes_to else "not given",
            "parts_low": _plain(low),
            "parts_high": _plain(high),
            "adds_up": its.result.value,
            "parts_without_amount": its.without_amount,
        }
    told = row_of(answer, **more)
    entries = tuple(sorted({*answer.row.entries, *(its.entries if its else ())}))
    return Row(told.cells, entries, told.certainty)


def _range(amounts: tuple[Decimal, Decimal]) -> str:
    low, high = (pounds(_plain(amount)) for amount in amounts)
    return low if low == high else f"{low} to {high}"


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"
