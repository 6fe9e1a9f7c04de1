"""Each field of an event described once: what it is called, what it holds and refers to, and what it means.

The description is worked out from the annotations when the event is defined. Meeting files and their schema, the
options of commands, the columns of tables, the texts that can be erased and the reference pages are made of it;
nobody else looks at annotations.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Final, TypeAlias, get_type_hints

import msgspec
from msgspec import Meta, Struct
from msgspec import inspect as shape

from ledger.vocabulary.field_types import (
    AnyType,
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

TERM: Final = Meta(extra={"term": True})
"""Marks what the ledger tells things apart by: without them an office would not be the one that is vacated."""
Term: TypeAlias = Annotated[str, TERM]
"""A word that is no free text, though no list of such words is fixed."""
ItemNumber: TypeAlias = Annotated[
    str, TERM, Meta(description="The number of the item of the agenda under which it was")
]
"""Which item of a meeting's agenda a thing stood under; a meeting file fills it in for what it lists under the item."""

_INSTEAD: Final = (
    "A field holds a text, a date, a subject's id, bool, int, a StrEnum, a struct, tuple[X, ...] or dict[str, X] of "
    "these, or one of them `| None`; limits belong to the type itself, as in `Annotated[int, Meta(ge=0)] | None`. "
    "For an amount with pence use a text with a pattern, for a point in time `DateText`."
)


class Field(Struct, frozen=True, kw_only=True):
    """A field of an event, or of a struct within one."""

    name: str
    """Its name in Python."""
    stored: str
    """Its name in the stored payload."""
    written: str
    """Its name in a meeting file: the stored one with spaces for underscores."""
    type: FieldType
    required: bool = False
    assigned: bool = False
    """Whether the ledger fills it in where the clerk does not."""
    inherited: bool = False
    """Whether the meeting that a file is about fills it in where a statement leaves it out."""
    erasable: bool = False
    """Whether it holds a free text, or something with free texts in it."""


@cache
def fields_of(struct: type[Struct]) -> tuple[Field, ...]:
    """The fields of an event or another struct, in their order.

    Raises:
        TypeError: one is of a type that cannot be handled; it says which one, and what can be used instead.
    """
    try:
        found = shape.type_info(struct)
    except TypeError as unfit:
        raise _refused(struct, _unfit_field(struct), unfit) from unfit
    assert isinstance(found, shape.StructType)
    return tuple(_field(struct, field) for field in found.fields)


@cache
def keys_of(struct: type[Struct], without: tuple[str, ...] = ()) -> Mapping[str, Field]:
    """The fields of a struct by the keys that fill them in a meeting file, but for those named."""
    return MappingProxyType({field.written: field for field in fields_of(struct) if field.name not in without})


@cache
def introduction_in(struct: type[Struct]) -> Field | None:
    """The field that holds the id of a new subject, if the event introduces one."""
    return next((field for field in fields_of(struct) if isinstance(field.type, IntroductionType)), None)


def introduced_field(struct: type[Struct]) -> str:
    """The name of the field with the id of a new subject; empty where the event introduces none."""
    field = introduction_in(struct)
    return field.name if field else ""


def introduced_kind(struct: type[Struct]) -> str:
    """The kind of subject that an event brings into being; empty where it brings none."""
    field = introduction_in(struct)
    return field.type.kind if field and isinstance(field.type, IntroductionType) else ""


@cache
def date_fields(struct: type[Struct]) -> frozenset[str]:
    """The fields of an event that hold dates as EDTF text."""
    return frozenset(field.name for field in fields_of(struct) if isinstance(field.type, DateType))


def type_of(annotation: Any) -> FieldType:
    """What an annotation says that a field holds.

    Raises:
        TypeError: it is of a type that cannot be handled.
    """
    return _type(shape.type_info(annotation))


def key_name(written: str) -> str:
    """A key as this package compares it: `on_behalf_of` and `on behalf of` are the same."""
    return " ".join(written.replace("_", " ").split())


def _field(struct: type[Struct], found: shape.Field) -> Field:
    try:
        holds = _type(found.type)
    except TypeError as unfit:
        raise _refused(struct, found.name, unfit) from unfit
    of_the_meeting = found.name == "body" or (isinstance(holds, ReferenceType) and holds.kinds == ("meeting",))
    return Field(
        name=found.name,
        stored=found.encode_name,
        written=key_name(found.encode_name),
        type=holds,
        required=found.required,
        assigned=found.name in getattr(struct, "ASSIGNED", ()),
        inherited=of_the_meeting and found.name != getattr(struct, "HEAD", ""),
        erasable=_holds_free_text(holds),
    )


def _type(node: shape.Type) -> FieldType:
    """The type below what is wrapped around it; the outermost description is the one that counts."""
    description, nullable = "", False
    extra: dict[str, Any] = {}
    while isinstance(node, shape.Metadata | shape.UnionType):
        match node:
            case shape.Metadata():
                description = description or (node.extra_json_schema or {}).get("description", "")
                extra |= node.extra or {}
                node = node.type
            case shape.UnionType(types=types):
                given = [part for part in types if not isinstance(part, shape.NoneType)]
                if len(given) != 1:
                    raise TypeError("a clerk cannot tell several types apart")
                node, nullable = given[0], len(given) < len(types)
    about: dict[str, Any] = {"description": description, "nullable": nullable, "term": "term" in extra}
    match node:
        case shape.StrType() if "refers to" in extra:
            return ReferenceType(kinds=extra["refers to"], **about)
        case shape.StrType() if "introduces" in extra:
            return IntroductionType(kind=extra["introduces"], **about)
        case shape.StrType() if "date" in extra:
            return DateType(**about)
        case shape.StrType(min_length=shortest, max_length=None, pattern=pattern):
            return TextType(shortest=shortest or 0, pattern=pattern or "", **about)
        case shape.BoolType():
            return BoolType(**about)
        case shape.IntType(gt=None, lt=None, multiple_of=None, ge=least, le=most):
            return NumberType(least=least, most=most, **about)
        case shape.EnumType(cls=choices):
            return ChoiceType(choices=choices, **about)
        case shape.VarTupleType(item_type=item, min_length=fewest, max_length=None):
            return ListType(item=_type(item), fewest=fewest or 0, **about)
        case shape.StructType(cls=struct):
            return StructType(struct=struct, **about)
        case shape.DictType(key_type=shape.StrType(), value_type=values):
            return MappingType(values=AnyType() if isinstance(values, shape.AnyType) else _type(values), **about)
    raise TypeError(f"nothing is made of {type(node).__name__} with such limits")


def _holds_free_text(holds: FieldType) -> bool:
    """Ids, dates, words of a list or a pattern, and terms are no free texts; what is below a term is none either."""
    if holds.term:
        return False
    match holds:
        case TextType(pattern=pattern):
            return not pattern
        case ListType(item=within) | MappingType(values=within):
            return _holds_free_text(within)
        case StructType(struct=struct):
            return any(field.erasable for field in fields_of(struct))
    return False


def _unfit_field(struct: type[Struct]) -> str:
    """The field for which msgspec refuses a struct; it names the type only."""
    for name, hint in get_type_hints(struct, include_extras=True).items():
        try:
            if name in struct.__struct_fields__:
                msgspec.json.Decoder(hint)
        except TypeError:
            return name
    return ""


def _refused(struct: type[Struct], field: str, unfit: TypeError) -> TypeError:
    name = getattr(struct, "TYPE", "") or struct.__name__
    return TypeError(f"the field '{field}' of '{name}' cannot be handled: {unfit}. {_INSTEAD}")
