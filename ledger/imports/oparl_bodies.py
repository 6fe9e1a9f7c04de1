"""The organisations of an OParl source as bodies with their terms, and persons with their memberships."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.entries.entry import Draft
from ledger.imports.items import Found, Item, Unfit, told, unfit
from ledger.imports.oparl_index import Index
from ledger.imports.record import Record
from ledger.imports.spool import Spool
from ledger.refusals import Refusal
from ledger.vocabulary.dates import UNKNOWN
from ledger.vocabulary.membership import MembershipEnded, MembershipStarted
from ledger.vocabulary.organisations import BodyDissolved, BodyEstablished, OrganisationRegistered
from ledger.vocabulary.people import PersonRegistered

_LAST_DAYS = "ends, each taken as the last day in force (OParl endDate)"


def bodies(spool: Spool, index: Index) -> Iterator[Item]:
    """Each body after the one that it is part of; those that are only named follow under their ids."""
    depths = {foreign: _depth(foreign, index) for foreign in index.names}
    for depth in range(max((depth for depth in depths.values() if depth is not None), default=-1) + 1):
        for place, value in spool.take("Organization"):
            if depths.get(value.get("id") if isinstance(value.get("id"), str) else "") == depth:
                yield from _safely(Record(place, value), index)
    for place, value in spool.take("Organization"):
        foreign = value.get("id")
        if not isinstance(foreign, str) or not foreign:
            yield unfit(place, "it has no id", "complete it in the source")
        elif depths.get(foreign, 0) is None:
            yield unfit(place, f"'{index.naming.short(foreign)}' would be part of itself", "ask the source which is so")
    yield from _only_named(index)
    yield from _represented(index)


def persons(record: Record, index: Index) -> Iterator[Item]:
    """A person, and the memberships that come with it."""
    person = index.naming.subject("person", record.text("id"))
    name = record.optional("name") or " ".join(filter(None, map(record.optional, ("givenName", "familyName"))))
    event = PersonRegistered(person=person, name=name or record.text("name"), identifiers={"oparl": record.text("id")})
    yield told(index.draft(record, event))
    for membership in record.records("membership"):
        try:
            yield from _membership(membership, person, index)
        except Refusal as refusal:
            yield Unfit(refusal.at(membership.place))


def _depth(foreign: str, index: Index) -> int | None:
    """How many bodies a body is within; None where it would be within itself."""
    seen = {foreign}
    while (parent := index.parents.get(foreign, "")) in index.names:
        if parent in seen:
            return None
        seen.add(parent)
        foreign = parent
    return len(seen) - 1


def _safely(record: Record, index: Index) -> Iterator[Item]:
    try:
        yield from _body(record, index)
    except Refusal as refusal:
        yield Unfit(refusal.at(record.place))


def _body(record: Record, index: Index) -> Iterator[Item]:
    foreign = record.text("id")
    parent = index.parents.get(foreign, "")
    short = record.optional("shortName")
    event = BodyEstablished(
        body=index.body(foreign),
        name=record.text("name"),
        kind=record.optional("classification") or record.optional("organizationType"),
        parent=index.body(parent) if parent in index.names else None,
        also=(short,) if short and short != record.text("name") else (),
        identifiers={"oparl": foreign},
    )
    drafts = [index.draft(record, event, record.date("startDate") or UNKNOWN)]
    if end := record.date("endDate"):
        yield Found(_LAST_DAYS)
        drafts.append(index.draft(record, BodyDissolved(body=event.body), end))
    yield told(*drafts)


def _only_named(index: Index) -> Iterator[Item]:
    for foreign, place in index.mentioned.items():
        if foreign not in index.names:
            record = Record(place, {"id": foreign})
            event = BodyEstablished(
                body=index.body(foreign),
                name=index.naming.short(foreign),
                unnamed=True,
                identifiers={"oparl": foreign},
            )
            yield Found("bodies that are named and not described, registered under their ids")
            yield told(index.draft(record, event))


def _represented(index: Index) -> Iterator[Item]:
    for foreign, place in index.on_behalf.items():
        event = OrganisationRegistered(
            organisation=index.naming.subject("organisation", foreign),
            name=index.names.get(foreign, index.naming.short(foreign)),
            identifiers={"oparl": foreign},
        )
        yield told(index.draft(Record(place, {"id": foreign}), event))


def _membership(record: Record, person: str, index: Index) -> Iterator[Item]:
    body = index.body(record.text("organization"))
    represented = record.links("onBehalfOf")[:1]
    spell = index.naming.local(record.text("id"))
    event = MembershipStarted(
        body=body,
        member=person,
        on_behalf_of=index.naming.subject("organisation", represented[0]) if represented else None,
        voting=record.flag("votingRight"),
        role=record.optional("role"),
        membership=spell,
    )
    drafts: list[Draft] = [index.draft(record, event, record.date("startDate") or UNKNOWN)]
    if end := record.date("endDate"):
        yield Found(_LAST_DAYS)
        drafts.append(index.draft(record, MembershipEnded(body=body, member=person, membership=spell), end))
    yield told(*drafts)
