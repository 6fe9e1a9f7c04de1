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
from projections.engine.register import Register, RowAsAt
from projections.engine.row_patterns import points
from projections.engine.rows import Point

Range: TypeAlias = tuple[Decimal, Decimal]
"""The least and the greatest amount, in pounds."""


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


SUMS = points("sums", SumStated, finds=("by", "basis", "part_of"))


def range_of(stated: SumStated) -> Range | None:
    """The least and the greatest amount of a sum; None where no amount is given."""
    told = [Decimal(amount) for amount in (stated.low, stated.high) if amount]
    return (told[0], told[-1]) if told else None


def sums(
    register: Register, project: str | None = None, *, by: str | None = None, basis: Basis | None = None
) -> list[RowAsAt[Point[SumStated]]]:
    """The sums stated by the register's day, parts under their totals; each answer's stream is the project."""
    found = register.rows(SUMS, stream=project, by=by, basis=basis)
    order = {(answer.stream, answer.event.text): number for number, answer in reversed(list(enumerate(found)))}
    return sorted(found, key=lambda each: _place(each, order))


def parts(register: Register, totals: Iterable[RowAsAt[Point[SumStated]]]) -> dict[tuple[str, str], Parts]:
    """What the parts of these sums come to, by project and text of the total; a part restated counts once."""
    stated: dict[tuple[str, str], dict[str, Point[SumStated]]] = {}
    for answer in register.rows(SUMS):
        if answer.event.part_of:
            stated.setdefault((answer.stream, answer.event.part_of), {})[answer.event.text] = answer.row
    found = {}
    for total in totals:
        name = total.stream, total.event.text
        if name in stated:
            found[name] = _together(total.event, tuple(stated[name].values()))
    return found


def amounts_give(part: SumStated, totals: Mapping[str, SumStated]) -> Decimal | None:
    """The share of its total, in percent, that a part's amount gives; None where either is no single amount.

    Beside the share that the source gives, and never instead of it.
    """
    total = totals.get(part.part_of)
    whole, share = range_of(total) if total else None, range_of(part)
    if share is None or whole is None or not whole[0] or share[0] != share[1] or whole[0] != whole[1]:
        return None
    return (share[0] / whole[0] * 100).quantize(Decimal("0.1"))


def totals(register: Register, found: Iterable[RowAsAt[Point[SumStated]]]) -> dict[str, dict[str, SumStated]]:
    """By project and text, the sums of which these are parts, as they were last stated."""
    wanted = {(answer.stream, answer.event.part_of) for answer in found if answer.event.part_of}
    stated: dict[str, dict[str, SumStated]] = {}
    for answer in register.rows(SUMS) if wanted else ():
        if (answer.stream, answer.event.text) in wanted:
            stated.setdefault(answer.stream, {})[answer.event.text] = answer.event
    return stated


def _together(total: SumStated, found: Sequence[Point[SumStated]]) -> Parts:
    stated = [each.event for each in found]
    ranges = [amounts for each in stated if (amounts := range_of(each))]
    comes_to = _added(ranges) if ranges else None
    return Parts(
        comes_to=comes_to,
        without_amount=tuple(each.text for each in stated if range_of(each) is None),
        result=_result(total, stated, comes_to),
        entries=tuple(sorted({position for each in found for position in each.entries})),
    )


def _added(ranges: Iterable[Range]) -> Range:
    lows, highs = zip(*ranges, strict=True)
    return sum(lows, Decimal()), sum(highs, Decimal())


def _result(total: SumStated, found: Sequence[SumStated], comes_to: Range | None) -> Adding:
    whole = range_of(total)
    if whole is None or comes_to is None:
        return Adding.NOT_SHOWN
    if comes_to == whole and comes_to[0] == comes_to[1]:
        return Adding.ADDS_UP
    is_rough = total.about or any(each.about for each in found)
    is_short = comes_to[0] < whole[0] and any(range_of(each) is None for each in found)
    overlaps = comes_to[0] <= whole[1] and whole[0] <= comes_to[1]
    return Adding.MAY_ADD_UP if is_rough or is_short or overlaps else Adding.DOES_NOT


def _place(answer: RowAsAt[Point[SumStated]], order: Mapping[tuple[str, str], int]) -> tuple[int, bool, int]:
    own = order[answer.stream, answer.event.text]
    total = order.get((answer.stream, answer.event.part_of), own) if answer.event.part_of else own
    return total, total != own, own
