"""Who and what a Popolo document is about: its organizations, persons and posts."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.entries.entry import Draft
from ledger.imports.popolo_index import PopoloIndex, beside
from ledger.imports.popolo_nesting import WITHIN
from ledger.imports.records import Aside, Item, Record, told, unfit
from ledger.vocabulary.dates import UNKNOWN, day_text, exactly, when
from ledger.vocabulary.organisations import BodyDissolved, BodyEstablished, OrganisationRegistered
from ledger.vocabulary.people import PersonRegistered, PersonRenamed, PostCreated


def organizations(record: Record, index: PopoloIndex) -> Iterator[Item]:
    """An organization, as a body, an organisation or both."""
    foreign = record.text("id")
    if index.depths.get(foreign, 0) is None:
        yield unfit(record.place, f"'{foreign}' would be part of itself", "recorded without its parent; ask the source")
        record = Record(record.place, {**record.values, "parent_id": None})
    yield from _only_named(record)
    parent = record.optional("parent_id")
    if parent and not index.holds("body" if index.is_body(parent) else "organisation", parent):
        yield Aside("what organizations are part of, where the source does not describe it")
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


def _only_named(record: Record) -> Iterator[Item]:
    """What should stand within an object, and is only named there."""
    for key in WITHIN:
        yield from (Aside(f"{key} that are named and not contained") for _ in record.named(key))


def persons(record: Record, index: PopoloIndex) -> Iterator[Item]:
    """A person with all names."""
    yield from _only_named(record)
    event = PersonRegistered(
        person=index.subject("person", record.text("id")),
        name=record.text("name"),
        unnamed=beside(record).flag("only_described") or False,
        also=_others(record),
        identifiers=_identifiers(record, index),
    )
    yield told(index.draft(record, event), *_renamings(record, event, index))


def _renamings(record: Record, event: PersonRegistered, index: PopoloIndex) -> Iterator[Draft]:
    """Since when a person went by which name: of former names, which have an end, and of the one that they have now.

    After the last former name they go by the name of the record.
    """
    dated = [(each, each.date("start_date"), each.date("end_date")) for each in record.records("other_names")]
    spans = [
        (each.text("name"), start, end)
        for each, start, end in dated
        if end or (start and each.text("name") == event.name)
    ]
    starts = [start.earliest for _, start, _ in spans if start]
    for name, start, end in spans:
        since = start or when(f"[..{day_text(end.latest)}]") if end else start
        if since is not None:
            yield index.draft(record, PersonRenamed(person=event.person, name=name), since)
    last = max((end for _, _, end in spans if end), key=lambda end: end.latest, default=None)
    if last is not None and last.is_exact and not any(start > last.earliest for start in starts):
        yield index.draft(record, PersonRenamed(person=event.person, name=event.name), exactly(last.earliest + 1))


def posts(record: Record, index: PopoloIndex) -> Iterator[Item]:
    """A post exists; one that has no label is called by its role."""
    organisation = record.optional("organization_id")
    is_described = bool(organisation) and index.holds("organisation", organisation)
    if organisation and not is_described:
        yield Aside("what posts belong to, where the source does not describe it")
    event = PostCreated(
        post=index.subject("post", record.text("id")),
        title=record.optional("label") or record.text("role"),
        organisation=index.subject("organisation", organisation)
        if is_described and index.is_organisation(organisation)
        else None,
        also=record.links("other_label") if isinstance(record.values.get("other_label"), list) else (),
        unnamed=beside(record).flag("only_described") or False,
    )
    yield told(index.draft(record, event))


def _body(record: Record, foreign: str, index: PopoloIndex) -> Item:
    parent = record.optional("parent_id")
    of = beside(record).links("of") or ((parent,) if parent and not index.is_body(parent) else ())
    event = BodyEstablished(
        body=index.subject("body", foreign),
        name=record.text("name"),
        kind=record.optional("classification"),
        purpose=record.optional("description"),
        parent=index.subject("body", parent) if parent and index.has_body(parent) else None,
        of=tuple(index.subject("organisation", each) for each in of if index.holds("organisation", each)),
        also=_others(record),
        unnamed=beside(record).flag("only_described") or False,
        identifiers=_identifiers(record, index),
    )
    drafts = [index.draft(record, event, record.date("founding_date") or UNKNOWN)]
    if end := record.date("dissolution_date"):
        drafts.append(index.draft(record, BodyDissolved(body=event.body), end))
    return told(*drafts)


def _others(record: Record) -> tuple[str, ...]:
    names = (other.optional("name") for other in record.records("other_names"))
    return tuple(name for name in dict.fromkeys(names) if name and name != record.optional("name"))


def _identifiers(record: Record, index: PopoloIndex) -> dict[str, str]:
    own = record.text("id")
    found = {each.text("scheme"): each.text("identifier") for each in record.records("identifiers")}
    return found if ":" in own else {index.naming.register: own, **found}
