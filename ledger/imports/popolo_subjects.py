"""Organizations, persons and posts of a Popolo document."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.imports.items import Item, told, unfit
from ledger.imports.popolo_index import Index
from ledger.imports.record import Record
from ledger.vocabulary.dates import UNKNOWN
from ledger.vocabulary.organisations import BodyDissolved, BodyEstablished, OrganisationRegistered
from ledger.vocabulary.people import PersonRegistered, PostCreated


def organizations(record: Record, index: Index, depth: int) -> Iterator[Item]:
    """An organization of a depth, so that what it is part of comes before it."""
    foreign = record.text("id")
    found = index.depths.get(foreign, 0)
    if found < 0 == depth:
        yield unfit(record.place, f"'{foreign}' would be part of itself", "ask the source which is so")
    if found != depth:
        return
    if index.is_organisation(foreign):
        yield told(
            index.draft(
                record,
                OrganisationRegistered(
                    organisation=index.subject("organisation", foreign),
                    name=record.text("name"),
                    kind=record.optional("classification"),
                    also=_others(record),
                    identifiers=_identifiers(record, index),
                ),
            )
        )
    if index.is_body(foreign):
        yield _body(record, foreign, index)


def persons(record: Record, index: Index) -> Iterator[Item]:
    """A person with all names."""
    event = PersonRegistered(
        person=index.subject("person", record.text("id")),
        name=record.text("name"),
        unnamed=_beside(record).flag("only_described") or False,
        also=_others(record),
        identifiers=_identifiers(record, index),
    )
    yield told(index.draft(record, event))


def posts(record: Record, index: Index) -> Iterator[Item]:
    """A post exists; one that has no label is called by its role."""
    organisation = record.optional("organization_id")
    event = PostCreated(
        post=index.subject("post", record.text("id")),
        title=record.optional("label") or record.text("role"),
        organisation=index.subject("organisation", organisation)
        if organisation in index.depths and index.is_organisation(organisation)
        else None,
        also=record.links("other_label") if isinstance(record.values.get("other_label"), list) else (),
        unnamed=_beside(record).flag("only_described") or False,
    )
    yield told(index.draft(record, event))


def _body(record: Record, foreign: str, index: Index) -> Item:
    parent = record.optional("parent_id")
    of = _beside(record).links("of") or ((parent,) if parent and not index.is_body(parent) else ())
    event = BodyEstablished(
        body=index.subject("body", foreign),
        name=record.text("name"),
        kind=record.optional("classification"),
        purpose=record.optional("description"),
        parent=index.subject("body", parent) if parent in index.depths and index.is_body(parent) else None,
        of=tuple(index.subject("organisation", each) for each in of if each in index.depths),
        also=_others(record),
        unnamed=_beside(record).flag("only_described") or False,
        identifiers=_identifiers(record, index),
    )
    drafts = [index.draft(record, event, record.date("founding_date") or UNKNOWN)]
    if end := record.date("dissolution_date"):
        drafts.append(index.draft(record, BodyDissolved(body=event.body), end))
    return told(*drafts)


def _beside(record: Record) -> Record:
    """What our own export puts beside what Popolo has a word for."""
    own = record.values.get("govledger")
    return Record(record.place, own if isinstance(own, dict) else {})


def _others(record: Record) -> tuple[str, ...]:
    names = (other.optional("name") for other in record.records("other_names"))
    return tuple(name for name in dict.fromkeys(names) if name and name != record.optional("name"))


def _identifiers(record: Record, index: Index) -> dict[str, str]:
    own = record.text("id")
    found = {each.text("scheme"): each.text("identifier") for each in record.records("identifiers")}
    return found if ":" in own else {index.naming.register: own, **found}
