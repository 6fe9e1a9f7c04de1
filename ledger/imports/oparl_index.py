"""What the objects of an OParl source refer to, and what the words of German council information systems mean.

Roles, results and states of meetings are texts in OParl, and every system has its own. Those below are taken as they
are commonly meant; the source's own word is always kept beside. A result that is not here says what became of an item
but not what the body did, or says two things: it stays with the agenda item and makes no resolution.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple

from ledger.entries.entry import Draft
from ledger.imports.documents import Spool
from ledger.imports.records import Naming, Record
from ledger.refusals import Refusal
from ledger.vocabulary.corrections import EntryRetracted
from ledger.vocabulary.dates import UNKNOWN, When
from ledger.vocabulary.event import Event
from ledger.vocabulary.projects import Role
from ledger.vocabulary.provenance import Source, Standing
from ledger.vocabulary.resolutions import Verb

KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {"Organization": "body", "Person": "person", "Meeting": "meeting", "Paper": "project", "Consultation": ""}
)
"""The types of objects that are read, and the kinds of subjects that they become."""

ROLES: Final[Mapping[str, Role]] = MappingProxyType(
    {
        "vorberatung": Role.SCRUTINY,
        "beratung": Role.SCRUTINY,
        "anhörung": Role.SCRUTINY,
        "entscheidung": Role.DECISION,
        "beschluss": Role.DECISION,
        "beschlussfassung": Role.DECISION,
        "kenntnisnahme": Role.INFORMATION,
    }
)
_VERBS: Final[Mapping[Verb, tuple[str, ...]]] = MappingProxyType(
    {
        Verb.NOTED: ("kenntnisnahme", "zur kenntnis genommen", "stellungnahme zur kenntnis genommen"),
        Verb.AGREED: (
            "beschlossen",
            "einstimmig beschlossen",
            "mehrheitlich beschlossen",
            "beschlossen mit geändertem beschlusstext",
            "zustimmung",
            "zugestimmt",
            "einstimmig zugestimmt",
            "mehrheitlich zugestimmt",
            "zugestimmt zu geändertem beschlusstext",
            "mehrheitlich zugestimmt zu geändertem beschlusstext",
            "mehrheitlich zugestimmt zu geändertem antrag",
            "einstimmig zugestimmt zum modifizierten antrag",
            "einverstanden",
            "mit stellungnahme einverstanden",
        ),
        Verb.APPROVED: ("genehmigt",),
        Verb.REJECTED: (
            "abgelehnt",
            "einstimmig abgelehnt",
            "mehrheitlich abgelehnt",
            "bei stimmengleichheit abgelehnt",
            "stimmengleichheit - abgelehnt",
        ),
        Verb.DEFERRED: ("vertagt",),
    }
)
_VERB_OF: Final = MappingProxyType({result: verb for verb, results in _VERBS.items() for result in results})
_REFERRED: Final = ("verwiesen in ", "verwiesen an ")
_CANCELLED: Final = frozenset(
    {"abgesagt", "ausgefallen", "entfallen", "entfällt", "fällt aus", "cancelled", "canceled"}
)
"""States of a meeting (`meetingState`) that say what `cancelled` says."""


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


def indexed(spool: Spool, naming: Naming) -> OparlIndex:
    """The index of what waits; what cannot be read is left out here and refused when its turn comes."""
    index = OparlIndex(naming)
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


def _mention(record: Record, key: str, mentioned: dict[str, str]) -> None:
    for foreign in record.links(key):
        mentioned.setdefault(foreign, record.place)


def _note_meeting(record: Record, index: OparlIndex) -> None:
    foreign, organisations, on = record.text("id"), record.links("organization"), record.date("start") or UNKNOWN
    _mention(record, "organization", index.mentioned)
    items = record.records("agendaItem")
    for item in items:
        with suppress(Refusal):
            if result := item.optional("result"):
                index.results[item.text("id")] = result
    if is_cancelled(record):
        index.cancelled.add(foreign)
    elif organisations:
        subject, body = index.naming.subject("meeting", foreign), index.body(organisations[0])
        index.meetings[foreign] = IndexedMeeting(subject, body, on, _standing(record, items, on))


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


def _note_consultation(record: Record, paper: str, index: OparlIndex) -> None:
    foreign = record.text("id")
    _mention(record, "organization", index.mentioned)
    known = index.papers_of.get(foreign, ())
    if paper not in known:
        index.papers_of[foreign] = (*known, paper)


def _note_person(record: Record, index: OparlIndex) -> None:
    for membership in record.records("membership"):
        index.memberships.update(membership.links("id"))
        _mention(membership, "organization", index.mentioned)
        _mention(membership, "onBehalfOf", index.on_behalf)


def _note_paper(record: Record, index: OparlIndex) -> None:
    foreign = record.text("id")
    index.papers.add(foreign)
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
        "Meeting": _note_meeting,
        "Paper": _note_paper,
        "Consultation": _note_standing_alone,
    }
)


def role_of(word: str) -> Role:
    """The role that a word of the source means; unknown where it means none for certain."""
    return ROLES.get(word.casefold(), Role.UNKNOWN)


def verb_of(result: str) -> Verb | None:
    """What a body did, by the result of an agenda item; None where the result does not say, or says two things."""
    folded = " ".join(result.casefold().split())
    return Verb.REFERRED if folded.startswith(_REFERRED) else _VERB_OF.get(folded)


def is_cancelled(record: Record) -> bool:
    """Whether a meeting will not be, or was not held: said by its `cancelled` (OParl 1.1), or by its state.

    Raises:
        Refusal: one of them is not what it should be.
    """
    state = " ".join(record.optional("meetingState").casefold().split())
    return record.flag("cancelled") is True or state in _CANCELLED
