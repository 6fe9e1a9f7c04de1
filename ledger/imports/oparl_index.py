"""What the objects of an OParl source refer to: their subjects, the days of meetings, the results of items."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple

from ledger.entries.entry import Draft
from ledger.imports.naming import Naming
from ledger.imports.record import Record
from ledger.imports.spool import Spool
from ledger.refusals import Refusal
from ledger.vocabulary.corrections import EntryRetracted
from ledger.vocabulary.dates import UNKNOWN, When
from ledger.vocabulary.event import Event
from ledger.vocabulary.provenance import Source, Standing

KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {"Organization": "body", "Person": "person", "Meeting": "meeting", "Paper": "project", "Consultation": ""}
)
"""The types of objects that are read, and the kinds of subjects that they become."""


class Held(NamedTuple):
    """A meeting: whose it was, when, and whether it is reported or was only announced."""

    subject: str
    body: str
    on: When
    standing: Standing


@dataclass
class Index:
    """What is needed to understand an object that refers to others; ids are those of the source."""

    naming: Naming
    names: dict[str, str] = field(default_factory=dict)
    """The names of the organisations that the source describes."""
    parents: dict[str, str] = field(default_factory=dict)
    mentioned: dict[str, str] = field(default_factory=dict)
    """The organisations that meetings and consultations name, each with the first place where it is."""
    on_behalf: dict[str, str] = field(default_factory=dict)
    """The organisations that somebody represents, likewise."""
    meetings: dict[str, Held] = field(default_factory=dict)
    papers: set[str] = field(default_factory=set)
    papers_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The papers of a consultation; some systems give several papers one consultation."""
    results: dict[str, str] = field(default_factory=dict)
    """What became of agenda items."""

    def draft(
        self, record: Record, event: Event, on: When = UNKNOWN, standing: Standing = Standing.REPORTED, by: str = ""
    ) -> Draft:
        """A draft with the object as its source."""
        return Draft(
            event=event,
            source=self.source(record),
            occurred=on,
            standing=standing,
            stated_by=by,
            place=record.place,
        )

    def source(self, record: Record) -> Source:
        """The object as a source, as it stood when it was last modified."""
        foreign, modified = record.text("id"), record.date("modified")
        return Source(
            document=f"Council information system {self.naming.register} (OParl)",
            id=f"oparl-{self.naming.register}".replace("/", "-"),
            at=self.naming.short(foreign),
            date=modified.text if modified else "",
            url=foreign,
        )

    def withdrawal(self, record: Record, subject: str) -> Draft:
        """What lends its source to the retraction of an object that the source has deleted."""
        draft = self.draft(record, EntryRetracted(entry=1, why=""))
        return Draft(
            event=draft.event, source=draft.source, stream=subject, place=draft.place, note="deleted in the source"
        )

    def body(self, foreign: str) -> str:
        """The subject of an organisation."""
        return self.naming.subject("body", foreign)


def indexed(spool: Spool, naming: Naming) -> Index:
    """The index of what waits; what cannot be read is left out here and refused when its turn comes."""
    index = Index(naming)
    for kind, note in _NOTED.items():
        for place, value in spool.take(kind):
            with suppress(Refusal):
                note(Record(place, value), index)
    return index


def _note_organisation(record: Record, index: Index) -> None:
    foreign = record.text("id")
    index.names[foreign] = record.optional("name") or index.naming.short(foreign)
    for parent in record.links("subOrganizationOf")[:1]:
        index.parents[foreign] = parent


def _mention(record: Record, key: str, mentioned: dict[str, str]) -> None:
    for foreign in record.links(key):
        mentioned.setdefault(foreign, record.place)


def _note_meeting(record: Record, index: Index) -> None:
    foreign, organisations, on = record.text("id"), record.links("organization"), record.date("start") or UNKNOWN
    _mention(record, "organization", index.mentioned)
    items = record.records("agendaItem")
    for item in items:
        with suppress(Refusal):
            if result := item.optional("result"):
                index.results[item.text("id")] = result
    if organisations:
        subject, body = index.naming.subject("meeting", foreign), index.body(organisations[0])
        index.meetings[foreign] = Held(subject, body, on, _standing(record, items, on))


def _standing(record: Record, items: list[Record], on: When) -> Standing:
    """A meeting was only announced when it was last written about: before its day, and without any result."""
    if any(item.values.get("result") for item in items):
        return Standing.REPORTED
    written = [on.latest] if not record.optional("modified") else []
    for each in (record, *items):
        with suppress(Refusal):
            if date := each.date("modified"):
                written.append(date.latest)
    return Standing.EXPECTED if written and max(written) < on.earliest else Standing.REPORTED


def _note_consultation(record: Record, paper: str, index: Index) -> None:
    foreign = record.text("id")
    _mention(record, "organization", index.mentioned)
    known = index.papers_of.get(foreign, ())
    if paper not in known:
        index.papers_of[foreign] = (*known, paper)


def _note_person(record: Record, index: Index) -> None:
    for membership in record.records("membership"):
        _mention(membership, "organization", index.mentioned)
        _mention(membership, "onBehalfOf", index.on_behalf)


def _note_paper(record: Record, index: Index) -> None:
    foreign = record.text("id")
    index.papers.add(foreign)
    for consultation in record.records("consultation"):
        with suppress(Refusal):
            _note_consultation(consultation, foreign, index)


def _note_standing_alone(record: Record, index: Index) -> None:
    for paper in record.links("paper"):
        _note_consultation(record, paper, index)


_NOTED: Final[Mapping[str, Callable[[Record, Index], None]]] = MappingProxyType(
    {
        "Organization": _note_organisation,
        "Person": _note_person,
        "Meeting": _note_meeting,
        "Paper": _note_paper,
        "Consultation": _note_standing_alone,
    }
)
