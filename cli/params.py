"""What options and arguments may say: dates, moments, ids of subjects; each reads its text or says how to write it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import click

from cli.session import session_of
from ledger.vocabulary import date_times
from ledger.vocabulary.date_times import LONDON
from ledger.vocabulary.dates import When
from ledger.vocabulary.subjects import name_of
from projections.answers import parameters
from projections.answers.parameters import EVER as EVER
from projections.answers.question import CannotAsk

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


COMPLETED: Final = ("organisation", "body", "person", "post", "project", "meeting", "resolution")


def today() -> date:
    """The day it is in London, where the councils are."""
    return datetime.now(LONDON).date()


class Edtf(click.ParamType[When]):
    """A date as its source allows it, however imprecise."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> When:
        """Read EDTF text."""
        with _said_of(self, param, ctx):
            return value if isinstance(value, When) else parameters.edtf(value)


class EntryNumber(click.IntRange):
    """The number of an entry, or how many of them, from `min` on and, where there is one, up to `max`."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read digits; what is no number of an entry in any ledger is refused before a ledger is asked."""
        with _said_of(self, param, ctx):
            return value if isinstance(value, int) else parameters.number(value, self.min, self.max)


class Day(click.ParamType[date | str]):
    """One day of the calendar, `today`, or `ever` for whatever was in force at some time."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date | str:
        """Read a day as YYYY-MM-DD."""
        with _said_of(self, param, ctx):
            return value if isinstance(value, date) else parameters.day(value, today())


class DayOrPeriod(click.ParamType["date | When | str"]):
    """The same, or a month or a year."""

    name = "date|month|year"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date | When | str:
        """Read a day as YYYY-MM-DD, a month as YYYY-MM, a year as YYYY."""
        with _said_of(self, param, ctx):
            return value if isinstance(value, date | When) else parameters.day_or_period(value, today())


class Moment(click.ParamType[date_times.Moment]):
    """A state of knowledge: the end of a day in London, a moment with its zone, or the position of an entry."""

    name = "date|moment|entry"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date_times.Moment:
        """Read a day, a moment (a `datetime` that knows its zone), or a position that is a whole number."""
        with _said_of(self, param, ctx):
            return parameters.moment(value, today()) if isinstance(value, str) else value


@contextmanager
def _said_of(kind: click.ParamType[Any], param: click.Parameter | None, ctx: click.Context | None) -> Iterator[None]:
    """What a text cannot be read as is said of the option or argument that it was given to."""
    try:
        yield
    except CannotAsk as wrong:
        kind.fail(str(wrong), param, ctx)


class OneOf(click.Choice[StrEnum]):
    """A word of the vocabulary; `not-moved` may be written for `not moved`."""

    def normalize_choice(self, choice: object, ctx: click.Context | None) -> str:
        """The word without spaces."""
        return str(choice.value if isinstance(choice, StrEnum) else choice).strip().replace(" ", "-")

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """Near misses first, then all words."""
        return parameters.not_among(str(value), (self.normalize_choice(choice, ctx) for choice in self.choices))


class SubjectType(click.ParamType[str]):
    """A subject by its id, `icb` or in full `body:icb`, or by its name; the shell completes the ids in the ledger.

    Of several kinds, what is written stays as it is, and so does a name: only the ledger can tell what it means.
    """

    name = "id|name"

    def __init__(self, *kinds: str) -> None:
        self.kinds = kinds

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The full id where the kind is plain; whether the ledger knows it is asked later."""
        with _said_of(self, param, ctx):
            return parameters.subject(str(value), self.kinds)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The ids in the ledger that begin so; none at all where no ledger can be read."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(found) for found in known_ids(ctx, self.kinds, incomplete)]


class NewSubjectType(SubjectType):
    """The id of a subject that is not there yet."""

    name = "id"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The full id; what cannot be one is refused, and one made of the same words is offered."""
        with _said_of(self, param, ctx):
            return parameters.new_subject(str(value), *self.kinds)


EDTF: Final = Edtf()
DAY: Final = Day()
DAY_OR_PERIOD: Final = DayOrPeriod()
MOMENT: Final = Moment()
BODY: Final = SubjectType("body")
PERSON: Final = SubjectType("person")
PROJECT: Final = SubjectType("project")
MEMBER: Final = SubjectType("person", "post")
MEETING: Final = SubjectType("meeting")
RESOLUTION: Final = SubjectType("resolution")
ACTOR: Final = SubjectType("person", "post", "body", "organisation")
ANYTHING: Final = SubjectType()


def known_ids(ctx: click.Context, kinds: Sequence[str], begun: str) -> list[str]:
    """The ids that begin so: short where the kind is plain, else in full; a shell must never see our troubles."""
    try:
        return sorted(_begun(ctx, kinds, begun))
    except Exception:
        return []


def _begun(ctx: click.Context, kinds: Sequence[str], begun: str) -> set[str]:
    from ledger.store import Log, Showing

    showing = Showing.PUBLIC if ctx.params.get("public") else Showing.EVERYTHING
    log, found = Log(session_of(ctx).datastore, showing=showing), set()
    for kind in kinds or COMPLETED:
        prefix = begun.removeprefix(f"{kind}:")
        for stream in log.streams(kind, prefix):
            short = len(kinds) == 1 and ":" not in begun
            found.add(name_of(stream) if short else stream)
    return {name for name in found if name.startswith(begun) or len(kinds) != 1}
