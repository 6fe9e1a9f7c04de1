"""OParl 1.0 and 1.1 (oparl.org): a council's information system: bodies, persons, meetings, papers and their routes.

In steps:

1. Every object of the source waits on disk by its type, since a folder has them in any order.
2. An index is made of what others refer to: bodies, meetings with their days, papers, results.
3. Statements follow in an order in which each can be recorded: bodies, persons, meetings, papers, their
   consultations, agenda items and what was resolved.

The `created` stamp of an object is the day of a migration as often as not, and dates nothing. An object that the
source has deleted is retracted where it is in the ledger. A day is the day of the place where it was told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any, Final

from msgspec.structs import replace

from ledger.entries.entry import Draft
from ledger.imports.documents import Spool, depths, objects
from ledger.imports.oparl_anew import told_anew
from ledger.imports.oparl_index import KINDS, OparlIndex, indexed
from ledger.imports.oparl_own import OURS, OwnWords, own_id
from ledger.imports.oparl_route import agenda, consultations, item_by_itself, links, meetings, papers
from ledger.imports.oparl_words import OparlNaming, document_named, naming_of
from ledger.imports.records import (
    NAMED_ONLY,
    Aside,
    Format,
    Found,
    InStepReader,
    Item,
    Mentioned,
    Naming,
    Progress,
    Record,
    Removed,
    Unfit,
    Whole,
    Withdrawn,
    safely,
    told,
    wholly,
    writable,
)
from ledger.refusals import Refusal
from ledger.vocabulary.event import Event
from ledger.vocabulary.membership import MembershipEnded, MembershipStarted, OfficeAssigned, OfficeVacated
from ledger.vocabulary.organisations import (
    BodyDissolved,
    BodyEstablished,
    OrganisationDissolved,
    OrganisationRegistered,
)
from ledger.vocabulary.people import PersonRegistered, PostCreated
from ledger.vocabulary.subjects import slug

_LAST_DAYS: Final = "ends, each taken as the last day in force (OParl endDate)"


class Oparl(InStepReader):
    """Reads a folder, an archive or a file of OParl objects, or pages of them."""

    def __init__(self, path: Path, register: str = "") -> None:
        self.progress = Progress()
        self._path, self._register, self._host = path, register, ""
        if register:
            Naming(register)  # refuses what cannot be the name of a register, before anything is read

    def items(self) -> Iterator[Item]:
        """Each subject before the first statement that mentions it."""
        self.progress.done = 0
        with Spool() as spool:
            yield from self._sorted_into(spool)
            index = indexed(spool, self._named(), self.former)
            self.progress.done, self.progress.total = 0, sum(spool.counts.values())
            yield from _only_named(index)
            yield from self._bodies(spool, index)
            yield from _represented(index)
            yield from self._each(spool, f"{OURS}Post", index, _post)
            yield from self._each(spool, "Person", index, _person)
            yield from self._each(spool, "Membership", index, _membership_by_itself)
            yield from self._each(spool, "Meeting", index, meetings)
            yield from self._each(spool, "Paper", index, papers)
            yield from self._each(spool, "Paper", index, links, counts=False)
            yield from self._each(spool, "Paper", index, consultations, counts=False)
            yield from self._each(spool, "Consultation", index, consultations)
            yield from self._each(spool, "Meeting", index, agenda, counts=False)
            yield from self._each(spool, "AgendaItem", index, item_by_itself)
            yield from told_anew(index)
            yield from self._each(spool, "Deleted", index, _withdrawn)

    def _sorted_into(self, spool: Spool) -> Iterator[Item]:
        """Each object once, as it was last modified, whatever the order of the deliveries that are in the source."""
        newest: dict[str, tuple[str, str, int]] = {}
        for found in objects(self._path, self.progress):
            if not isinstance(found, Record):
                yield found
                continue
            self.former.refuse_own(found.values.get(f"{OURS}ledger"))
            kind = _kind(found)
            if kind not in KINDS:
                yield Aside(f"objects of the type {kind}" if kind else "objects without a type")
                continue
            kind = "Deleted" if found.values.get("deleted") is True else kind
            foreign, modified = found.values.get("id"), _modified(found)
            told, told_as, at = newest.get(foreign, ("", "", 0)) if isinstance(foreign, str) else ("", "", 0)
            if modified and told and modified != told:
                yield Found("objects that are there more than once: read as they were last modified")
            if modified and told > modified:
                continue
            try:
                place = spool.put(kind, found.place, found.values)
            except Refusal as refusal:
                yield Unfit(refusal)
                continue
            if told and modified > told:
                spool.drop(told_as, at)
            if isinstance(foreign, str):
                self._host = self._host or foreign.partition("://")[2].partition("/")[0]
                newest[foreign] = (modified, kind, place)

    def _named(self) -> OparlNaming:
        """The naming of the register; where the clerk gave it no name, it is called by the server of its objects."""
        register = self._register or slug(self._host or "oparl")
        return naming_of(register, *self.former.first_source(document_named(register)))

    def _bodies(self, spool: Spool, index: OparlIndex) -> Iterator[Item]:
        """Each body after the one that it is part of."""
        depth = depths({foreign: index.parents.get(foreign, "") for foreign in index.names})

        def rank(value: dict[str, Any]) -> int:
            foreign = value.get("id")
            return (depth.get(foreign.strip()) if isinstance(foreign, str) else 0) or 0

        def body(record: Record, index: OparlIndex) -> Iterator[Item]:
            foreign = record.text("id")
            if depth.get(foreign, 0) is None:
                raise Refusal(f"'{index.naming.short(foreign)}' would be part of itself", "ask the source which is so")
            yield from _body(record, index)

        yield from self._each(spool, "Organization", index, body, rank=rank)

    def _each(
        self,
        spool: Spool,
        kind: str,
        index: OparlIndex,
        told: Callable[[Record, OparlIndex], Iterator[Item]],
        *,
        counts: bool = True,
        rank: Callable[[Any], int] | None = None,
    ) -> Iterator[Item]:
        for place, value in spool.take(kind, rank):
            self.progress.done += counts
            try:
                yield from told(Record(place, value), index)
            except Refusal as refusal:
                yield Unfit(refusal.at(place))


def _kind(record: Record) -> str:
    kind = record.values.get("type")
    return writable(kind.rpartition("/")[2][:40]) if isinstance(kind, str) else ""


def _modified(record: Record) -> str:
    """When an object was last modified, in UTC, to be compared; empty where it does not tell."""
    with suppress(Refusal, ValueError):
        told = datetime.fromisoformat(record.optional("modified"))
        return told.astimezone(UTC).isoformat() if told.tzinfo else told.isoformat()
    return ""


def _withdrawn(record: Record, index: OparlIndex) -> Iterator[Item]:
    """What the source has deleted: a subject with its story, or what an object within another has told."""
    foreign, kind = record.text("id"), _kind(record)
    subject = index.naming.subject(KINDS[kind], foreign) if KINDS[kind] else ""
    like = index.withdrawal(record, subject)
    yield Withdrawn(subject, like) if subject else Removed(like)


def _person(record: Record, index: OparlIndex) -> Iterator[Item]:
    """A person, and the memberships that come with it."""
    person = index.naming.subject("person", record.text("id"))
    name = record.optional("name") or " ".join(filter(None, map(record.optional, ("givenName", "familyName"))))
    own = OwnWords(record)
    event = PersonRegistered(
        person=person,
        name=name or record.text("name"),
        unnamed=own.told.flag("unnamed") or False,
        also=own.told.links("also"),
        identifiers=own.identifiers(record.text("id")),
    )
    yield told(index.draft(record, event))
    named = [each for each in record.named("membership") if each not in index.memberships]
    for _ in named:
        yield Aside("memberships that are named and not contained")
    contained = (*record.records("membership"), *record.records(f"{OURS}notShown"))
    told_of_it = chain.from_iterable(safely(_membership(each, person, index), each.place) for each in contained)
    whole = Whole(person, (MembershipStarted, MembershipEnded))
    yield from told_of_it if record.named("membership") else wholly(told_of_it, whole)


def _post(record: Record, index: OparlIndex) -> Iterator[Item]:
    """A post, of which only our own export tells."""
    own = OwnWords(record)
    organisation = record.links("organization")
    event = PostCreated(
        post=index.naming.subject("post", record.text("id")),
        title=record.text("name"),
        organisation=index.naming.subject("organisation", organisation[0]) if organisation else None,
        also=own.told.links("also"),
        unnamed=own.told.flag("unnamed") or False,
    )
    yield told(index.draft(record, event))


def _membership_by_itself(record: Record, index: OparlIndex) -> Iterator[Item]:
    """A membership outside its person, whom it names."""
    person = index.naming.subject("person", record.text("person"))
    yield from _membership(record, person, index)


def _body(record: Record, index: OparlIndex) -> Iterator[Item]:
    foreign, own = record.text("id"), OwnWords(record)
    parent = index.parents.get(foreign, "")
    short = record.optional("shortName")
    kind = record.optional("classification") or record.optional("organizationType")
    also = own.told.links("also") or ((short,) if short and short != record.text("name") else ())
    identifiers, start = own.identifiers(foreign), record.date("startDate") or own.day("start")
    event: Event
    ended: Event
    if organisation := own_id(foreign, "organisation"):
        event = OrganisationRegistered(organisation, record.text("name"), kind=kind, also=also, identifiers=identifiers)
        ended = OrganisationDissolved(organisation=organisation)
    else:
        event = BodyEstablished(
            body=index.body(foreign),
            name=record.text("name"),
            kind=kind,
            purpose=own.told.optional("purpose"),
            parent=index.body(parent) if parent else None,
            of=tuple(index.naming.subject("organisation", each) for each in own.told.links("of")),
            also=also,
            unnamed=own.told.flag("unnamed") or False,
            identifiers=identifiers,
        )
        ended = BodyDissolved(body=event.body)
    drafts = [index.draft(record, event, start)]
    if end := own.end(record.date("endDate")):
        yield from () if own.is_own else (Found(_LAST_DAYS),)
        drafts.append(replace(index.draft(record, ended, end.on), standing=end.standing))
    yield told(*drafts)
    for each in record.named("membership"):
        if each not in index.memberships:
            yield Aside("memberships that are named and not contained")
    for _ in record.records("membership"):
        yield Aside("memberships within organisations")


def _only_named(index: OparlIndex) -> Iterator[Item]:
    """Bodies that others name and nobody describes, under their ids."""
    for foreign, place in index.mentioned.items():
        if foreign not in index.names:
            record = Record(place, {"id": foreign})
            event = BodyEstablished(
                body=index.body(foreign),
                name=index.naming.short(foreign),
                unnamed=True,
                identifiers={"oparl": foreign},
            )
            if not index.former.exists(event.body):
                yield Found("bodies that are named and not described, registered under their ids")
            yield Mentioned(index.draft(record, event))


def _represented(index: OparlIndex) -> Iterator[Item]:
    """Those on whose behalf somebody is a member, now or by an earlier delivery."""
    for foreign in index.names:
        if index.former.is_rested_on(index.naming.subject("organisation", foreign)):
            index.on_behalf.setdefault(foreign, foreign)
    for foreign, place in index.on_behalf.items():
        if own_id(foreign, "organisation") and foreign in index.names:
            continue  # it is told in its turn
        subject = index.naming.subject("organisation", foreign)
        described = index.former.introduction(index.body(foreign)) if foreign not in index.names else None
        name = described.event.name if described and isinstance(described.event, BodyEstablished) else ""
        event = OrganisationRegistered(
            organisation=subject,
            name=index.names.get(foreign) or name or index.naming.short(foreign),
            identifiers={"oparl": foreign},
        )
        draft = index.draft(Record(place, {"id": foreign}), event)
        yield told(draft) if foreign in index.names else Mentioned(replace(draft, note=NAMED_ONLY))


def _membership(record: Record, person: str, index: OparlIndex) -> Iterator[Item]:
    body = index.body(record.text("organization"))
    represented = record.links("onBehalfOf")[:1]
    behalf = index.naming.subject("organisation", represented[0]) if represented else None
    spell, own, role = index.naming.local(record.text("id")), OwnWords(record), record.optional("role")
    event: Event
    ended: Event
    if own.told.optional("is") == "office":
        event = OfficeAssigned(body=body, office=record.text("role"), holder=person, on_behalf_of=behalf)
        ended = OfficeVacated(body=body, office=role, holder=person, reason=own.told.optional("why_ended"))
    else:
        voting, why = record.flag("votingRight"), own.told.optional("why_ended")
        event = MembershipStarted(
            body=body, member=person, on_behalf_of=behalf, voting=voting, role=role, membership=spell
        )
        ended = MembershipEnded(body=body, member=person, membership=spell, reason=why)
    drafts: list[Draft] = [index.draft(record, event, record.date("startDate") or own.day("start"))]
    if end := own.end(record.date("endDate")):
        yield from () if own.is_own else (Found(_LAST_DAYS),)
        drafts.append(replace(index.draft(record, ended, end.on), standing=end.standing))
    yield told(*drafts)


FORMAT = Format(
    "oparl",
    "OParl 1.0 or 1.1 (a folder, an archive or a file of JSON objects)",
    Oparl,
    "",
    r'"type"\s*:\s*"https?:\\?/\\?/schema\.oparl\.org',
)
