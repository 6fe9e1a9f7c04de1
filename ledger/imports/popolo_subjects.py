"""Who and what a Popolo document is about: its organizations, persons and posts, and what refers to what.

From what its lists refer to in one another follows whether an organization is a body, an organisation or both, and by
which convention the ends of memberships are meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from ledger.entries.entry import Draft
from ledger.imports.documents import Spool, depths
from ledger.imports.former import Former
from ledger.imports.popolo_before import MembershipsBefore
from ledger.imports.popolo_nesting import WITHIN
from ledger.imports.records import Aside, Item, Naming, Record, digested, own_subject, told, unfit
from ledger.refusals import Refusal
from ledger.vocabulary.dates import UNKNOWN, When, day_text, exactly, when
from ledger.vocabulary.event import Event
from ledger.vocabulary.organisations import BodyDissolved, BodyEstablished, OrganisationRegistered
from ledger.vocabulary.people import PersonRegistered, PersonRenamed, PostCreated
from ledger.vocabulary.provenance import Source, Standing
from ledger.vocabulary.subjects import name_of


class Term(NamedTuple):
    """The beginning and the end of a legislative period, as far as they are told."""

    start: When | None
    end: When | None


@dataclass
class PopoloIndex:
    """What is needed to understand an object that refers to others; ids are those of the source."""

    naming: Naming
    former: Former = field(default_factory=Former)
    places: set[str] = field(default_factory=set)
    """Where memberships stand in the source: by their ids, or by what tells them apart."""
    bodies: set[str] = field(default_factory=set)
    organisations: set[str] = field(default_factory=set)
    depths: dict[str, int | None] = field(default_factory=dict)
    """How many organizations of the source an organization is within; None where within itself."""
    terms: dict[str, Term] = field(default_factory=dict)
    """Legislative periods of the source; nothing is told of the dates of some."""
    employers: dict[str, str] = field(default_factory=dict)
    """The organizations of posts."""
    in_office: set[tuple[str, str]] = field(default_factory=set)
    """Who has an office in what organization."""
    seats: dict[tuple[str, str], list[tuple[int, int]]] = field(default_factory=dict)
    """From which until which day they certainly are members of it, by memberships that are no office; as subjects."""
    ends: int = 0
    """Memberships that have an end."""
    touching: int = 0
    """Memberships that end on the day on which the same person's next one in the same organization begins."""
    adjacent: int = 0
    """Memberships that end on the day before."""

    shifted_before: int = 0
    """Memberships that end on the day before the one that is told, as far as earlier deliveries were recorded."""
    kept_before: int = 0
    """Memberships that end on the day that is told, as far as that."""

    @property
    def document(self) -> str:
        """The short name of the document that the source is."""
        return f"popolo-{self.naming.register}".replace("/", "-")

    @cached_property
    def before(self) -> MembershipsBefore:
        """What earlier deliveries have told of memberships."""
        return MembershipsBefore(self.former, self.document)

    @property
    def ends_are_first_days_out(self) -> bool:
        """Whether an end is the first day no longer in force: the next one begins on it, and never the day after.

        A part of a source may show neither; then its ends are meant as those of the same memberships were before.
        """
        if self.touching or self.adjacent:
            return self.adjacent == 0
        return self.shifted_before > self.kept_before

    def subject(self, kind: str, foreign: str) -> str:
        """The subject that an id stands for, as one of a kind."""
        return own_subject(foreign, kind) or self.naming.subject(kind, foreign)

    def holds(self, kind: str, foreign: str) -> bool:
        """Whether the source describes an organization, or has described it before as one of a kind."""
        return foreign in self.depths or self.former.exists(self.subject(kind, foreign))

    def organization_of(self, membership: Record) -> str:
        """The organization of a membership, or of the post that somebody has by it and that is all it names."""
        if (named := membership.optional("organization_id")) or not membership.optional("person_id"):
            return named
        post = membership.optional("post_id")
        if not post or post in self.employers:
            return self.employers.get(post, "")
        told = self.former.introduction(self.subject("post", post))
        employer = told.event.organisation if told and isinstance(told.event, PostCreated) else None
        return f"body:{name_of(employer)}" if employer else ""

    def is_body(self, foreign: str) -> bool:
        """Whether somebody is a member of an organization, or our own export says that it is a body."""
        return bool(own_subject(foreign, "body")) or (
            not own_subject(foreign, "organisation")
            and (foreign in self.bodies or self.former.exists(self.naming.subject("body", foreign)))
        )

    def has_body(self, foreign: str) -> bool:
        """Whether an organization is a body, and is described here or was before."""
        return self.is_body(foreign) and self.holds("body", foreign)

    def is_organisation(self, foreign: str) -> bool:
        """Whether an organization is represented, has posts, or has no members told, or something rests on it."""
        if own_subject(foreign, "organisation") or own_subject(foreign, "body"):
            return bool(own_subject(foreign, "organisation"))
        if foreign in self.organisations or not self.is_body(foreign):
            return True
        return self.former.is_rested_on(self.naming.subject("organisation", foreign))

    def dated_before(self, membership: Record) -> Term:
        """The bounds that a membership took of its legislative period, where only an earlier delivery tells of that."""
        start, end = self.before.inferred(place_of(membership, self))
        return Term(start, end or UNKNOWN)

    def last_day(self, end: When) -> When:
        """An end by the convention of the source, as the last day in force."""
        return exactly(end.earliest - 1) if end.is_exact and self.ends_are_first_days_out else end

    def draft(
        self,
        record: Record,
        event: Event,
        on: When = UNKNOWN,
        standing: Standing | None = None,
        by: str = "",
        *,
        inferred: bool = False,
    ) -> Draft:
        """A draft with the object as its source; without a standing it has that which our own export tells."""
        source = Source(
            document=f"Popolo register {self.naming.register}",
            id=self.document,
            at=place_of(record, self),
        )
        return Draft(
            event=event,
            source=source,
            occurred=on,
            standing=standing or standing_told(beside(record), Standing.REPORTED),
            stated_by=by,
            visibility=beside(record).optional("exempt"),
            date_standing=Standing.INFERRED if inferred else None,
            place=record.place,
        )


