"""What a question is given, read from texts in one way: the options of a command, or the address of a page.

Each reader takes what somebody wrote, and gives what it means or raises `CannotAsk`, which says how to write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Final, Literal, get_args, get_origin

from ledger.refusals import BadDate
from ledger.vocabulary.date_times import LONDON, KnownThere, Moment
from ledger.vocabulary.dates import When, when, when_written
from ledger.vocabulary.subjects import is_name
from projections.answers.question import CannotAsk, Parameter, Question, plain

EVER: Final = "ever"
MOST_DIGITS: Final = 15
"""No ledger has an entry whose number has more; every database counts further."""
_MONTH_OR_YEAR: Final = re.compile(r"(?!0000)\d{4}(-(0[1-9]|1[0-2]))?")
_LONGEST_SHOWN: Final = 40
_THERE: Final = "there:"
_HAS_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d", re.IGNORECASE)
_YES: Final = ("1", "yes", "true", "on")
_NO: Final = ("0", "no", "false", "off", "")


def day(text: str, today: date, write: str = "2018-06-01") -> date | str:
    """One day of the calendar as YYYY-MM-DD, `today`, or `ever` for whatever was in force at some time.

    Raises:
        CannotAsk: it is none of these.
    """
    if text == EVER:
        return EVER
    try:
        return today if text == "today" else date.fromisoformat(text)
    except ValueError:
        remedy = _meant(text) or f"write it as {write}, today or ever"
        raise CannotAsk(f"'{shown(text)}' is not a day; {remedy}") from None


def day_or_period(text: str, today: date) -> date | When | str:
    """The same, or a month or a year: 2018-05, 2018.

    Raises:
        CannotAsk: it is none of these.
    """
    return when(text) if _MONTH_OR_YEAR.fullmatch(text) else day(text, today, "2018-06-01, 2018-06, 2018")


def moment(text: str, today: date) -> Moment:
    """A state of knowledge: the end of a day, a moment (a `datetime` that knows its zone), or the number of an entry.

    A day or a moment after `there:` is meant by the clock of the ledger that entries were moved from.

    Raises:
        CannotAsk: it is none of these, or a moment without a zone.
    """
    if text.startswith(_THERE):
        by = moment(text.removeprefix(_THERE), today)
        if not isinstance(by, date):
            raise CannotAsk(f"'{shown(text)}' is no day of another ledger; write there:2018-06-01")
        return KnownThere(by)
    if is_whole(text):
        if len(text) > MOST_DIGITS:
            raise CannotAsk(beyond(text))
        return int(text)
    try:
        if not _HAS_TIME.match(text):
            return today if text == "today" else date.fromisoformat(text)
        told = datetime.fromisoformat(text)
    except ValueError:
        remedy = _meant(text) or "write 2018-06-01, 2018-06-01T10:15Z, or the number of an entry"
        raise CannotAsk(f"'{shown(text)}' is neither a day nor an entry; {remedy}") from None
    if told.tzinfo is None:
        spec = "auto" if told.second else "minutes"
        utc, london = (told.replace(tzinfo=zone).isoformat(timespec=spec) for zone in (UTC, LONDON))
        example = f"write {utc.removesuffix('+00:00')}Z, or {london} if that is the time in London"
        raise CannotAsk(f"'{shown(text)}' says no zone; {example}")
    return told


def number(text: str, least: float | None, most: float | None = None) -> int:
    """A whole number within bounds; what is no number of an entry in any ledger is refused before a ledger is asked.

    Raises:
        CannotAsk: it is none, or beyond a bound.
    """
    digits = text.strip()
    if not is_whole(digits):
        raise CannotAsk(f"'{shown(text)}' is not a valid integer; write {least} or more, in digits")
    if most is not None and (len(digits) > MOST_DIGITS or int(digits) > most):
        raise CannotAsk(f"{shown(digits)} is too many; write {most:.0f} or less")
    if len(digits) > MOST_DIGITS:
        raise CannotAsk(beyond(digits))
    if int(digits) < (least or 0):
        raise CannotAsk(f"{digits} is not in the range from {least} up; write {least} or more")
    return int(digits)


def subject(text: str, kinds: Sequence[str]) -> str:
    """A subject by its id or its name: the id in full where its kind is plain, else as it stands.

    Only the ledger can tell whose name it is, of which kind a short id is, and whether there is one.

    Raises:
        CannotAsk: it is nothing, or of another kind.
    """
    told = text.strip()
    kind, _, rest = told.partition(":")
    if not told:
        raise CannotAsk("expected an id or a name, found nothing")
    if is_name(kind) and is_name(rest) and kinds and kind not in kinds:
        raise CannotAsk(f"'{told}' is no {' or '.join(kinds)}")
    return f"{kinds[0]}:{told}" if is_name(told) and len(kinds) == 1 else told


def new_subject(text: str, kind: str) -> str:
    """The id of a subject that is not there yet, in full.

    Raises:
        CannotAsk: it cannot be one; one made of the same words is offered.
    """
    found = subject(text, (kind,))
    if not is_name(name := found.removeprefix(f"{kind}:")):
        from ledger.vocabulary.naming import short_name

        meant = short_name(name, kind)
        raise CannotAsk(f"'{name}' is not an id: small letters, digits and - . _ ~ /; try '{meant}'")
    return found


def edtf(text: str) -> When:
    """A date as its source allows it, however imprecise.

    Raises:
        CannotAsk: it is none.
    """
    try:
        return when_written(text.strip())
    except BadDate as bad:
        raise CannotAsk(str(bad)) from bad


def not_among(text: str, words: Iterable[str]) -> str:
    """That a word is none of those that can be meant: near misses first, then all words."""
    from difflib import get_close_matches

    among = list(words)
    near = " or ".join(f"'{word}'" for word in get_close_matches(text, among))
    meant = f"did you mean {near}? " if near else ""
    return f"'{text}' is none of the words here; {meant}allowed: {', '.join(among)}"


def read(question: Question, texts: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """What a question is given in an address: texts by the options of its parameters, each once or several times.

    Raises:
        CannotAsk: a text cannot be read, stands twice where one can be meant, or is missing; it says which.
    """
    return {
        each.name: _value(each, [text for text in texts.get(each.option, ()) if text]) for each in question.parameters
    }


def words_of(parameter: Parameter) -> tuple[Any, ...] | None:
    """What can be meant by a parameter that takes only certain words; None where it takes others."""
    held = parameter.holds.type
    if parameter.choices is not None:
        return tuple(parameter.choices())
    if get_origin(held) is Literal:
        return get_args(held)
    return tuple(held) if isinstance(held, type) and issubclass(held, Enum) else None


def _value(parameter: Parameter, texts: Sequence[str]) -> Any:
    key = parameter.option
    if not texts:
        if parameter.required:
            raise CannotAsk(f"'{key}' is missing: {parameter.meaning}")
        return () if parameter.holds.many else parameter.default
    if len(texts) > 1 and not parameter.holds.many:
        raise CannotAsk(f"'{key}' is given {len(texts)} times; give it once")
    try:
        found = tuple(_one(parameter, text) for text in texts)
    except CannotAsk as wrong:
        raise CannotAsk(f"{key}: {wrong}") from wrong
    return found if parameter.holds.many else found[0]


def _one(parameter: Parameter, text: str) -> Any:
    held, words = parameter.holds.type, words_of(parameter)
    if parameter.kind:
        return subject(text, parameter.kinds)
    if words is not None:
        by_text = {str(plain(word)).replace(" ", "-"): word for word in words}
        if (told := text.strip().replace(" ", "-")) not in by_text:
            raise CannotAsk(not_among(shown(text), by_text))
        return by_text[told]
    if held is bool:
        if text.lower() not in (*_YES, *_NO):
            raise CannotAsk(f"'{shown(text)}' is neither yes nor no; write yes or no")
        return text.lower() in _YES
    if held is When:
        return edtf(text)
    return number(text, parameter.least) if held is int else text


def is_whole(text: str) -> bool:
    """Whether a text is a whole number in digits."""
    return text.isascii() and text.isdigit()


def beyond(digits: str) -> str:
    """That no ledger has so many entries."""
    return f"no ledger has as many entries as {shown(digits)}; `govledger log -n 1` shows the number of the last"


def shown(written: str) -> str:
    """What somebody wrote, cut where it would fill the screen."""
    return written if len(written) <= _LONGEST_SHOWN else f"{written[: _LONGEST_SHOWN // 2]}..."


def _meant(written: str) -> str:
    from ledger.date_habits import meant_by

    meant = meant_by(written)
    return f"did you mean {meant}?" if len(meant.partition(" ")[0]) == len("2018-06-01") else ""
