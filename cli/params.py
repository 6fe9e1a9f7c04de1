"""What options and arguments may say: dates, moments, ids of subjects; each reads its text or says how to write it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import click

from ledger.dates import When, when
from ledger.refusals import BadDate
from ledger.subjects import LONGEST_NAME, is_name, kind_of, name_of, slug

LONDON: Final = ZoneInfo("Europe/London")


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
            return when(value.strip())
        except BadDate as bad:
            self.fail(str(bad), param, ctx)


class Day(click.ParamType[date]):
    """One day of the calendar, or `today`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day as YYYY-MM-DD."""
        if isinstance(value, date):
            return value
        if value == "today":
            return today()
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is not a day; write it as 2018-06-01, or today", param, ctx)


class Moment(click.ParamType[date | int]):
    """A state of knowledge: the end of a day in London, or the position of an entry."""

    name = "date|entry"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date | int:
        """Read a day, or a position that is a whole number."""
        if isinstance(value, date | int):
            return value
        if value.isascii() and value.isdigit():
            return int(value)
        try:
            return today() if value == "today" else date.fromisoformat(value)
        except ValueError:
            self.fail(
                f"'{value}' is neither a day nor an entry; write 2018-06-01, or the number of an entry", param, ctx
            )


class SubjectType(click.ParamType[str]):
    """The id of a subject: `icb`, or in full `body:icb`.

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


EDTF: Final = Edtf()
DAY: Final = Day()
MOMENT: Final = Moment()
BODY: Final = SubjectType("body")
PERSON: Final = SubjectType("person")
PROJECT: Final = SubjectType("project")
MEMBER: Final = SubjectType("person", "post")
ORGANISATION: Final = SubjectType("organisation")
MEETING: Final = SubjectType("meeting")
RESOLUTION: Final = SubjectType("resolution")
UNIT: Final = SubjectType("body", "organisation")
ACTOR: Final = SubjectType("person", "post", "body", "organisation")
ANYTHING: Final = SubjectType()
