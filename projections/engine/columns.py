"""The columns of a projection's table, made of the fields of its rows; and values there and back.

Texts, numbers and truth values have columns of their kind; whatever else a row holds is JSON in a text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from operator import attrgetter
from typing import Any, Final, NamedTuple

import msgspec

from ledger.vocabulary.field_types import (
    BoolType,
    ChoiceType,
    DateType,
    FieldType,
    IntroductionType,
    ListType,
    MappingType,
    NumberType,
    ReferenceType,
    StructType,
    TextType,
)
from ledger.vocabulary.fields import Field, fields_of

Write = Callable[[Sequence[Any]], Iterable[Any]]
"""Writes the values of many rows at once, which takes a fraction of the time of one after the other."""
Read = Callable[[Any], Any]
_JSON: Final = msgspec.json.Encoder(order="deterministic")
_TEXTS: Final = (TextType, DateType, ReferenceType, IntroductionType)


class TableColumn(NamedTuple):
    """A column: how values are written and one is read, None where they go as they are; `many` holds several texts."""

    name: str
    sql: str
    write: Write | None
    read: Read | None
    many: bool = False


@cache
def columns_of(row: type[msgspec.Struct]) -> tuple[TableColumn, ...]:
    """The columns of a row type, in the order of its fields."""
    return tuple(map(_column, fields_of(row)))


def _column(field: Field) -> TableColumn:
    sql, write, read = _form_of(field.type)
    if field.type.nullable and write is not None:
        write = partial(_but_none, write)
    holds_texts = isinstance(field.type, ListType) and isinstance(field.type.item, _TEXTS)
    return TableColumn(field.name, sql if field.type.nullable else f"{sql} NOT NULL", write, read, holds_texts)


def _form_of(holds: FieldType) -> tuple[str, Write | None, Read | None]:
    """In what kind of column values of a type are kept, and how they get there and back."""
    match holds:
        case TextType() | DateType() | ReferenceType() | IntroductionType():
            return "TEXT", None, None
        case BoolType():
            return "SMALLINT", partial(map, int), bool
        case NumberType():
            return "BIGINT", None, None
        case ChoiceType(choices=choices):
            return "TEXT", partial(map, attrgetter("_value_")), choices  # `value` is the same, several times slower
    return "TEXT", _as_json, msgspec.json.Decoder(_python_type(holds)).decode


def _python_type(holds: FieldType) -> Any:
    """The type of the values as Python writes it, for reading JSON."""
    match holds:
        case StructType(struct=struct):
            return struct
        case ListType(item=item):
            return tuple[_python_type(item), ...]  # type: ignore[misc]
        case MappingType(values=values):
            return dict[str, _python_type(values)]  # type: ignore[misc]
        case ChoiceType(choices=choices):
            return choices
        case BoolType():
            return bool
    return int if isinstance(holds, NumberType) else str


def _but_none(write: Write, values: Sequence[Any]) -> list[Any]:
    """Values written where there are any; None stays None."""
    written = iter(write([value for value in values if value is not None]))
    return [None if value is None else next(written) for value in values]


def _as_json(values: Sequence[Any]) -> list[str]:
    return _JSON.encode_lines(values).decode().split("\n")[:-1]  # in JSON, no line break stands for itself
