"""Entries as rows: for the log, for the history of a subject, and for one entry by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec

from ledger.entries.entry import Entry
from ledger.vocabulary.date_times import LONDON
from ledger.vocabulary.date_wording import in_words
from ledger.vocabulary.dates import When
from ledger.vocabulary.event import Event
from ledger.vocabulary.fields import date_fields
from projections.answers.columns import Standing
from projections.answers.question import Answer, Column, Line

if TYPE_CHECKING:
    from projections.engine.register import Register
    from projections.history import Told


LONGEST: Final = 120  # characters of what an entry says, in a table


def shortened(text: str, longest: int = LONGEST) -> str:
    """A text cut for a column of a table; JSON and CSV have it whole."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


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
    return in_utc(entry.recorded_at)


def in_utc(recorded: int) -> str:
    """A recorded time in UTC."""
    return datetime.fromtimestamp(recorded / 1_000_000, UTC).isoformat(timespec="microseconds")


def _in_london(text: str | None) -> str:
    return datetime.fromisoformat(text).astimezone(LONDON).strftime("%Y-%m-%d %H:%M") if text else ""


class Logged(Line, frozen=True, kw_only=True):
    """An entry as it was recorded; of one that is withheld, that there is one, and why it is."""

    entry: Annotated[int, Column("Its number")]
    recorded_at: Annotated[str | None, Column("When it was recorded, in UTC", label="recorded", text=_in_london)] = None
    recorded_by: Annotated[str | None, Column("Who recorded it", label="by")] = None
    type: Annotated[str | None, Column("What kind of event it tells")] = None
    subject: Annotated[str | None, Column("In whose story")] = None
    occurred: Annotated[When | None, Column("When it happened", label="date")] = None
    standing: Annotated[str | None, Column("How firmly its source says so")] = None
    stated_by: Annotated[str | None, Column("Who said so, where it is somebody's word", "any", label="said by")] = None
    says: Annotated[str, Column("What it says, in one line", text=shortened)]


class Recorded(Line, frozen=True, kw_only=True):
    """An entry as it was recorded, with what later entries made of it."""

    entry: Annotated[int, Column("Its number")]
    recorded_at: Annotated[str, Column("When it was recorded, in UTC", label="recorded", text=_in_london)]
    recorded_by: Annotated[str, Column("Who recorded it", label="by")]
    type: Annotated[str, Column("What kind of event it tells")]
    subject: Annotated[str, Column("In whose story")]
    occurred: Annotated[When, Column("When it happened", label="date")]
    standing: Standing
    became: Annotated[str, Column("What corrections and retractions made of it", label="became of it")]
    says: Annotated[str, Column("What it says, in one line", text=shortened)]


def told_by(entry: Entry) -> dict[str, Any]:
    """What rows say of an entry; it rests on itself."""
    return {
        "entry": entry.position,
        "recorded_at": recorded_at(entry),
        "recorded_by": entry.recorded_by,
        "type": entry.event.TYPE,
        "subject": entry.stream,
        "occurred": entry.occurred,
        "standing": entry.standing.value,
        "entries": (entry.position,),
    }


def logged(entry: Entry) -> Logged:
    """An entry in the log."""
    return Logged(**told_by(entry), stated_by=entry.stated_by or None, says=says(entry.event))


def withheld(position: int, reason: str) -> Logged:
    """An exempt entry as anybody is shown it."""
    return Logged(entry=position, says=f"[withheld: {reason}]", entries=(position,))


def history_of(register: Register, subject: str) -> Answer[Recorded]:
    """Every entry about a subject that may have happened by the register's day, with what became of it."""
    from projections.history import history

    return Answer(
        [
            Recorded(**told_by(told.entry), became=_became(told), says=says(told.entry.event))
            for told in history(register, subject)
            if register.as_at is None or told.entry.occurred.earliest <= register.as_at
        ]
    )


def source_of(entry: Entry) -> Mapping[str, Any]:
    """Where an entry comes from, as JSON has it."""
    told: dict[str, Any] = msgspec.to_builtins(entry.source)
    return {
        **told,
        "standing": entry.standing.value,
        "stated_by": entry.stated_by or None,
        "note": entry.note or None,
        "recorded_by": entry.recorded_by,
    }


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