def indexed(spool: Spool, naming: Naming, former: Former) -> PopoloIndex:
    """The index of what waits; what cannot be read is left out here and refused when its turn comes."""
    index = PopoloIndex(naming, former)
    parents: dict[str, str] = {}
    for place, value in spool.take("organizations"):
        with suppress(Refusal):
            parents[Record(place, value).text("id")] = _parent(Record(place, value))
    index.depths = depths(parents)
    for place, value in spool.take("events"):
        _note_term(Record(place, value), index)
    for place, value in spool.take("posts"):
        _note(Record(place, value), "organization_id", index.organisations)
        _note_employer(Record(place, value), index)
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for place, value in spool.take("memberships"):
        with suppress(Refusal):
            index.bodies.add(index.organization_of(Record(place, value)))
        _note(Record(place, value), "on_behalf_of_id", index.organisations)
        _note_span(Record(place, value), spans, index)
    _count_conventions(spans, index)
    _count_conventions_before(spool, index)
    index.bodies.discard("")
    return index


def rank(value: dict[str, object], index: PopoloIndex) -> int:
    """The place of an organization among all: after what it is part of, or anywhere where it cannot be recorded."""
    foreign = value.get("id")
    return (index.depths.get(foreign.strip()) if isinstance(foreign, str) else 0) or 0


def _parent(record: Record) -> str:
    """What an organization is part of; nothing where that cannot be read, which is refused when its turn comes."""
    with suppress(Refusal):
        return record.optional("parent_id")
    return ""


def _note(record: Record, key: str, where: set[str]) -> None:
    with suppress(Refusal):
        if foreign := record.optional(key):
            where.add(foreign)


def _note_employer(post: Record, index: PopoloIndex) -> None:
    with suppress(Refusal):
        if employer := post.optional("organization_id"):
            index.employers[post.text("id")] = employer


def _note_term(record: Record, index: PopoloIndex) -> None:
    with suppress(Refusal):
        foreign, term = record.text("id"), Term(record.date("start_date"), record.date("end_date"))
        is_possible = term.start is None or term.end is None or not term.end.is_before(term.start)
        index.terms[foreign] = term if any(term) and is_possible else Term(None, UNKNOWN)


