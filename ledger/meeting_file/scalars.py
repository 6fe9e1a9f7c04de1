"""Single values: a text that a clerk wrote becomes a date, a yes or no, a number, a choice, or stays a text."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Any, Final

from ledger.meeting_file.mistakes import did_you_mean
from ledger.refusals import Refusal
from ledger.vocabulary.dates import when_written
from ledger.vocabulary.field_types import BoolType, ChoiceType, DateType, FieldType, NumberType, TextType

YES_OR_NO: Final = MappingProxyType({"yes": True, "true": True, "no": False, "false": False})


def scalar(written: str, holds: FieldType) -> Any:
    """The value of a text as a field of a type holds it.

    Raises:
        Refusal: it is no such thing.
    """
    match holds:
        case DateType():
            return date_text(written)
        case TextType():
            return _text(written, holds)
        case BoolType():
            return _yes_or_no(written)
        case NumberType():
            return _number(written, holds)
        case ChoiceType():
            return _choice(written, holds)
    raise TypeError(f"a single text cannot be {holds.expected}")


def date_text(written: str) -> str:
    """A date as it was written, once it is known to be one.

    Raises:
        BadDate: it is not.
    """
    return when_written(written).text


def _text(written: str, holds: TextType) -> str:
    if len(written) < holds.shortest:
        raise Refusal("expected a text, found an empty one", "give a text, or leave the key out")
    if holds.pattern and not re.search(holds.pattern, written):
        raise Refusal(f"'{written}' does not fit", f"expected: {holds.description}")
    return written


def _yes_or_no(written: str) -> bool:
    if (truth := YES_OR_NO.get(written.lower())) is None:
        raise Refusal(f"expected yes or no, found the text '{written}'", "write yes or no, or leave the key out")
    return truth


def _number(written: str, holds: NumberType) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", written):
        raise Refusal(f"expected a whole number, found the text '{written}'", "write digits only")
    number = int(written)
    if (holds.least is not None and number < holds.least) or (holds.most is not None and number > holds.most):
        limits = (("at least", holds.least), ("at most", holds.most))
        expected = " and ".join(f"{word} {bound}" for word, bound in limits if bound is not None)
        raise Refusal(f"the number {number} is out of range", f"expected {expected}")
    return number


def _choice(written: str, holds: ChoiceType) -> Any:
    members = {str(member.value): member for member in holds.choices}
    if written not in members:
        raise Refusal(f"'{written}' is none of the choices", did_you_mean(written, members))
    return members[written]
