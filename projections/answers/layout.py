"""From what the register answers to rows, and from rows to what is shown: names for ids, rows within rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from ledger.vocabulary.dates import Certainty, when
from ledger.vocabulary.subjects import name_of
from projections.answers.names import Name, Names
from projections.answers.question import Answer, Column, Item, Line, columns_of, plain
from projections.engine.rows import values_of

if TYPE_CHECKING:
    from projections.engine import register as engine
    from projections.engine.register import Register

S = TypeVar("S", bound=Line | Item)
ALL_ROWS: Final = slice(None)
"""That nothing is left out."""
NO_ROWS: Final = slice(0)
"""That whoever shows the rows reads the names in them."""


def row_from(row: type[S], answer: engine.RowAsAt[Any], certainty: Certainty | None = None, **more: Any) -> S:
    """A row with what the register answered: by the same names, and `id` for its subject; dates as dates."""
    told, says = answer.row, values_of(answer.row)
    given = {
        "id": answer.stream,
        "since": when(told.since),
        "until": when(told.until) if told.until else None,
        "last_told": None if told.until else when(told.since),
        "standing": told.standing.value,
        "certainty": (certainty or answer.certainty).value,
        "entries": told.entries,
        **more,
    }
    filled: dict[str, Any] = {}
    for column in columns_of(row):
        value = given[column.name] if column.name in given else says[column.name]
        is_text = column.holds.is_date and isinstance(value, str | None)
        filled[column.name] = (when(value) if value else None) if is_text else value
    return row(**filled)


def rests_on(answer: engine.RowAsAt[Any], certainty: Certainty | None = None) -> dict[str, Any]:
    """What every row within a row says besides: with what standing, how certain it is, and by which entries."""
    row = answer.row
    return {
        "standing": row.standing.value,
        "certainty": (certainty or answer.certainty).value,
        "entries": row.entries,
    }


def names_in(register: Register, answer: Answer[Any], rows: slice = ALL_ROWS) -> Names:
    """What the subjects of an answer are called, or of some of its rows: as many queries as there are kinds."""
    names = Names(register)
    every = (*answer.all_rows, *answer.parts)
    names.learn(subject for part in every for row in part.rows[rows] for subject in _subjects(row))
    return names


def _subjects(row: msgspec.Struct) -> Iterator[str]:
    within, naming = _where_named(type(row))
    for name in naming:
        value = getattr(row, name)
        yield from filter(None, value) if isinstance(value, tuple) else (value,) if value else ()
    for name in within:
        value = getattr(row, name)
        for each in value if isinstance(value, tuple) else (value,):
            if each is not None:
                yield from _subjects(each)


@cache
def _where_named(row: type[msgspec.Struct]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a type of rows that hold rows, and those that hold subjects of which the names are wanted."""
    columns = columns_of(row)
    within = tuple(column.name for column in columns if column.holds.struct is not None)
    named = (column for column in columns if column.holds.struct is None and column.kind and not column.bare)
    return within, tuple(column.name for column in named)


def shown(column: Column, row: msgspec.Struct, name: Name) -> Any:
    """A value as people are shown it: names instead of ids, rows within the row as mappings."""
    value = getattr(row, column.name)
    if column.holds.struct is not None:
        return within(value, name)
    if not column.kind:
        return tuple(map(plain, value)) if column.holds.many and value is not None else plain(value)
    if column.bare or column.short:
        return value if column.holds.many else name_of(value or "") or value or ""
    return name(value)


def within(value: Any, name: Name) -> Any:
    """A row within a row, or several, as mappings with names beside ids."""
    if isinstance(value, tuple):
        return tuple(within(each, name) for each in value)
    return None if value is None else dict(cells(value, columns_of(type(value)), name))


def cells(row: msgspec.Struct, columns: Iterable[Column], name: Name) -> Iterator[tuple[str, Any]]:
    """A row as scripts are given it: a column that names subjects is two, their ids and what they are called."""
    for column in columns:
        value = getattr(row, column.name)
        if column.holds.struct is not None:
            yield column.key, within(value, name)
        elif column.holds.many and value is not None:
            yield column.key, tuple(map(plain, value))
        else:
            yield column.key, plain(value)
        if column.kind and not column.bare:
            yield f"{column.key}_name", name(value) or (() if column.holds.many else None)
