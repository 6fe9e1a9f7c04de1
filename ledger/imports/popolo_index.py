"""What refers to what in a Popolo source: by it an object is understood that names others.

From what its lists refer to in one another follows whether an organization is a body, an organisation or both, and by
which convention the ends of memberships are meant.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from ledger.entries.entry import Draft
from ledger.imports.documents import Spool, depths
from ledger.imports.former import Former
from ledger.imports.popolo_before import MembershipsBefore
from ledger.imports.records import Naming, Record, digested, own_subject
from ledger.refusals import Refusal
from ledger.vocabulary.dates import UNKNOWN, When, exactly, when
from ledger.vocabulary.event import Event
from ledger.vocabulary.people import PostCreated
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
