"""Sums that are stated of a project: each is one amount or a range, and part of another only if that is stated."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from difflib import get_close_matches

from ledger.refusals import Untrue
from ledger.vocabulary.subjects import name_of
from ledger.vocabulary.sums import Basis, SumStated


def refuse_impossible_sum(sums: Collection[str], event: SumStated) -> None:
    """Refuse a range that runs backwards, an amount of what was not agreed, and a part of nothing.

    `sums` are the texts of those that are stated of the project already.

    Raises:
        Untrue: any of these.
    """
    what = f"the sum '{event.text}'"
    if event.basis is Basis.NONE_AGREED and (event.low or event.high or event.share):
        amount = event.low or event.high or event.share
        raise Untrue(f"{what} says that none is agreed, and gives {amount}", "leave the amount out, or say its basis")
    if event.low and event.high and Decimal(event.high) < Decimal(event.low):
        raise Untrue(f"{what} runs from {event.low} to {event.high}", "'low' is the smaller of the two")
    if event.part_of == event.text:
        raise Untrue(f"{what} cannot be a part of itself", "name the larger sum")
    if event.part_of and event.part_of not in sums:
        near = get_close_matches(event.part_of, sums, n=1, cutoff=0.6)
        raise Untrue(
            f"{what} is part of '{event.part_of}', which is not stated of '{name_of(event.project)}'",
            f"did you mean '{near[0]}'?" if near else "state the larger sum first",
        )
