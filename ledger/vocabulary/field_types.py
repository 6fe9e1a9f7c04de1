"""What a field can hold: the few types on which every reader of the vocabulary matches.

An event cannot be defined with a field of another type, so a `match` over these is complete.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from msgspec import Struct


class FieldType(Struct, frozen=True, kw_only=True):
    """What all of them have: what they mean, whether None may stand instead, and whether it is a term."""

    description: str = ""
    nullable: bool = False
    term: bool = False
    """Whether the ledger tells things apart by it, so that its texts are never erased."""

    @property
    def one(self) -> FieldType:
        """The type of a single value: that of an item where this is a list."""
        return self.item if isinstance(self, ListType) else self

    @property
    def expected(self) -> str:
        """What a clerk should write, as words: 'a body or an organisation', 'yes or no'."""
        match self:
            case ReferenceType(kinds=kinds):
                return one_of_kinds(kinds) or "the id of a subject"
            case IntroductionType(kind=kind):
                return f"a name for {with_article(kind)}"
            case DateType():
                return "a date"
            case BoolType():
                return "yes or no"
            case NumberType():
                return "a whole number"
            case ChoiceType(choices=choices):
                return "one of " + ", ".join(str(choice.value) for choice in choices)
            case ListType():
                return "a list"
            case StructType():
                return "a mapping ('key: value' lines)"
            case MappingType():
                return "a mapping ('name: value' lines)"
        return "a text"


class TextType(FieldType, frozen=True):
    """Words; those of a pattern are no free text."""

    shortest: int = 0
    pattern: str = ""


class DateType(FieldType, frozen=True):
    """A date as EDTF text."""


class ReferenceType(FieldType, frozen=True):
    """The id of a subject that is there already, of one of some kinds; no kinds means any."""

    kinds: tuple[str, ...]


class IntroductionType(FieldType, frozen=True):
    """The id of the subject that the event brings into being."""

    kind: str


class BoolType(FieldType, frozen=True):
    """Yes or no."""


class NumberType(FieldType, frozen=True):
    """A whole number, within limits where there are any."""

    least: int | None = None
    most: int | None = None


class ChoiceType(FieldType, frozen=True):
    """One word of a fixed list."""

    choices: type[Enum]


class ListType(FieldType, frozen=True):
    """Several values of one type, in an order."""

    item: FieldType
    fewest: int = 0


class StructType(FieldType, frozen=True):
    """Fields within a field."""

    struct: type[Struct]


class MappingType(FieldType, frozen=True):
    """Values by names that the source chooses."""

    values: FieldType


class AnyType(FieldType, frozen=True):
    """Whatever the fields of other events hold: what a correction gives."""


def one_of_kinds(kinds: Sequence[str]) -> str:
    """Kinds of subjects as words: 'a body or an organisation'."""
    return " or ".join(with_article(kind) for kind in kinds)


def with_article(noun: str) -> str:
    """A noun with 'a' or 'an'."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"
