"""Drafts and entries: a statement on its way into the ledger, and an event at its place in the log."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ledger.entries.disclosures import Sealed
from ledger.entries.documents import KIND, names_for
from ledger.vocabulary.dates import UNKNOWN, When
from ledger.vocabulary.event import Event
from ledger.vocabulary.provenance import PUBLIC, Source, Standing
from ledger.vocabulary.subjects import Reference, kind_of


class Draft(Struct, frozen=True, kw_only=True, dict=True):
    """What a clerk states: an event with its date and provenance, not yet at a place in the log.

    What follows from it (subject, references, document) is worked out when it is first asked for, and kept.
    """

    event: Event
    source: Source
    occurred: When = UNKNOWN
    standing: Standing = Standing.MINUTED
    stated_by: str = ""
    note: str = ""
    visibility: str = PUBLIC
    although: str = ""
    """Why it is stated although other entries contradict it."""
    drafted_by: str = ""
    """The tool, with its rules, that drafted it; empty where a person wrote it."""
    confirmed_by: str = ""
    """Who checked what a tool had drafted."""
    recorded_there: int = 0
    """When the ledger that it is moved from was told it, by that one's clock, counted as `recorded_at`."""
    date_standing: Standing | None = None
    """With what standing its date is stated, where that is not the standing of the statement."""
    erasable: tuple[str, ...] = ()
    """The fields whose texts may have to go one day: they are kept apart from the entry (`ledger.erasure`)."""
    kept: tuple[Sealed, ...] = ()
    """What another ledger kept apart of this statement, as it did: an import changes no digest."""
    stream: str = ""
    """Only where the event does not tell: a correction lies in the stream of the entry it names."""
    takes_standing: bool = False
    """Whether neither it nor its file gives its standing; never recorded."""
    place: str = ""
    """Where in the clerk's file or command it stands; for refusals, never recorded."""
    document: str = ""
    """By what name the ledger knows the document; empty until that has been looked up (`ledger.entries.documents`)."""
    event_id: str = ""

    @cached_property
    def subject(self) -> str:
        """The stream that the draft is for."""
        return self.stream or self.event.stream

    def known_as(self, event_id: str) -> Draft:
        """The same under an event id; what follows from what it says stays as it was worked out."""
        named = replace(self, event_id=event_id)
        vars(named).update(vars(self))
        return named

    @cached_property
    def introduces(self) -> bool:
        """Whether it brings its subject into being."""
        return self.event.introduces

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every subject that its event mentions, with the kinds that may stand there."""
        return self.event.references()

    @cached_property
    def of_document(self) -> str:
        """The subject that its document is: `document:<id>`, or by the name that the ledger has for it."""
        return f"{KIND}:{self.document or names_for(self.source)[0]}"


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
    although: str = ""
    drafted_by: str = ""
    confirmed_by: str = ""
    date_standing: Standing | None = None
    recorded_there: int = 0
    """When the ledger was told it from which it was moved, by that one's clock: a claim, and never `recorded_at`."""
    recorded_by: str = ""
    event_id: str = ""
    correlation_id: str = ""
    causation_id: str = ""
    tags: tuple[str, ...] = ()
    position: int = 0
    recorded_at: int = 0
    corrected_by: tuple[int, ...] = ()
    is_upcast: bool = False
    """Whether it is stored in an earlier version of its event, which may have been able to say less."""
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
    def order(self) -> tuple[int, int, int, int]:
        """Where the entry stands in its stream's story: by earliest day, latest day, time where told, then position."""
        return (*self.occurred.order, self.position)

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
    return tags_of(stream, event.subjects(), stated_by, document)


def tags_of(stream: str, subjects: Iterable[str], stated_by: str = "", document: str = "") -> tuple[str, ...]:
    """The same of the subjects that an event mentions."""
    found = {stream, *subjects, stated_by, document}
    return tuple(sorted(tag for tag in found if kind_of(tag) and tag))