def seat(record: Record, index: PopoloIndex) -> tuple[str, str]:
    """Who is a member of what, by the ids of the source."""
    return record.optional("person_id"), index.organization_of(record)


_OFFICE: Final = re.compile(r"((vice|deputy|co|acting|interim)[- ]?)*chair(man|woman|person)?", re.IGNORECASE)


def is_office(role: str) -> bool:
    """Whether a role is that of who presides, or of their deputy."""
    return _OFFICE.fullmatch(role) is not None


_APART: Final = ("person_id", "organization_id", "role", "on_behalf_of_id", "legislative_period_id", "start_date")
_APART_TOO: Final = ("area_id", "post_id")
"""What tells apart the seats for two areas, where it is told."""


def apart(record: Record, index: PopoloIndex) -> str:
    """A name for a membership that has no id: made of all but its end, which may come with a later version."""
    told = [record.optional(key) for key in _APART]
    told += [f"{key} {record.optional(key)}" for key in _APART_TOO if record.optional(key)]
    return digested("\n".join(told), name_of(index.subject("person", told[0]))) if all(told[:2]) else ""


def place_of(record: Record, index: PopoloIndex) -> str:
    """Where in the source an object stands: by its id, or by what tells it apart."""
    return record.optional("id") or apart(record, index)


def _note_span(record: Record, spans: dict[tuple[str, str], list[tuple[int, int]]], index: PopoloIndex) -> None:
    try:
        start, end = record.date("start_date"), record.date("end_date")
        whose, role = seat(record, index), record.optional("role")
        index.places.add(place_of(record, index))
    except Refusal:
        return
    if all(whose) and is_office(role):
        index.in_office.add(whose)
    index.ends += end is not None
    exact = [date.earliest if date is not None and date.is_exact else 0 for date in (start, end)]
    if any(exact) and all(whose):
        spans.setdefault(whose, []).append((exact[0], exact[1]))


def _count_conventions(spans: dict[tuple[str, str], list[tuple[int, int]]], index: PopoloIndex) -> None:
    for dates in spans.values():
        starts = {start for start, _ in dates if start}
        index.touching += sum(end in starts and start != end for start, end in dates if end)
        index.adjacent += sum(end + 1 in starts for _, end in dates if end)


def _count_conventions_before(spool: Spool, index: PopoloIndex) -> None:
    """How the ends of the memberships of a part were recorded, where other parts were delivered before it."""
    if index.touching or index.adjacent or not index.ends or not index.before.has_others(index.places):
        return
    for place, value in spool.take("memberships"):
        with suppress(Refusal):
            record = Record(place, value)
            end, recorded = record.date("end_date"), index.before.end(place_of(record, index))
            if end is not None and recorded is not None and end.is_exact and recorded.is_exact:
                index.shifted_before += recorded.earliest == end.earliest - 1
                index.kept_before += recorded.earliest == end.earliest


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


def beside(record: Record) -> Record:
    """What our own export puts beside what Popolo has a word for."""
    own = record.values.get("govledger")
    return Record(record.place, own if isinstance(own, dict) else {})


def standing_told(told: Record, otherwise: Standing) -> Standing:
    """The standing that our own export tells.

    Raises:
        Refusal: it is none.
    """
    text = told.optional("standing") if isinstance(told.values, dict) else ""
    if text and text not in list(Standing):
        raise told.wrong("standing", text, f"one of {', '.join(Standing)}")
    return Standing(text) if text else otherwise


def date_told(own: Record, key: str) -> When | None:
    """A date that our own export tells in full, since Popolo has no word for it."""
    bounds = own.values.get(key)
    return when(Record(own.place, bounds).text("edtf")) if isinstance(bounds, dict) else None


def _others(record: Record) -> tuple[str, ...]:
    names = (other.optional("name") for other in record.records("other_names"))
    return tuple(name for name in dict.fromkeys(names) if name and name != record.optional("name"))


def _identifiers(record: Record, index: PopoloIndex) -> dict[str, str]:
    own = record.text("id")
    found = {each.text("scheme"): each.text("identifier") for each in record.records("identifiers")}
    return found if ":" in own else {index.naming.register: own, **found}
