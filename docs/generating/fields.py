"""What a field or a key holds, in words."""

from __future__ import annotations

from msgspec import inspect as shape

from ledger.vocabulary.fields import Key, Meaning, keys_of, meaning_of


def holds(key: Key) -> str:
    """What stands there: 'a date', 'a list, each a project', 'a list, each with verb, text, number'."""
    meaning = meaning_of(key.type)
    if isinstance(meaning.type, shape.VarTupleType | shape.ListType):
        return f"a list, each {_each(meaning_of(meaning.type.item_type))}"
    return _each(meaning)


def means(key: Key) -> str:
    """What is said of it beyond that; the id of a subject needs no more words."""
    meaning = meaning_of(key.type)
    return "" if meaning.refers_to is not None or meaning.introduces else meaning.description


def _each(meaning: Meaning) -> str:
    if isinstance(meaning.type, shape.StructType):
        return f"with {', '.join(f'`{name}`' for name in keys_of(meaning.type.cls))}"
    return meaning.expected
