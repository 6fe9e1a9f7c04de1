"""Drafts and entries: a statement on its way into the ledger, and an event at its place in the log."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from ledger.entries.disclosures import Sealed
from ledger.vocabulary.dates import UNKNOWN, When
from ledger.vocabulary.event import Event
from ledger.vocabulary.provenance import PUBLIC, Source, Standing
from ledger.vocabulary.subjects import kind_of


class Draft(Struct, frozen=True, kw_only=True):
    """What a clerk states: an event with its date and provenance, not yet at a place in the log."""

    event: Event
    source: Source
    occurred: When = UNKNOWN
    standing: Standing = Standing.MINUTED
    stated_by: str = ""
    note: str = ""
    visibility: str = PUBLIC
    erasable: tuple[str, ...] = ()
    """The fields whose texts may have to go one day: they are kept apart from the entry (`ledger.erasure`)."""
    kept: tuple[Sealed, ...] = ()
    """What another ledger kept apart of this statement, as it did: an import changes no digest."""
    stream: str = ""
    """Only where the event does not tell: a correction lies in the stream of the entry it names."""
    place: str = ""
    """Where in the clerk's file or command it stands; for refusals, never recorded."""
    document: str = ""
    """By what name the ledger knows the document; empty until that has been looked up (`ledger.entries.documents`)."""
    event_id: str = ""

    @property
    def subject(self) -> str:
        """The stream that the draft is for."""
        return self.stream or self.event.stream


class Entry(Struct, frozen=True, kw_only=True, gc=False):
    """An event plus its envelope, at one position of the log.

    `position` and `recorded_at` are 0 until the store has assigned them. `recorded_at` counts
    microseconds since 1970-01-01 UTC and never decreases with the position. As the ledger reads it back
    through corrections, `corrected_by` names the entries that changed it.
    """

    stream: str
    version: int
    event: Event
    occurred: When
    source: Source
    standing: Standing
    stated_by: str = ""
    note: str = ""
    visibility: str = PUBLIC
    recorded_by: str = ""
    event_id: str = ""
    correlation_id: str = ""
    causation_id: str = ""
    tags: tuple[str, ...] = ()
    position: int = 0
    recorded_at: int = 0
    corrected_by: tuple[int, ...] = ()
    sealed: tuple[Sealed, ...] = ()
    """The texts that are kept apart, so that they can be withheld or erased; see `ledger.entries.disclosures`."""

    @property
    def erasable(self) -> tuple[str, ...]:
        """The fields whose texts are kept apart."""
        return tuple(sorted({sealed.field for sealed in self.sealed}))

    @property
    def gone(self) -> tuple[str, ...]:
        """Those of them of which a text is not there any more: erased, or missing, which `audit verify` tells apart."""
        return tuple(sorted({sealed.field for sealed in self.sealed if not sealed.is_there}))

    @property
    def originator_id(self) -> str:
        """The stream, as the `eventsourcing` package calls it."""
        return self.stream

    @property
    def originator_version(self) -> int:
        """The version within the stream, as the `eventsourcing` package calls it."""
        return self.version

    @property
    def order(self) -> tuple[int, int, int]:
        """Where the entry stands in its stream's story: by earliest day, latest day, then position."""
        return (self.occurred.earliest, self.occurred.latest, self.position)

    @property
    def positions(self) -> tuple[int, ...]:
        """The entries that it rests on: itself and those that corrected it."""
        return (self.position, *self.corrected_by)


PENDING: Final = 1 << 52
"""From here on positions are provisional: of entries that are decided and not yet recorded."""


def called(position: int) -> str:
    """How a refusal speaks of an entry: by its number, or as what was said earlier in the same command."""
    return f"entry {position}" if position < PENDING else "an earlier statement"


def tags_for(stream: str, event: Event, stated_by: str = "", document: str = "") -> tuple[str, ...]:
    """Every subject from whose side an entry can be found: its stream, what it mentions, who said it, its document."""
    found = {stream, *event.subjects(), stated_by, document}
    return tuple(sorted(tag for tag in found if kind_of(tag) and tag))
