"""The columns of a projection's table, worked out from the types of its rows; and values there and back.

Texts, numbers and truth values have columns of their kind; whatever else a row holds is JSON in a text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from functools import cache, partial
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Final, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

from projections.engine.rows import Row

Write = Callable[[Sequence[Any]], Iterable[Any]]
"""Writes the values of many rows at once, which takes a fraction of the time of one after the other."""
Read = Callable[[Any], Any]
_JSON: Final = msgspec.json.Encoder(order="deterministic")


class Column(NamedTuple):
    """A column: how values are written and one is read, None where they go as they are; `many` holds several texts."""

    name: str
    sql: str
    write: Write | None
    read: Read | None
    many: bool = False


@cache
def columns_of(row: type[Row]) -> tuple[Column, ...]:
    """The columns of a row type, in the order of its fields."""
    hints = get_type_hints(row)
    return tuple(_column(name, hints[name]) for name in row.__struct_fields__)


def _column(name: str, hint: Any) -> Column:
    bare, nullable = _without_none(hint)
    kind, write, read = _form_of(bare)
    if nullable and write is not None:
        write = partial(_but_none, write)
    return Column(name, kind if nullable else f"{kind} NOT NULL", write, read, bare == tuple[str, ...])


def _form_of(bare: Any) -> tuple[str, Write | None, Read | None]:
    """In what kind of column values of a type are kept, and how they get there and back."""
    if bare is str:
        return "TEXT", None, None
    if bare is bool:
        return "SMALLINT", partial(map, int), bool
    if bare is int:
        return "BIGINT", None, None
    if isinstance(bare, type) and issubclass(bare, Enum):
        return "TEXT", partial(map, attrgetter("_value_")), bare  # `value` is the same, several times slower
    return "TEXT", _as_json, msgspec.json.Decoder(bare).decode


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) not in (Union, UnionType):
        return hint, False
    parts = [part for part in get_args(hint) if part is not NoneType]
    if len(parts) != 1:
        raise TypeError(f"a column cannot hold either of {parts}")
    return parts[0], True


def _but_none(write: Write, values: Sequence[Any]) -> list[Any]:
    """Values written where there are any; None stays None."""
    written = iter(write([value for value in values if value is not None]))
    return [None if value is None else next(written) for value in values]


def _as_json(values: Sequence[Any]) -> list[str]:
    return _JSON.encode_lines(values).decode().split("\n")[:-1]  # in JSON, no line break stands for itself
