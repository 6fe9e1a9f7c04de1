"""A register that remembers what it has been asked, for checks that ask the same many times over.

The checks of flags go through the same tables, and look up the same meetings and resolutions, each by itself: one query
a vote, several times. So tables are read whole and once, many of them with one query; what is in force, what is so at
any time, and what a column says is then found among what has been read. Around a few entries nothing is read whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Final, TypeAlias, cast

from projections.engine.columns import layout_of
from projections.engine.engine import AnyProjection, Projection
from projections.engine.register import Lookup, Register, RowAsAt, certainty
from projections.engine.rows import R, Row

_SEVERAL: Final = 5
"""Look-ups in one table after which all of it is read."""
_Rows: TypeAlias = list[RowAsAt[Any]]


@dataclass
class _Memory:
    """What was asked, and what came of it."""

    rows: dict[object, _Rows] = field(default_factory=dict)
    looked_up: dict[object, int] = field(default_factory=dict)
    whole: dict[str, _Rows] = field(default_factory=dict)
    """All rows of a table, as at whichever day they were read first."""
    by_column: dict[object, dict[Any, _Rows]] = field(default_factory=dict)
    """Of a table that was read whole, the rows by what they say in a column."""


@dataclass(frozen=True)
class RememberedRegister(Register):
    """The register as at one day and as known at one position, read once."""

    reads_whole: ClassVar[bool] = True
    """Whether a whole table may be read in place of many look-ups; around a few entries these cost less."""
    memory: _Memory = field(default_factory=_Memory, compare=False, repr=False)

    def rows(
        self,
        projection: Projection[R],
        *,
        in_force: bool = True,
        stream: str | tuple[str, ...] | None = None,
        not_before: int | None = None,
        **equals: Any,
    ) -> list[RowAsAt[R]]:
        """As of any register; what was asked before is not read again."""
        if not_before is not None:
            return super().rows(projection, in_force=in_force, stream=stream, not_before=not_before, **equals)
        asked = tuple(sorted((name, value) for name, value in equals.items() if value is not None)) if equals else ()
        key = (projection.name, self.as_at, in_force, stream, asked)
        found = self.memory.rows.get(key)
        if found is None:
            found = self._among_those_read(projection, stream, asked)
            if found is None:
                found = super().rows(projection, in_force=in_force, stream=stream, **equals)
            elif in_force:
                found = [each for each in found if self._may_be_in_force(each.row)]
            self.memory.rows[key] = found
        return found

    def read_ahead(self, *asked: Lookup) -> None:
        """Nothing: much of it may be remembered."""

    def read_whole(self, projections: Iterable[AnyProjection]) -> None:
        """Read all of some tables with one query."""
        asked = [Lookup(each, in_force=False) for each in projections]
        for lookup, rows in zip(asked, self._rows_of_each(asked), strict=True):
            self.memory.rows[self._all_of(lookup.projection)] = rows
            self.memory.whole.setdefault(lookup.projection.name, rows)

    def _all_of(self, projection: AnyProjection) -> tuple[Any, ...]:
        return projection.name, self.as_at, False, None, ()

    def _among_those_read(
        self, projection: AnyProjection, stream: str | tuple[str, ...] | None, asked: tuple[tuple[str, Any], ...]
    ) -> _Rows | None:
        """The rows of a stream, or with a value in a column, whenever they are in force; None where nobody knows."""
        told = [*([("stream", stream)] if stream is not None else []), *asked]
        if not self._is_read_whole(projection) or any(isinstance(value, tuple) for _, value in told):
            return None
        if not told:
            return self.memory.rows[self._all_of(projection)]
        one = self.joins.one
        found, *others = (
            self._by(projection, name).get(one(value) if isinstance(value, str) else value, []) for name, value in told
        )
        for other in others:
            also = {(each.stream, each.key) for each in other}
            found = [each for each in found if (each.stream, each.key) in also]
        return found

    def _by(self, projection: AnyProjection, column: str) -> dict[Any, _Rows]:
        """All rows of a table by what they say in a column, or by their stream."""
        key = (projection.name, self.as_at, column)
        if key not in self.memory.by_column:
            found = self.memory.by_column[key] = {}
            layout = layout_of(cast("type[Row]", projection.row), projection.handles)
            says = None if column == "stream" else layout.value(column)
            is_many = says is not None and layout.columns[column].many
            for each in self.memory.rows[self._all_of(projection)]:
                value = each.stream if says is None else says(each.row)
                for one in dict.fromkeys(value) if is_many else (value,):
                    found.setdefault(one, []).append(each)
        return self.memory.by_column[key]

    def _is_read_whole(self, projection: AnyProjection) -> bool:
        """Whether a table is read whole; it is now, where it was read as at a day, or several look-ups were made."""
        memory, whole = self.memory, self._all_of(projection)
        if whole in memory.rows:
            return True
        if not self.reads_whole:
            return False
        memory.looked_up[whole] = memory.looked_up.get(whole, 0) + 1
        on_a_day = memory.whole.get(projection.name)
        if self.as_at is None and on_a_day is not None:
            sure = [(each, certainty(each.row, None)) for each in on_a_day]
            memory.rows[whole] = [each if each.certainty is so else each.with_certainty(so) for each, so in sure]
        elif memory.looked_up[whole] > _SEVERAL:
            self.read_whole((projection,))
        return whole in memory.rows


def remembered(register: Register) -> RememberedRegister:
    """The same register, with a memory for as long as it is needed."""
    if isinstance(register, RememberedRegister):
        return register
    return RememberedRegister(**told_of(register))


def told_of(register: Register) -> dict[str, Any]:
    """What a register is made of, to make another kind of the same; of a month or a year, as at its last day."""
    on_a_day = register.on_its_last_day()
    return {each.name: getattr(on_a_day, each.name) for each in fields(Register)}
