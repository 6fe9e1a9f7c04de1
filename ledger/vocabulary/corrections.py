"""Corrections and retractions: entries about entries. The earlier view stays reachable by known-at."""

from typing import Annotated, Any

from msgspec import Meta, field

from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.provenance import Source, Standing

Why = Annotated[str, Meta(min_length=1, description="Why, in a sentence")]
Position = Annotated[int, Meta(ge=1, description="The entry that it is about")]


@recorded_as("entry.corrected", identity=("entry",))
class EntryCorrected(Event, frozen=True):
    """The record was wrong: this is what is different. A later correction of the same entry goes on top."""

    entry: Position
    why: Why
    fields: Annotated[dict[str, Any], Meta(description="Fields of the event that differ; null takes a field away")] = (
        field(default_factory=dict)
    )
    occurred: Annotated[str | None, Meta(description="The right date, in EDTF")] = None
    source: Annotated[Source | None, Meta(description="The right source, whole")] = None
    standing: Standing | None = None
    stated_by: Annotated[str | None, Meta(description="Who said it; empty: nobody known")] = None
    note: str | None = None
    visibility: str | None = None
    date_standing: Annotated[Standing | None, Meta(description="The right standing of the date")] = None


@recorded_as("entry.retracted", identity=("entry",))
class EntryRetracted(Event, frozen=True):
    """It should not be in the record. Retracting a correction or a retraction undoes that one."""

    entry: Position
    why: Why
