"""Repeats: what a statement may name once only."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from ledger.refusals import Untrue


def refuse_repeats(values: Iterable[Hashable], problem: str, remedy: str) -> None:
    """Refuse a value that is there twice; `problem` names it as `{}`.

    Raises:
        Untrue: one is.
    """
    seen: set[Hashable] = set()
    for value in values:
        if value in seen:
            raise Untrue(problem.format(value), remedy)
        seen.add(value)
