"""Rows that are made when they are read: of a long list only those that are shown.

Most of what a list costs is making its rows, and a page or `--limit` shows a few of them. How many there are, and of
what sort, is told from what they are made of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from ledger.garbage import collector_resting
from projections.answers.sentences import Doubtable, tallied

if TYPE_CHECKING:
    from projections.engine.briefs import Brief
    from projections.engine.engine import Projection
    from projections.engine.register import Register, RowAsAt
    from projections.engine.rows import Row

F = TypeVar("F", bound=Doubtable)
L = TypeVar("L")
R = TypeVar("R", bound="Row")


class Deferred(Sequence[L], Generic[F, L]):
    """The rows that `made` makes of what was `found`, one of each; of some of it, once these are read.

    `tells` says of some columns what stands in them without making the rows.
    """

    def __init__(
        self, found: Sequence[F], made: Callable[[Sequence[F]], Iterable[L]], **tells: Callable[[F], Any]
    ) -> None:
        self.found = found
        self._made, self._tells = made, tells
        self._parts: dict[tuple[int, int, int], Deferred[F, L]] = {}
        self._counts: dict[str, Counter[Any]] = {}

    @cached_property
    def _rows(self) -> list[L]:
        with collector_resting():
            return list(self._made(self.found))

    def __len__(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[L]:
        return iter(self._rows)

    @overload
    def __getitem__(self, at: int) -> L: ...
    @overload
    def __getitem__(self, at: slice) -> Deferred[F, L]: ...
    def __getitem__(self, at: int | slice) -> L | Deferred[F, L]:
        """One of the rows, or some of them; the same part is the same object, so that its rows are made once."""
        if isinstance(at, int):
            place = range(len(self.found))[at]
            return self[place : place + 1]._rows[0]
        key = at.indices(len(self.found))
        if key not in self._parts:
            self._parts[key] = Deferred(self.found[at], self._made, **self._tells)
        return self._parts[key]

    def forget(self) -> None:
        """Let go of the rows that were made of parts: whoever goes through a long list needs each part once."""
        self._parts.clear()

    def counts(self, column: str) -> Counter[Any]:
        """How many rows have each value of a column."""
        if column not in self._counts:
            self._counts[column] = Counter(self.values(column))
        return self._counts[column]

    def values(self, column: str) -> Iterator[Any]:
        """What stands in a column, row by row."""
        return map(self._tells[column], self.found) if column in self._tells else map(attrgetter(column), self)

    def tally(self, one: str, column: str) -> str:
        """How many rows there are, and how many say what in a column."""
        return tallied(self.found, one, self._tells[column])


def of_table(
    register: Register,
    projection: Projection[R],
    line: Callable[[RowAsAt[R]], L],
    *columns: str,
    **equals: Any,
) -> Deferred[Brief, L]:
    """A line for each row of a table that is asked for; what some columns say is told without making them."""
    from projections.engine.briefs import briefs, whole

    found = briefs(register, projection, *columns, **equals)

    def lines(some: Sequence[Brief]) -> list[L]:
        return [line(each) for each in whole(register, projection, some)]

    return Deferred(found, lines, **{name: partial(_told, at) for at, name in enumerate(columns)})


def _told(at: int, brief: Brief) -> Any:
    return brief.told[at]
