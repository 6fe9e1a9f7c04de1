"""What a field or a key holds, in words."""

from __future__ import annotations

from ledger.vocabulary.field_types import FieldType, IntroductionType, ListType, ReferenceType, StructType
from ledger.vocabulary.fields import Field, keys_of


def holds(field: Field) -> str:
    """What stands there: 'a date', 'a list, each a project', 'a list, each with verb, text, number'."""
    each = _each(field.type.one)
    return f"a list, each {each}" if isinstance(field.type, ListType) else each


def means(field: Field) -> str:
    """What is said of it beyond that; the id of a subject needs no more words."""
    return "" if isinstance(field.type, ReferenceType | IntroductionType) else field.type.description


def _each(holds: FieldType) -> str:
    if isinstance(holds, StructType):
        return f"with {', '.join(f'`{name}`' for name in keys_of(holds.struct))}"
    return holds.expected
