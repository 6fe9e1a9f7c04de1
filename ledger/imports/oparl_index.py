"""What the objects of an OParl source refer to, in the source itself or in what it has told before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from sys import intern
from types import MappingProxyType
from typing import Final, NamedTuple

from ledger.entries.entry import Draft, Entry
from ledger.imports.documents import Spool
from ledger.imports.former import Former
from ledger.imports.oparl_own import OURS, OwnWords, own_id
from ledger.imports.oparl_words import ANNOUNCED, HELD, awaited, document_named, is_cancelled, state_of
from ledger.imports.records import Naming, Record
from ledger.refusals import Refusal
from ledger.vocabulary.corrections import EntryRetracted
from ledger.vocabulary.dates import UNKNOWN, When
from ledger.vocabulary.event import Event
from ledger.vocabulary.meetings import AgendaItemListed, MeetingCancelled, MeetingHeld
from ledger.vocabulary.projects import ProjectConsidered, ProjectOpened
from ledger.vocabulary.provenance import Source, Standing
from ledger.vocabulary.resolutions import ResolutionPassed

KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Organization": "body",
        "Person": "person",
        "govledger:Post": "post",
        "Membership": "",
        "Meeting": "meeting",
        "AgendaItem": "",
        "Paper": "project",
        "Consultation": "",
    }
)
"""The types of objects that are read, and the kinds of subjects that they become."""


class IndexedMeeting(NamedTuple):
    """A meeting: whose it was, when, and whether it is reported or was only announced."""

    subject: str
    body: str
    on: When
    standing: Standing


@dataclass
class OparlIndex:
    """What is needed to understand an object that refers to others; ids are those of the source."""

    naming: Naming
    former: Former = field(default_factory=Former)
    names: dict[str, str] = field(default_factory=dict)
    """The names of the organisations that the source describes."""
    parents: dict[str, str] = field(default_factory=dict)
    mentioned: dict[str, str] = field(default_factory=dict)
    """The organisations that meetings and consultations name, each with the first place where it is."""
    on_behalf: dict[str, str] = field(default_factory=dict)
    """The organisations that somebody represents, likewise."""
    meetings: dict[str, IndexedMeeting] = field(default_factory=dict)
    cancelled: set[str] = field(default_factory=set)
    """Meetings that the source says were cancelled: nothing was done at them."""
    memberships: set[str] = field(default_factory=set)
    """Those that are contained in persons."""
    persons: set[str] = field(default_factory=set)
    papers: set[str] = field(default_factory=set)
    papers_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The papers of a consultation; some systems give several papers one consultation."""
    results: dict[str, str] = field(default_factory=dict)
    """What became of agenda items."""
    items: set[str] = field(default_factory=set)
    """The agenda items that the source describes."""
    named_by_items: dict[str, list[str]] = field(default_factory=dict)
    """Consultations, each with the agenda items that name it; one that was put off is named by several."""
    meeting_of: dict[str, str] = field(default_factory=dict)
    """The meetings of agenda items."""
    _before: dict[str, IndexedMeeting | None] = field(default_factory=dict)

    @property
    def document(self) -> str:
        """By what name the ledger knows the source."""
        return document_named(self.naming.register)

    def meeting(self, foreign: str) -> IndexedMeeting | None:
        """A meeting that the source describes, or that it has described before; None where it was cancelled."""
        if foreign in self.meetings or foreign in self.cancelled:
            return self.meetings.get(foreign)
        if foreign not in self._before:
            self._before[foreign] = self._meeting_before(self.naming.subject("meeting", foreign))
        return self._before[foreign]

    def _meeting_before(self, subject: str) -> IndexedMeeting | None:
        for entry in self.former.of_subject(subject):
            if isinstance(entry.event, MeetingHeld):
                return IndexedMeeting(subject, entry.event.body, entry.occurred, entry.standing)
        return None

    def was_cancelled(self, foreign: str) -> bool:
        """Whether a meeting was called off, as the source says or has said before."""
        if foreign in self.meetings or foreign in self.cancelled:
            return foreign in self.cancelled
        told = self.former.of_subject(self.naming.subject("meeting", foreign))
        return any(isinstance(entry.event, MeetingCancelled) for entry in told)

    @cached_property
    def delivered_meetings(self) -> Mapping[str, str]:
        """The meetings that the source describes, by their subjects."""
        return {self.naming.subject("meeting", each): each for each in (*self.meetings, *self.cancelled)}

    @cached_property
    def at_place(self) -> Mapping[str, str]:
        """Papers, persons, and meetings, agenda items and consultations also where only named, by their places."""
        named = (*self.meetings, *self.cancelled, *self.items, *self.named_by_items, *self.papers_of)
        named = (*named, *self.papers, *self.persons)
        return {self.naming.short(each): each for each in named}

    @cached_property
    def before(self) -> tuple[Entry, ...]:
        """What earlier deliveries told that this one may complete or change, by objects that are not in this one.

        Consultations of its meetings, or named by its agenda items; agenda items that wait for its consultations;
        papers below its papers, and meetings at which its persons were.
        """
        if self.former.is_empty:
            return ()
        meetings, subjects = {*self.meetings, *self.cancelled}, self.delivered_meetings
        delivered = {self.naming.short(each) for each in self.papers_of}
        items = {self.naming.short(each) for each in self.items}
        wanted = {self.naming.short(each) for each in (*self.named_by_items, *meetings)} | delivered
        described = {self.naming.short(each) for each in (*self.papers, *self.persons)}
        here = {self.naming.short(each) for each in (*self.papers, *meetings)}

        def concerns(entry: Entry) -> bool:
            at, event = entry.source.at, entry.event
            if isinstance(event, (ProjectOpened, MeetingHeld)):
                return at not in here and not described.isdisjoint(awaited(entry.note))
            if isinstance(event, ProjectConsidered):
                named = at in wanted or event.meeting in subjects
                return at not in delivered and (named or not wanted.isdisjoint(awaited(entry.note)))
            return at not in items and not wanted.isdisjoint(awaited(entry.note))

        types = [each.TYPE for each in (ProjectConsidered, AgendaItemListed, ResolutionPassed) if wanted]
        types += [ProjectOpened.TYPE] if self.papers else []
        types += [MeetingHeld.TYPE] if self.persons else []
        return self.former.concerned(self.document, types, concerns) if types else ()

    def papers_at(self, consultation: str) -> set[str]:
        """The projects that a consultation is about, by what the source says or has said before."""
        at, now = self.naming.short(consultation), self.papers_of.get(consultation, ())
        told = {self.naming.subject("project", paper) for paper in now if self.has_paper(paper)}
        return told.union(self._considered_before.get(at, ()))

    @cached_property
    def _considered_before(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for entry in self.before:
            if isinstance(entry.event, ProjectConsidered):
                found.setdefault(entry.source.at, []).append(entry.stream)
        return found

    def result(self, item: str, held: IndexedMeeting) -> str:
        """What became of an agenda item of a meeting."""
        if item not in self.items:
            at = self.naming.short(item)
            listed = (e for e in self.former.of_subject(held.subject) if e.source.at == at)
            return next((e.event.result for e in listed if isinstance(e.event, AgendaItemListed)), "")
        return self.results.get(item, "")

    def has_person(self, foreign: str) -> bool:
        """Whether the source describes a person, or has described them before."""
        return foreign in self.persons or self.former.exists(self.naming.subject("person", foreign))

    def has_paper(self, foreign: str) -> bool:
        """Whether the source describes a paper, or has described it before."""
        return foreign in self.papers or self.former.exists(self.naming.subject("project", foreign))

    def draft(
        self, record: Record, event: Event, on: When = UNKNOWN, standing: Standing = Standing.REPORTED, by: str = ""
    ) -> Draft:
        """A draft with the object as its source; one of our own export says by itself with what standing it is told."""
        own = OwnWords(record)
        if own.is_own:
            standing, by = own.standing(standing), own.told.optional("stated_by")
        return Draft(
            visibility=own.told.optional("exempt"),
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
            id=self.document,
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
        """The subject of an organization: a body, but what our own export says to be an organisation."""
        return own_id(foreign, "organisation") or self.naming.subject("body", foreign)


def indexed(spool: Spool, naming: Naming, former: Former) -> OparlIndex:
    """The index of what waits; what cannot be read is left out here and refused when its turn comes."""
    index = OparlIndex(naming, former)
    for kind, note in _NOTED.items():
        for place, value in spool.take(kind):
            with suppress(Refusal):
                note(Record(place, value), index)
    return index


def _note_organisation(record: Record, index: OparlIndex) -> None:
    foreign = record.text("id")
    index.names[foreign] = record.optional("name") or index.naming.short(foreign)
    for parent in record.links("subOrganizationOf")[:1]:
        index.parents[foreign] = parent
        index.mentioned.setdefault(parent, record.place)


def _mention(record: Record, key: str, mentioned: dict[str, str]) -> None:
    for foreign in record.links(key):
        mentioned.setdefault(foreign, record.place)


def _note_meeting(record: Record, index: OparlIndex) -> None:
    foreign, organisations, on = (
        intern(record.text("id")),
        record.links("organization"),
        OwnWords(record).date("date") or record.date("start") or UNKNOWN,
    )
    _mention(record, "organization", index.mentioned)
    items = record.records("agendaItem")
    for item in items:
        with suppress(Refusal):
            note_item(item, index)
            index.meeting_of[intern(item.text("id"))] = foreign
    if is_cancelled(record):
        index.cancelled.add(foreign)
    elif organisations:
        subject, body = index.naming.subject("meeting", foreign), index.body(organisations[0])
        index.meetings[foreign] = IndexedMeeting(subject, body, on, _standing(record, items, on))


def note_item(item: Record, index: OparlIndex) -> None:
    """Take note of an agenda item, within its meeting or by itself."""
    foreign = intern(item.text("id"))
    index.items.add(foreign)
    for meeting in item.links("meeting")[:1]:
        index.meeting_of.setdefault(foreign, intern(meeting))
    for consultation in (*item.links("consultation"), *item.links(f"{OURS}consultations")):
        index.named_by_items.setdefault(intern(consultation), []).append(foreign)
    if result := item.optional("result"):
        index.results[foreign] = result


def _standing(record: Record, items: list[Record], on: When) -> Standing:
    """A meeting was only announced when it was last written about: before its day, and without any result."""
    state = state_of(record)
    if (own := OwnWords(record)).is_own:
        return own.standing(Standing.REPORTED)
    if state in HELD or any(item.values.get("result") for item in items):
        return Standing.REPORTED
    if state in ANNOUNCED:
        return Standing.EXPECTED
    written = [on.latest] if not record.optional("modified") else []
    for each in (record, *items):
        with suppress(Refusal):
            if date := each.date("modified"):
                written.append(date.latest)
    return Standing.EXPECTED if written and max(written) < on.earliest else Standing.REPORTED


def _note_consultation(record: Record, paper: str, index: OparlIndex) -> None:
    foreign, paper = intern(record.text("id")), intern(paper)
    _mention(record, "organization", index.mentioned)
    known = index.papers_of.get(foreign, ())
    if paper not in known:
        index.papers_of[foreign] = (*known, paper)


def _note_person(record: Record, index: OparlIndex) -> None:
    index.persons.add(record.text("id"))
    for membership in (*record.records("membership"), *record.records(f"{OURS}notShown")):
        _note_membership(membership, index)


def _note_membership(membership: Record, index: OparlIndex) -> None:
    index.memberships.update(membership.links("id"))
    _mention(membership, "organization", index.mentioned)
    _mention(membership, "onBehalfOf", index.on_behalf)


def _note_paper(record: Record, index: OparlIndex) -> None:
    foreign = record.text("id")
    index.papers.add(foreign)
    if len(leads := record.links("underDirectionOf")) == 1:
        index.mentioned.setdefault(leads[0], record.place)
    for consultation in record.records("consultation"):
        with suppress(Refusal):
            _note_consultation(consultation, foreign, index)


def _note_standing_alone(record: Record, index: OparlIndex) -> None:
    for paper in record.links("paper"):
        _note_consultation(record, paper, index)


_NOTED: Final[Mapping[str, Callable[[Record, OparlIndex], None]]] = MappingProxyType(
    {
        "Organization": _note_organisation,
        "Person": _note_person,
        "Membership": _note_membership,
        "Meeting": _note_meeting,
        "AgendaItem": note_item,
        "Paper": _note_paper,
        "Consultation": _note_standing_alone,
    }
)
