"""One entry, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from ledger.refusals import NoSuchEntry, Withheld
from ledger.vocabulary.dates import When, when
from ledger.vocabulary.event import Event
from ledger.vocabulary.fields import date_fields
from projections.answers.columns import Standing
from projections.answers.entries import in_utc, source_of, told_by
from projections.answers.question import Answer, Column, Line, Parameter, question
from projections.answers.sentences import listed

if TYPE_CHECKING:
    from ledger.entries.entry import Entry
    from projections.engine.register import Register
    from projections.history import Told


class EntryPage(Line, frozen=True, kw_only=True):
    """An entry as it was recorded, and what later entries made of it."""

    entry: Annotated[int, Column("Its number")]
    type: Annotated[str, Column("What kind of event it tells")]
    subject: Annotated[str, Column("In whose story")]
    version: Annotated[int, Column("The how manieth entry of that story it is")]
    occurred: Annotated[When, Column("When it happened", label="date")]
    body: Annotated[dict[str, Any], Column("What it says, field by field")]
    source: Annotated[dict[str, Any], Column("Which document says so, and where in it")]
    standing: Standing
    stated_by: Annotated[str | None, Column("Who said so, where it is somebody's word")]
    note: Annotated[str | None, Column("What whoever recorded it remarked")]
    exempt: Annotated[str | None, Column("Why it is withheld from the public, if it is")]
    although: Annotated[str | None, Column("Why it was recorded although other entries contradict it")]
    drafted_by: Annotated[str | None, Column("The tool that drafted it, where none of it was written by a person")]
    confirmed_by: Annotated[str | None, Column("Who checked what the tool had drafted")]
    date_standing: Annotated[str | None, Column("With what standing its date is stated, where another than the rest")]
    recorded_at: Annotated[str, Column("When it was recorded, in UTC")]
    recorded_there: Annotated[
        str | None, Column("When the ledger that it was moved from was told it, by that one's clock, in UTC")
    ]
    recorded_by: Annotated[str, Column("Who recorded it")]
    tags: Annotated[tuple[str, ...], Column("Every subject that it mentions")]
    event_id: Annotated[str, Column("Its id, made of what it says")]
    correlation_id: Annotated[
        str | None, Column("What was recorded together with it has the same, and what was imported of one register")
    ]
    kept_apart: Annotated[Any, Column("Texts that are kept apart, so that they can be erased")]
    not_there: Annotated[Any, Column("Texts that were erased")]
    corrected_by: Annotated[tuple[int, ...] | None, Column("The entries that correct it")]
    retracted_by: Annotated[int | None, Column("The entry that retracts it")]
    counts_as: Annotated[dict[str, Any] | None, Column("What it says as corrected")]


@question("entry show", noun="one entry, whole", as_at="ever", example="12")
def entry(
    register: Register, entry: Annotated[int, Parameter("Its number.", least=1, label="ENTRY")]
) -> Answer[EntryPage]:
    """Show one entry as it was recorded: what it says, its source, and what later entries made of it."""
    told = _told(register, entry)
    shown = {name: value for name, value in told_by(told.entry).items() if name in EntryPage.__struct_fields__}
    row = EntryPage(**shown | _envelope(told.entry) | _became(told))
    return Answer([row], f"Entry {row.entry}: {row.type}, {row.standing}{_standing_now(row)}.", layout="page")


def _standing_now(entry: EntryPage) -> str:
    if entry.retracted_by:
        return f"; retracted by entry {entry.retracted_by}"
    return f"; corrected by entry {listed(entry.corrected_by)}" if entry.corrected_by else ""


def _told(register: Register, position: int) -> Told:
    from projections.history import history

    found = register.entry(position, raw=True)
    if (reason := register.withheld.get(position)) is not None:
        raise Withheld(position, reason)
    if found is None:
        raise NoSuchEntry(position, register.known_at)
    return next(told for told in history(register, found.stream) if told.entry.position == position)


def _envelope(entry: Entry) -> dict[str, Any]:
    source = source_of(entry)
    of_the_document = {key: value for key, value in source.items() if key in entry.source.__struct_fields__}
    if of_the_document.get("date"):
        of_the_document["date"] = when(of_the_document["date"])
    return {
        "version": entry.version,
        "body": _payload(entry.event),
        "source": of_the_document,
        "stated_by": entry.stated_by or None,
        "note": entry.note or None,
        "exempt": entry.visibility or None,
        "although": entry.although or None,
        "drafted_by": entry.drafted_by or None,
        "confirmed_by": entry.confirmed_by or None,
        "date_standing": entry.date_standing.value if entry.date_standing else None,
        "recorded_there": in_utc(entry.recorded_there) if entry.recorded_there else None,
        "tags": entry.tags,
        "event_id": entry.event_id,
        "correlation_id": entry.correlation_id or None,
        "kept_apart": entry.erasable or None,
        "not_there": entry.gone or None,
    }


def _payload(event: Event) -> dict[str, Any]:
    """An event's fields, its dates as dates: EDTF for scripts, words for people."""
    told: dict[str, Any] = msgspec.to_builtins(event)
    return told | {name: when(told[name]) for name in date_fields(type(event)) if told.get(name)}


def _became(told: Told) -> dict[str, Any]:
    """What corrections and retractions made of the entry; `counts_as` only where that differs from what it says."""
    counts_as = None
    if told.counts_as is not None and told.corrected_by:
        counts_as = {"occurred": told.counts_as.occurred, **_payload(told.counts_as.event)}
    return {"corrected_by": told.corrected_by or None, "retracted_by": told.retracted_by, "counts_as": counts_as}
