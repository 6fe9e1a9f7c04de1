"""Erasures: a value is gone for good; the entry that held it stays, with all its proofs."""

from typing import Annotated

from msgspec import Meta

from ledger.vocabulary.corrections import Position, Why
from ledger.vocabulary.event import Event, recorded_as


@recorded_as("disclosure.erased", identity=("entry", "digests"))
class DisclosureErased(Event, frozen=True):
    """Values that were kept apart from an entry were erased, on a legal basis; what they were is told nowhere."""

    entry: Position
    fields: Annotated[tuple[str, ...], Meta(min_length=1, description="The fields whose values are gone")]
    digests: Annotated[tuple[str, ...], Meta(min_length=1, description="What stands in entries in place of them")]
    basis: Annotated[str, Meta(min_length=1, description="The law that requires or allows it")]
    why: Why
