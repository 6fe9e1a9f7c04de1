"""`govledger entry`: one entry, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
import msgspec

from cli.asking import question, source_of
from cli.lazy import Verbs
from cli.params import EntryNumber
from ledger.refusals import NoSuchEntry, Withheld
from ledger.vocabulary.dates import when
from ledger.vocabulary.event import Event
from ledger.vocabulary.fields import date_fields
from projections.answers.entries import recorded_at, row_of_entry
from projections.answers.from_register import listing
from projections.answers.listing import Listing, dated

if TYPE_CHECKING:
    from ledger.entries.entry import Entry
    from projections.engine.register import Register
    from projections.history import Told


@click.group("entry", cls=Verbs)
def command() -> None:
    """Single entries of the log."""


@command.command("show")
@click.argument("entry", type=EntryNumber(min=1), metavar="ENTRY")
@question(as_at="ever")
def show(register: Register, entry: int) -> Listing:
    """Show one entry as it was recorded: what it says, its source, and what later entries made of it."""
    told = _told(register, entry)
    row = row_of_entry(told.entry, **_envelope(told.entry), **_became(told))
    return listing(
        register,
        [row],
        *("entry", "type", "subject", "version", dated("occurred", "date"), "body", "source", "standing"),
        *("stated_by", "note", "exempt", "recorded_at", "recorded_by", "tags", "event_id", "correlation_id"),
        *("kept_apart", "not_there", "corrected_by", "retracted_by", "counts_as"),
        vertical=True,
    )


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
        "recorded_at": recorded_at(entry),
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
