"""Free texts: what a statement says in words of its own, as against ids, dates, amounts and words of a fixed list.

They are found by the annotations of the vocabulary, so that a new event needs no line here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import msgspec
from msgspec import inspect as shape

from ledger.entries.disclosures import escaped

TERMS: Final = frozenset(
    {
        *("kind", "kinds_of_project", "requires"),  # which rules apply to what
        *("office", "tenure", "membership", "appointment"),  # what an end ends
        *("scheme", "stage", "gateway", "target", "number", "limb", "item", "items"),  # which one of several
    }
)
"""Fields whose texts the ledger tells things apart by: without them an office would not be the one that is vacated."""
_NOT_FREE: Final = frozenset({"refers to", "introduces", "date"})


@cache
def text_fields(struct: type[msgspec.Struct]) -> tuple[str, ...]:
    """The fields of an event, by their stored names, that hold free texts or something with free texts in it."""
    return tuple(field.encode_name for field in _fields(shape.type_info(struct)) if _may_hold_texts(field.type))


def texts_in(struct: type[msgspec.Struct], values: dict[str, Any], place: str) -> dict[str, str]:
    """Every free text among the values of an event, by its JSON Pointer; `place` is that of the values."""
    return dict(_found(shape.type_info(struct), values, place))


def _fields(node: shape.Type) -> list[shape.Field]:
    return [field for field in node.fields if field.name not in TERMS] if isinstance(node, shape.StructType) else []


def _parts(node: shape.Type) -> tuple[shape.Type, ...]:
    """What a type is made of, if it may hold a free text anywhere below."""
    match node:
        case shape.Metadata():
            return () if _NOT_FREE & set(node.extra or {}) else (node.type,)
        case shape.UnionType():
            return node.types
        case shape.VarTupleType() | shape.ListType():
            return (node.item_type,)
        case shape.DictType():
            return (node.value_type,)
    return tuple(field.type for field in _fields(node))


def _may_hold_texts(node: shape.Type) -> bool:
    if isinstance(node, shape.StrType):
        return node.pattern is None
    return any(map(_may_hold_texts, _parts(node)))


def _found(node: shape.Type, value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, shape.StrType):
        if node.pattern is None and isinstance(value, str) and value:
            yield place, value
    elif isinstance(node, shape.StructType):
        for field in _fields(node):
            if isinstance(value, dict) and field.encode_name in value:
                yield from _found(field.type, value[field.encode_name], f"{place}/{escaped(field.encode_name)}")
    elif isinstance(value, list | tuple) and not isinstance(node, shape.Metadata | shape.UnionType):
        for part in _parts(node):
            for number, item in enumerate(value):
                yield from _found(part, item, f"{place}/{number}")
    elif isinstance(value, dict) and isinstance(node, shape.DictType):
        for name, item in value.items():
            yield from _found(node.value_type, item, f"{place}/{escaped(name)}")
    else:
        for part in _parts(node):
            yield from _found(part, value, place)
