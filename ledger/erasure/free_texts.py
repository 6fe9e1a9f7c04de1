"""Free texts: what a statement says in words of its own, as against ids, dates, amounts, terms and words of a list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from ledger.entries.disclosures import escaped
from ledger.vocabulary.field_types import FieldType, ListType, MappingType, StructType
from ledger.vocabulary.fields import fields_of


@cache
def text_fields(struct: type[Struct]) -> tuple[str, ...]:
    """The fields of an event, by their stored names, that hold free texts or something with free texts in it."""
    return tuple(field.stored for field in fields_of(struct) if field.erasable)


def texts_in(struct: type[Struct], values: dict[str, Any], place: str) -> dict[str, str]:
    """Every free text among the values of an event, by its JSON Pointer; `place` is that of the values."""
    return dict(_in_struct(struct, values, place))


def _in_struct(struct: type[Struct], values: Any, place: str) -> Iterator[tuple[str, str]]:
    for field in fields_of(struct):
        if field.erasable and isinstance(values, dict) and field.stored in values:
            yield from _found(field.type, values[field.stored], f"{place}/{escaped(field.stored)}")


def _found(holds: FieldType, value: Any, place: str) -> Iterator[tuple[str, str]]:
    """The texts in a value of a type that may hold some; the value need not be of the shape that the type asks for."""
    match holds:
        case StructType(struct=struct):
            yield from _in_struct(struct, value, place)
        case ListType(item=item) if isinstance(value, list | tuple):
            for number, part in enumerate(value):
                yield from _found(item, part, f"{place}/{number}")
        case ListType(item=item):
            yield from _found(item, value, place)
        case MappingType(values=values) if isinstance(value, dict):
            for name, part in value.items():
                yield from _found(values, part, f"{place}/{escaped(name)}")
        case _ if isinstance(value, str) and value:
            yield place, value
