"""Rows of a projection by what they are of: a few are looked up one by one, many are read in one go."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Generic

from projections.engine.engine import Projection
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import R, value_of


class Gathering(Generic[R]):
    """A projection's answers by stream or by the values of a column, each asked of the tables at most once."""

    def __init__(
        self, register: Register, projection: Projection[R], *, by: str = "stream", in_one_go: bool = False
    ) -> None:
        self._register, self._projection, self._by, self._in_one_go = register, projection, by, in_one_go
        self._found: dict[str, tuple[RowAsAt[R], ...]] = {}

    def of(self, value: str) -> tuple[RowAsAt[R], ...]:
        """The answers of a stream, or with a value in the column, oldest first."""
        if self._in_one_go:
            return self._all.get(value, ())
        if value not in self._found:
            asked: dict[str, Any] = {self._by: value}
            self._found[value] = tuple(self._register.rows(self._projection, **asked))
        return self._found[value]

    @cached_property
    def _all(self) -> dict[str, tuple[RowAsAt[R], ...]]:
        grouped: dict[str, list[RowAsAt[R]]] = {}
        for answer in self._register.rows(self._projection):
            for value in self._values(answer):
                grouped.setdefault(value, []).append(answer)
        return {value: tuple(answers) for value, answers in grouped.items()}

    def _values(self, answer: RowAsAt[R]) -> Iterable[str]:
        if self._by == "stream":
            return (answer.stream,)
        held = value_of(answer.row, self._by)
        return dict.fromkeys(held) if isinstance(held, tuple) else (held,)
