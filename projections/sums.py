"""What money was stated of which project, on what basis; and do the parts of a sum come to its total?

Amounts are the sources' own. Where parts and total differ, both stay as they are and the difference is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

import msgspec

from ledger.vocabulary.sums import Basis, SumStated
from projections.engine.engine import Projection, by_itself
from projections.engine.register import Answer, Register
from projections.engine.row_patterns import Points
from projections.engine.rows import Row

Range: TypeAlias = tuple[Decimal, Decimal]
"""The least and the greatest amount, in pounds."""


class Sum(Row, frozen=True, kw_only=True):
    """An amount or a range as it was stated; a later statement of it is another row."""

    text: str = ""
    basis: Basis = Basis.BUDGET
    low: str | None = None
    high: str | None = None
    about: bool = False
    by: str | None = None
    condition: str = ""
    period: str = ""
    share: str = ""
    part_of: str = ""

    @property
    def range(self) -> Range | None:
        """Its least and its greatest amount; None where no amount is given."""
        told = [Decimal(amount) for amount in (self.low, self.high) if amount]
        return (told[0], told[-1]) if told else None


class Adding(StrEnum):
    """What the parts of a sum come to, beside its total."""

    ADDS_UP = "adds up"
    MAY_ADD_UP = "may add up"
    DOES_NOT = "does not add up"
    NOT_SHOWN = "not shown"


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a sum together: what those that give an amount come to, and which give none."""

    comes_to: Range | None
    without_amount: tuple[str, ...]
    result: Adding
    entries: tuple[int, ...]


SUMS = Projection(
    name="sums", row=Sum, handles=(SumStated,), evolve=Points(Sum), lane=by_itself, finds=("by", "basis", "part_of")
)


def sums(
    register: Register, project: str | None = None, *, by: str | None = None, basis: Basis | None = None
) -> list[Answer[Sum]]:
    """The sums stated by the register's day, parts under their totals; each answer's stream is the project."""
    found = register.rows(SUMS, stream=project, by=by, basis=basis)
    order = {(answer.stream, answer.row.text): number for number, answer in reversed(list(enumerate(found)))}
    return sorted(found, key=lambda each: _place(each, order))


def parts(register: Register, totals: Iterable[Answer[Sum]]) -> dict[tuple[str, str], Parts]:
    """What the parts of these sums come to, by project and text of the total; a part restated counts once."""
    stated: dict[tuple[str, str], dict[str, Sum]] = {}
    for answer in register.rows(SUMS):
        if answer.row.part_of:
            stated.setdefault((answer.stream, answer.row.part_of), {})[answer.row.text] = answer.row
    found = {}
    for total in totals:
        name = total.stream, total.row.text
        if name in stated:
            found[name] = _together(total.row, tuple(stated[name].values()))
    return found


def amounts_give(part: Sum, totals: Mapping[str, Sum]) -> Decimal | None:
    """The share of its total, in percent, that a part's amount gives; None where either is no single amount.

    Beside the share that the source gives, and never instead of it.
    """
    total = totals.get(part.part_of)
    if total is None or part.range is None or total.range is None or not total.range[0]:
        return None
    if part.range[0] != part.range[1] or total.range[0] != total.range[1]:
        return None
    return (part.range[0] / total.range[0] * 100).quantize(Decimal("0.1"))


def totals(register: Register, found: Iterable[Answer[Sum]]) -> dict[str, dict[str, Sum]]:
    """By project and text, the sums of which these are parts, as they were last stated."""
    wanted = {(answer.stream, answer.row.part_of) for answer in found if answer.row.part_of}
    stated: dict[str, dict[str, Sum]] = {}
    for answer in register.rows(SUMS) if wanted else ():
        if (answer.stream, answer.row.text) in wanted:
            stated.setdefault(answer.stream, {})[answer.row.text] = answer.row
    return stated


def _together(total: Sum, found: Sequence[Sum]) -> Parts:
    ranges = [each.range for each in found if each.range]
    comes_to = _added(ranges) if ranges else None
    return Parts(
        comes_to=comes_to,
        without_amount=tuple(each.text for each in found if each.range is None),
        result=_result(total, found, comes_to),
        entries=tuple(sorted({position for each in found for position in each.entries})),
    )


def _added(ranges: Iterable[Range]) -> Range:
    lows, highs = zip(*ranges, strict=True)
    return sum(lows, Decimal()), sum(highs, Decimal())


def _result(total: Sum, found: Sequence[Sum], comes_to: Range | None) -> Adding:
    if total.range is None or comes_to is None:
        return Adding.NOT_SHOWN
    if comes_to == total.range and comes_to[0] == comes_to[1]:
        return Adding.ADDS_UP
    is_rough = total.about or any(each.about for each in found)
    is_short = comes_to[0] < total.range[0] and any(each.range is None for each in found)
    overlaps = comes_to[0] <= total.range[1] and total.range[0] <= comes_to[1]
    return Adding.MAY_ADD_UP if is_rough or is_short or overlaps else Adding.DOES_NOT


def _place(answer: Answer[Sum], order: Mapping[tuple[str, str], int]) -> tuple[int, bool, int]:
    own = order[answer.stream, answer.row.text]
    total = order.get((answer.stream, answer.row.part_of), own) if answer.row.part_of else own
    return total, total != own, own
