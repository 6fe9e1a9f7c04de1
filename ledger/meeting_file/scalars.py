"""Single values: a text that a clerk wrote becomes a date, a yes or no, a number, a choice, or stays a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from msgspec import inspect as shape

from ledger.meeting_file.mistakes import did_you_mean
from ledger.refusals import Refusal
from ledger.vocabulary.dates import when_written
from ledger.vocabulary.fields import Meaning

YES_OR_NO: Final = MappingProxyType({"yes": True, "true": True, "no": False, "false": False})


def scalar(written: str, meaning: Meaning) -> Any:
    """The value of a text as what it means.

    Raises:
        Refusal: it is no such thing.
    """
    return date_text(written) if meaning.is_date else _READERS[type(meaning.type)](written, meaning)


def date_text(written: str) -> str:
    """A date as it was written, once it is known to be one.

    Raises:
        BadDate: it is not.
    """
    return when_written(written).text


def _text(written: str, meaning: Meaning) -> str:
    assert isinstance(meaning.type, shape.StrType)
    if len(written) < (meaning.type.min_length or 0):
        raise Refusal("expected a text, found an empty one", "give a text, or leave the key out")
    if meaning.type.pattern and not re.search(meaning.type.pattern, written):
        raise Refusal(f"'{written}' does not fit", f"expected: {meaning.description}")
    return written


def _yes_or_no(written: str, meaning: Meaning) -> bool:
    if (truth := YES_OR_NO.get(written.lower())) is None:
        raise Refusal(f"expected yes or no, found the text '{written}'", "write yes or no, or leave the key out")
    return truth


def _number(written: str, meaning: Meaning) -> int:
    assert isinstance(meaning.type, shape.IntType)
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", written):
        raise Refusal(f"expected a whole number, found the text '{written}'", "write digits only")
    number = int(written)
    least, most = meaning.type.ge, meaning.type.le
    if (least is not None and number < least) or (most is not None and number > most):
        limits = " and ".join(
            f"{word} {bound}" for word, bound in (("at least", least), ("at most", most)) if bound is not None
        )
        raise Refusal(f"the number {number} is out of range", f"expected {limits}")
    return number


def _choice(written: str, meaning: Meaning) -> Any:
    assert isinstance(meaning.type, shape.EnumType)
    members = {str(member.value): member for member in meaning.type.cls}
    if written not in members:
        raise Refusal(f"'{written}' is none of the choices", did_you_mean(written, members))
    return members[written]


_READERS: Mapping[type[shape.Type], Callable[[str, Meaning], Any]] = MappingProxyType(
    {shape.StrType: _text, shape.BoolType: _yes_or_no, shape.IntType: _number, shape.EnumType: _choice}
)
