"""What money was stated of which project, on what basis, and what its parts come to."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Final

from ledger.vocabulary.dates import When
from ledger.vocabulary.sums import Basis, SumStated
from projections.answers.columns import ACTOR, Standing, StatedBy
from projections.answers.layout import row_from
from projections.answers.names import Name, naming
from projections.answers.question import Answer, Column, Line, Parameter, column_of, question
from projections.answers.told_lines import in_lines, stated, with_source
from projections.answers.wording import pounds

if TYPE_CHECKING:
    from projections.engine import register as engine
    from projections.engine.register import Register
    from projections.engine.rows import Point
    from projections.sums import Parts


_NOT_GIVEN: Final = "not given"


def _percent(share: str | None) -> str:
    return f"{share}%" if share else ""


class Sum(Line, frozen=True, kw_only=True):
    """A sum as it was stated, and what its parts come to."""

    project: Annotated[str, Column("Of which project", "project")]
    text: Annotated[str, column_of(SumStated, "text")]
    basis: Annotated[Basis, Column("What kind of money it is: a budget, a saving, a gap ...")]
    amount: Annotated[str, Column("The amount in words, with all that makes it less than exact")]
    by: Annotated[str | None, column_of(SumStated, "by")]
    condition: Annotated[str, column_of(SumStated, "condition")]
    period: Annotated[str, Column("For which period")]
    share: Annotated[str, column_of(SumStated, "share")]
    amounts_give: Annotated[
        str | None, Column("The share in percent that the amounts give", label="by the amounts", text=_percent)
    ]
    part_of: Annotated[str, column_of(SumStated, "part_of")]
    low: Annotated[str | None, column_of(SumStated, "low", tabled=False)]
    high: Annotated[str | None, column_of(SumStated, "high", tabled=False)]
    about: Annotated[bool, column_of(SumStated, "about", tabled=False)]
    parts_come_to: Annotated[str | None, Column("What its parts come to, in words")] = None
    parts_low: Annotated[str | None, Column("The least that they come to", tabled=False)] = None
    parts_high: Annotated[str | None, Column("The most that they come to", tabled=False)] = None
    adds_up: Annotated[str | None, Column("Whether that is the sum")] = None
    parts_without_amount: Annotated[tuple[str, ...] | None, Column("Parts of which no amount is given")] = None
    since: Annotated[When, Column("When it was stated", label="stated")]
    standing: Standing
    stated_by: StatedBy


@question("sums", noun="money, on what basis, and what its parts come to", example="--as-at 2023-12-31")
def sums(
    register: Register,
    project: Annotated[str | None, Parameter("Only those of a project.", "project")] = None,
    by: Annotated[str | None, Parameter("Only what this one pays, saves or contributes.", ACTOR)] = None,
    basis: Annotated[Basis | None, Parameter("Only budgets, savings, gaps ...")] = None,
) -> Answer[Sum]:
    """List the sums stated by a day, parts under their totals, in the sources' own amounts.

    Whether the parts come to the total is shown beside it; nothing is put right.
    """
    from projections import sums

    found = sums.sums(register, project, by=by, basis=basis)
    parts, totals = sums.parts(register, found), sums.totals(register, found)
    rows, name = [_row(each, parts, totals.get(each.stream, {})) for each in found], naming(register)
    name.learn(each for row in rows for each in (row.project, row.by, row.stated_by) if each)
    return Answer(rows, for_people=in_lines(rows, lambda row: name(row.project), lambda row: _told(row, name)))


def _row(
    answer: engine.RowAsAt[Point[SumStated]], parts: Mapping[tuple[str, str], Parts], totals: Mapping[str, SumStated]
) -> Sum:
    from projections.sums import amounts_give

    stated, its = answer.event, parts.get((answer.stream, answer.event.text))
    more: dict[str, Any] = {
        "project": answer.stream,
        "amount": _in_words(stated),
        "amounts_give": _plain(amounts_give(stated, totals)),
        **dict.fromkeys(("parts_come_to", "parts_low", "parts_high", "adds_up", "parts_without_amount")),
    }
    if its is not None:
        low, high = its.comes_to or (None, None)
        more |= {
            "parts_come_to": _range(its.comes_to) if its.comes_to else "not given",
            "parts_low": _plain(low),
            "parts_high": _plain(high),
            "adds_up": its.result.value,
            "parts_without_amount": its.without_amount,
        }
    entries = tuple(sorted({*answer.row.entries, *(its.entries if its else ())}))
    return row_from(Sum, answer, **more, entries=entries)


def _told(row: Sum, name: Name) -> str:
    """A sum in a line, with all its reservations: a share that the amounts do not give, parts that do not add up."""
    amount = "" if row.amount == row.basis or (row.share and row.amount == _NOT_GIVEN) else f" {row.amount}"
    share = f", a share of {row.share}" if row.share else ""
    missing = f", no amount given of {', '.join(row.parts_without_amount)}" if row.parts_without_amount else ""
    more = (
        f"from {name(row.by)}" if row.by else "",
        row.condition,
        row.period if row.period not in row.text else "",
        f"by the amounts {row.amounts_give}%" if row.amounts_give else "",
        f"part of {row.part_of}" if row.part_of else "",
        f"its parts come to {row.parts_come_to}, {row.adds_up}{missing}" if row.parts_come_to else "",
    )
    said = "; ".join(filter(None, (f"{row.basis}{amount}{share}: {row.text}", *more)))
    return with_source(said, *stated(row, name))


def _in_words(stated: SumStated) -> str:
    """An amount with all that makes it less than exact; `none agreed` where the source says so."""
    from projections.sums import range_of

    amounts = range_of(stated)
    if amounts is None:
        return "none agreed" if stated.basis is Basis.NONE_AGREED else _NOT_GIVEN
    return f"{'about ' if stated.about else ''}{_range(amounts)}"


def _range(amounts: tuple[Decimal, Decimal]) -> str:
    low, high = (pounds(_plain(amount)) for amount in amounts)
    return low if low == high else f"{low} to {high}"


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"
