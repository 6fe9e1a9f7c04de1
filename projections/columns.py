"""The columns of a projection's table, worked out from the types of its rows; and values there and back.

Texts, numbers and truth values have columns of their kind; whatever else a row holds is JSON in a text.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

from projections.rows import Row

Convert = Callable[[Any], Any]
_JSON: Final = msgspec.json.Encoder(order="deterministic")


class Column(NamedTuple):
    """A column: how a value is written and read, None where it goes as it is; `many` holds several texts."""

    name: str
    sql: str
    write: Convert | None
    read: Convert | None
    many: bool = False


@cache
def columns_of(row: type[Row]) -> tuple[Column, ...]:
    """The columns of a row type, in the order of its fields."""
    hints = get_type_hints(row)
    return tuple(_column(name, hints[name]) for name in row.__struct_fields__)


def _column(name: str, hint: Any) -> Column:
    bare, nullable = _without_none(hint)
    not_null = "" if nullable else " NOT NULL"
    if bare is str:
        return Column(name, f"TEXT{not_null}", None, None)
    if bare is bool:
        return Column(name, f"SMALLINT{not_null}", int, bool)
    if bare is int:
        return Column(name, f"BIGINT{not_null}", None, None)
    if isinstance(bare, type) and issubclass(bare, Enum):
        return Column(name, f"TEXT{not_null}", _value_of, bare)
    read = msgspec.json.Decoder(bare).decode
    return Column(name, f"TEXT{not_null}", _as_json, read, bare == tuple[str, ...])


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) not in (Union, UnionType):
        return hint, False
    parts = [part for part in get_args(hint) if part is not NoneType]
    if len(parts) != 1:
        raise TypeError(f"a column cannot hold either of {parts}")
    return parts[0], True


def _value_of(member: Enum) -> Any:
    return member.value


def _as_json(value: Any) -> str:
    return _JSON.encode(value).decode()
