"""What the annotation of a field says: its type, what it may refer to, and how to tell a clerk."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

import msgspec
from msgspec import inspect as shape

_PLAIN: tuple[tuple[type[shape.Type], str], ...] = (
    (shape.BoolType, "yes or no"),
    (shape.IntType, "a whole number"),
    (shape.VarTupleType, "a list"),
    (shape.ListType, "a list"),
    (shape.DictType, "a mapping ('name: value' lines)"),
    (shape.StructType, "a mapping ('key: value' lines)"),
)


class Meaning(NamedTuple):
    """A field's type without what is wrapped around it, and what was wrapped around it."""

    type: shape.Type
    refers_to: tuple[str, ...] | None = None
    introduces: str = ""
    is_date: bool = False
    description: str = ""
    can_be_nothing: bool = False

    @property
    def expected(self) -> str:
        """What a clerk should write, as words: 'a body or an organisation', 'yes or no'."""
        if self.refers_to is not None:
            return " or ".join(with_article(kind) for kind in self.refers_to) or "the id of a subject"
        if self.introduces:
            return f"a name for {with_article(self.introduces)}"
        if self.is_date:
            return "a date"
        if isinstance(self.type, shape.EnumType):
            return "one of " + ", ".join(str(member.value) for member in self.type.cls)
        return next((words for kind, words in _PLAIN if isinstance(self.type, kind)), "a text")


class Key(NamedTuple):
    """A key of the meeting file: its name as a clerk writes it, the field it fills, and whether it must be given."""

    name: str
    field: str
    type: shape.Type
    required: bool


def meaning_of(annotated: shape.Type) -> Meaning:
    """The meaning of a field's type; what is optional means what it is when it is given.

    Raises:
        TypeError: a union of several types, which no clerk could tell apart.
    """
    meaning = Meaning(annotated)
    while True:
        match meaning.type:
            case shape.Metadata() as wrapped:
                meaning = _unwrapped(meaning, wrapped)
            case shape.UnionType() as union:
                given = [part for part in union.types if not isinstance(part, shape.NoneType)]
                if len(given) != 1:
                    raise TypeError(f"a meeting file cannot tell {union} apart")
                meaning = meaning._replace(type=given[0], can_be_nothing=len(given) < len(union.types))
            case _:
                return meaning


def _unwrapped(meaning: Meaning, wrapped: shape.Metadata) -> Meaning:
    extra = wrapped.extra or {}
    return Meaning(
        wrapped.type,
        extra.get("refers to", meaning.refers_to),
        extra.get("introduces", meaning.introduces),
        "date" in extra or meaning.is_date,
        meaning.description or (wrapped.extra_json_schema or {}).get("description", ""),
        meaning.can_be_nothing,
    )


@cache
def keys_of(struct: type[msgspec.Struct]) -> Mapping[str, Key]:
    """The keys that fill a struct, by their names: the stored names of the fields with spaces for underscores."""
    found = shape.type_info(struct)
    assert isinstance(found, shape.StructType)
    keys = (Key(key_name(field.encode_name), field.name, field.type, field.required) for field in found.fields)
    return MappingProxyType({key.name: key for key in keys})


def key_name(written: str) -> str:
    """A key as this package compares it: `on_behalf_of` and `on behalf of` are the same."""
    return " ".join(written.replace("_", " ").split())


def with_article(noun: str) -> str:
    """A noun with 'a' or 'an'."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"
