"""A register that remembers what it has been asked, for checks that ask the same many times over.

The checks of flags go through the same tables, and look up the same meetings and resolutions, each by itself: one query
a vote, several times. So rows are read once; and once some subjects of a table have been looked up one by one, all of
the table is read, which costs less than the queries still to come. What is in force is among what has been read of a
table already.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Final

from projections.engine.engine import Projection
from projections.engine.register import Lookup, Register, RowAsAt
from projections.engine.rows import R

_SEVERAL: Final = 5
"""Look-ups in one table after which all of it is read."""


@dataclass
class _Memory:
    """What was asked, and what came of it."""

    rows: dict[object, list[RowAsAt[Any]]] = field(default_factory=dict)
    looked_up: dict[object, int] = field(default_factory=dict)
    whole: dict[object, dict[str, list[RowAsAt[Any]]]] = field(default_factory=dict)


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
        table = (projection.name, self.as_at)
        key = (table, in_force, stream, asked)
        found = self.memory.rows.get(key)
        if found is None:
            if isinstance(stream, str) and not asked and self._is_read_whole(table, projection):
                found = self._in_force(self.memory.whole[table].get(stream, []), in_force)
            elif in_force and self.as_at is not None and (table, False, stream, asked) in self.memory.rows:
                found = self._in_force(self.memory.rows[table, False, stream, asked], in_force)
            else:
                found = super().rows(projection, in_force=in_force, stream=stream, **equals)
            self.memory.rows[key] = found
        return found

    def read_ahead(self, *asked: Lookup) -> None:
        """Nothing: much of it may be remembered."""

    def _in_force(self, rows: list[RowAsAt[R]], in_force: bool) -> list[RowAsAt[R]]:
        """Of rows those that may be in force on the day, where it is these that are asked for."""
        return [each for each in rows if self._may_be_in_force(each.row)] if in_force else rows

    def _is_read_whole(self, table: tuple[str, int | None], projection: Projection[R]) -> bool:
        memory = self.memory
        memory.looked_up[table] = memory.looked_up.get(table, 0) + 1
        if self.reads_whole and table not in memory.whole:
            is_read = (table, False, None, ()) in memory.rows
            if is_read or memory.looked_up[table] > _SEVERAL:
                by_stream = memory.whole.setdefault(table, {})
                for each in self.rows(projection, in_force=False):
                    by_stream.setdefault(each.stream, []).append(each)
        return table in memory.whole


def remembered(register: Register) -> RememberedRegister:
    """The same register, with a memory for as long as it is needed."""
    if isinstance(register, RememberedRegister):
        return register
    return RememberedRegister(**told_of(register))


def told_of(register: Register) -> dict[str, Any]:
    """What a register is made of, to make another kind of the same; of a month or a year, as at its last day."""
    on_a_day = register.on_its_last_day()
    return {each.name: getattr(on_a_day, each.name) for each in fields(Register)}
