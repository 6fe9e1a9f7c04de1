"""Entries as rows: for the log, for the history of a subject, and for one entry by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec

from ledger.entries.entry import Entry
from ledger.vocabulary.date_wording import in_words
from ledger.vocabulary.dates import LONDON, When
from ledger.vocabulary.event import Event
from ledger.vocabulary.fields import date_fields
from projections.answers import question
from projections.answers.listing import Column, Row, columns, dated
from projections.answers.question import Answer, Line

if TYPE_CHECKING:
    from projections.engine.register import Register
    from projections.history import Told


LONGEST: Final = 120  # characters of what an entry says, in a table


def shortened(text: str) -> str:
    """A text cut for a column of a table; JSON and CSV have it whole."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def says(event: Event) -> str:
    """An event's fields as one line: what it says beyond its type, its subject and what the ledger filled in."""
    told: dict[str, Any] = msgspec.to_builtins(event)
    told |= {name: in_words(told[name]) for name in date_fields(type(event)) if told.get(name)}
    left_out = {event.STREAM, *event.ASSIGNED}
    return "; ".join(
        f"{name.replace('_', ' ')}: {_short(value)}" for name, value in told.items() if name not in left_out
    )


def recorded_at(entry: Entry) -> str:
    """When an entry was recorded, in UTC, as scripts read it."""
    return datetime.fromtimestamp(entry.recorded_at / 1_000_000, UTC).isoformat(timespec="microseconds")


def _in_london(text: str | None) -> str:
    return datetime.fromisoformat(text).astimezone(LONDON).strftime("%Y-%m-%d %H:%M") if text else ""


_SAYS: Final = Column("says", text=shortened)
LOG: Final = columns(
    "entry",
    Column("recorded_at", "recorded", text=_in_london),
    Column("recorded_by", "by"),
    "type",
    "subject",
    dated("occurred", "date"),
    "standing",
    _SAYS,
)
"""What the log shows of each entry; its recorded time in London for people, in UTC for scripts."""
HISTORY: Final = (*LOG[:-1], Column("became", "became of it"), _SAYS)
"""The same, with what later entries made of each."""


class Recorded(Line, frozen=True, kw_only=True):
    """An entry as it was recorded, with what later entries made of it."""

    entry: Annotated[int, question.Column("Its number")]
    recorded_at: Annotated[str, question.Column("When it was recorded, in UTC", label="recorded", text=_in_london)]
    recorded_by: Annotated[str, question.Column("Who recorded it", label="by")]
    type: Annotated[str, question.Column("What kind of event it tells")]
    subject: Annotated[str, question.Column("In whose story")]
    occurred: Annotated[When, question.Column("When it happened", label="date")]
    standing: Annotated[str, question.Column("How firmly its source says so")]
    became: Annotated[str, question.Column("What corrections and retractions made of it", label="became of it")] = ""
    says: Annotated[str, question.Column("What it says, in one line", text=shortened)]


def history_of(register: Register, subject: str) -> Answer[Recorded]:
    """Every entry about a subject that may have happened by the register's day, with what became of it."""
    rows = history_rows(register, subject)
    return Answer([Recorded(**row.cells, entries=row.entries, certainty=row.certainty) for row in rows])


def row_of_entry(entry: Entry, **more: Any) -> Row:
    """An entry as a row; it rests on itself."""
    return Row(
        {
            "entry": entry.position,
            "recorded_at": recorded_at(entry),
            "recorded_by": entry.recorded_by,
            "type": entry.event.TYPE,
            "subject": entry.stream,
            "occurred": entry.occurred,
            "standing": entry.standing.value,
            "says": says(entry.event),
            **more,
        },
        (entry.position,),
    )


def row_withheld(position: int, reason: str) -> Row:
    """An exempt entry as anybody is shown it: that there is one, and why it is withheld."""
    return Row({"entry": position, "says": f"[withheld: {reason}]"}, (position,))


def history_rows(register: Register, subject: str) -> Iterable[Row]:
    """Every entry about a subject that may have happened by the register's day, with what became of it."""
    from projections.history import history

    for told in history(register, subject):
        if register.as_at is None or told.entry.occurred.earliest <= register.as_at:
            yield row_of_entry(told.entry, became=_became(told))


def _became(told: Told) -> str:
    if told.retracted_by:
        return f"retracted by entry {told.retracted_by}"
    return f"corrected by entry {', '.join(map(str, told.corrected_by))}" if told.corrected_by else ""


def _short(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_short(inner)}" for key, inner in value.items())
    return " | ".join(map(_short, value)) if isinstance(value, list | tuple) else str(value)
