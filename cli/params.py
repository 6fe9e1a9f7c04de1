"""What options and arguments may say: dates, moments, ids of subjects; each reads its text or says how to write it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import click

from ledger.refusals import BadDate
from ledger.vocabulary.date_times import LONDON
from ledger.vocabulary.dates import When, when_written
from ledger.vocabulary.subjects import LONGEST_NAME, is_name, kind_of, name_of, slug

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

EVER: Final = "ever"
MOST_DIGITS: Final = 15
"""No ledger has an entry whose number has more; every database counts further."""
_LONGEST_SHOWN: Final = 40
_HAS_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d", re.IGNORECASE)


def today() -> date:
    """The day it is in London, where the councils are."""
    return datetime.now(LONDON).date()


class Edtf(click.ParamType[When]):
    """A date as its source allows it, however imprecise."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> When:
        """Read EDTF text."""
        if isinstance(value, When):
            return value
        try:
            return when_written(value.strip())
        except BadDate as bad:
            self.fail(str(bad), param, ctx)


class EntryNumber(click.IntRange):
    """The number of an entry, or how many of them, from `min` on and, where there is one, up to `max`."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read digits; what is no number of an entry in any ledger is refused before a ledger is asked."""
        if isinstance(value, int):
            return value
        digits = value.strip()
        if not _is_whole(digits):
            self.fail(f"'{_shown(value)}' is not a valid integer; write {self.min} or more, in digits", param, ctx)
        if self.max is not None and (len(digits) > MOST_DIGITS or int(digits) > self.max):
            self.fail(f"{_shown(digits)} is too many; write {self.max:.0f} or less", param, ctx)
        if len(digits) > MOST_DIGITS:
            self.fail(_beyond(digits), param, ctx)
        if int(digits) < (self.min or 0):
            self.fail(f"{digits} is not in the range from {self.min} up; write {self.min} or more", param, ctx)
        return int(digits)


class Day(click.ParamType[date | str]):
    """One day of the calendar, `today`, or `ever` for whatever was in force at some time."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date | str:
        """Read a day as YYYY-MM-DD."""
        if isinstance(value, date):
            return value
        if value == EVER:
            return EVER
        try:
            return today() if value == "today" else date.fromisoformat(value)
        except ValueError:
            remedy = _meant(value) or "write it as 2018-06-01, today or ever"
            self.fail(f"'{_shown(value)}' is not a day; {remedy}", param, ctx)


class Moment(click.ParamType[date | int]):
    """A state of knowledge: the end of a day in London, a moment with its zone, or the position of an entry."""

    name = "date|moment|entry"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date | int:
        """Read a day, a moment (a `datetime` that knows its zone), or a position that is a whole number."""
        if isinstance(value, date | int):
            return value
        if _is_whole(value):
            if len(value) > MOST_DIGITS:
                self.fail(_beyond(value), param, ctx)
            return int(value)
        try:
            if not _HAS_TIME.match(value):
                return today() if value == "today" else date.fromisoformat(value)
            moment = datetime.fromisoformat(value)
        except ValueError:
            remedy = _meant(value) or "write 2018-06-01, 2018-06-01T10:15Z, or the number of an entry"
            self.fail(f"'{_shown(value)}' is neither a day nor an entry; {remedy}", param, ctx)
        if moment.tzinfo is None:
            spec = "auto" if moment.second else "minutes"
            utc, london = (moment.replace(tzinfo=zone).isoformat(timespec=spec) for zone in (UTC, LONDON))
            example = f"write {utc.removesuffix('+00:00')}Z, or {london} if that is the time in London"
            self.fail(f"'{_shown(value)}' says no zone; {example}", param, ctx)
        return moment


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _beyond(digits: str) -> str:
    return f"no ledger has as many entries as {_shown(digits)}; `govledger log -n 1` shows the number of the last"


def _shown(written: str) -> str:
    """What somebody wrote, cut where it would fill the screen."""
    return written if len(written) <= _LONGEST_SHOWN else f"{written[: _LONGEST_SHOWN // 2]}..."


def _meant(written: str) -> str:
    from ledger.date_habits import meant_by

    meant = meant_by(written)
    return f"did you mean {meant}?" if len(meant.partition(" ")[0]) == len("2018-06-01") else ""


class OneOf(click.Choice[StrEnum]):
    """A word of the vocabulary; `not-moved` may be written for `not moved`."""

    def normalize_choice(self, choice: object, ctx: click.Context | None) -> str:
        """The word without spaces."""
        return str(choice.value if isinstance(choice, StrEnum) else choice).strip().replace(" ", "-")

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """Near misses first, then all words."""
        from difflib import get_close_matches

        words = [self.normalize_choice(choice, ctx) for choice in self.choices]
        near = " or ".join(f"'{word}'" for word in get_close_matches(str(value), words))
        meant = f"did you mean {near}? " if near else ""
        return f"'{value}' is none of the words here; {meant}allowed: {', '.join(words)}"


class SubjectType(click.ParamType[str]):
    """The id of a subject: `icb`, or in full `body:icb`; the shell completes those that the ledger knows.

    Of several kinds, the short name stays as it is: only the ledger can tell which of them it is.
    """

    name = "id"

    def __init__(self, *kinds: str) -> None:
        self.kinds = kinds

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The full id where the kind is plain; whether the ledger knows it is asked later."""
        text = str(value).strip()
        name = name_of(text) if ":" in text else text
        if ":" in text and self.kinds and kind_of(text) not in self.kinds:
            self.fail(f"'{text}' is no {' or '.join(self.kinds)}", param, ctx)
        if not is_name(name):
            meant = slug(name, words=LONGEST_NAME)
            self.fail(f"'{text}' is not an id: small letters, digits and - . _ ~ /; try '{meant}'", param, ctx)
        return text if ":" in text or len(self.kinds) != 1 else f"{self.kinds[0]}:{text}"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The ids in the ledger that begin so; none at all where no ledger can be read."""
        from click.shell_completion import CompletionItem

        from cli.completion import known_ids

        return [CompletionItem(found) for found in known_ids(ctx, self.kinds, incomplete)]


EDTF: Final = Edtf()
DAY: Final = Day()
MOMENT: Final = Moment()
BODY: Final = SubjectType("body")
PERSON: Final = SubjectType("person")
PROJECT: Final = SubjectType("project")
MEMBER: Final = SubjectType("person", "post")
MEETING: Final = SubjectType("meeting")
RESOLUTION: Final = SubjectType("resolution")
ACTOR: Final = SubjectType("person", "post", "body", "organisation")
ANYTHING: Final = SubjectType()
