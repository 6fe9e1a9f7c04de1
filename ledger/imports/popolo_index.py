"""What the lists of a Popolo document refer to in one another, and by which convention its ends are meant."""

from __future__ import annotations

from dataclasses import dataclass, field

from ledger.entries.entry import Draft
from ledger.imports.naming import Naming, own_subject
from ledger.imports.record import Record
from ledger.imports.spool import Spool
from ledger.refusals import Refusal
from ledger.vocabulary.dates import UNKNOWN, When, day_text, exactly, when
from ledger.vocabulary.event import Event
from ledger.vocabulary.provenance import Source, Standing


@dataclass
class Index:
    """What is needed to understand an object that refers to others; ids are those of the source."""

    naming: Naming
    bodies: set[str] = field(default_factory=set)
    organisations: set[str] = field(default_factory=set)
    depths: dict[str, int] = field(default_factory=dict)
    """How many organizations of the source an organization is within; -1 where within itself."""
    terms: dict[str, When] = field(default_factory=dict)
    """Legislative periods: some day within them."""
    touching: int = 0
    """Memberships that end on the day on which the same person's next one in the same organization begins."""
    adjacent: int = 0
    """Memberships that end on the day before."""

    @property
    def deepest(self) -> int:
        """The greatest depth."""
        return max(self.depths.values(), default=0)

    @property
    def ends_are_first_days_out(self) -> bool:
        """Whether an end is the first day no longer in force: the next one begins on it, and never the day after."""
        return self.touching > 0 and self.adjacent == 0

    def subject(self, kind: str, foreign: str) -> str:
        """The subject that an id stands for, as one of a kind."""
        return own_subject(foreign, kind) or self.naming.subject(kind, foreign)

    def is_body(self, foreign: str) -> bool:
        """Whether somebody is a member of an organization, or our own export says that it is a body."""
        return bool(own_subject(foreign, "body")) or (
            not own_subject(foreign, "organisation") and foreign in self.bodies
        )

    def is_organisation(self, foreign: str) -> bool:
        """Whether an organization is represented, has posts, or has no members told."""
        return bool(own_subject(foreign, "organisation")) or (
            not own_subject(foreign, "body") and (foreign in self.organisations or foreign not in self.bodies)
        )

    def last_day(self, end: When) -> When:
        """An end by the convention of the source, as the last day in force."""
        return exactly(end.earliest - 1) if end.is_exact and self.ends_are_first_days_out else end

    def draft(
        self, record: Record, event: Event, on: When = UNKNOWN, standing: Standing = Standing.REPORTED, by: str = ""
    ) -> Draft:
        """A draft with the object as its source."""
        source = Source(
            document=f"Popolo register {self.naming.register}",
            id=f"popolo-{self.naming.register}".replace("/", "-"),
            at=record.optional("id"),
        )
        return Draft(event=event, source=source, occurred=on, standing=standing, stated_by=by, place=record.place)


def indexed(spool: Spool, naming: Naming) -> Index:
    """The index of what waits; what cannot be read is left out here and refused when its turn comes."""
    index = Index(naming)
    parents: dict[str, str] = {}
    for _, value in spool.take("organizations"):
        foreign, parent = value.get("id"), value.get("parent_id")
        if isinstance(foreign, str):
            parents[foreign] = parent if isinstance(parent, str) else ""
    index.depths = {foreign: _depth(foreign, parents) for foreign in parents}
    for place, value in spool.take("events"):
        _note_term(Record(place, value), index)
    for _, value in spool.take("posts"):
        _note(value.get("organization_id"), index.organisations)
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for place, value in spool.take("memberships"):
        _note(value.get("organization_id"), index.bodies)
        _note(value.get("on_behalf_of_id"), index.organisations)
        _note_span(Record(place, value), spans)
    _count_conventions(spans, index)
    return index


def _note(foreign: object, where: set[str]) -> None:
    if isinstance(foreign, str):
        where.add(foreign)


def _depth(foreign: str, parents: dict[str, str]) -> int:
    seen = {foreign}
    while (parent := parents.get(foreign, "")) in parents:
        if parent in seen:
            return -1
        seen.add(parent)
        foreign = parent
    return len(seen) - 1


def _note_term(record: Record, index: Index) -> None:
    try:
        foreign, start, end = record.text("id"), record.date("start_date"), record.date("end_date")
        first = day_text(start.earliest) if start else ""
        last = day_text(end.latest) if end else ""
        index.terms[foreign] = when(f"[{first}..{last}]")
    except Refusal:
        return


def _note_span(record: Record, spans: dict[tuple[str, str], list[tuple[int, int]]]) -> None:
    try:
        start, end = record.date("start_date"), record.date("end_date")
        seat = (record.optional("person_id"), record.optional("organization_id"))
    except Refusal:
        return
    exact = [date.earliest if date is not None and date.is_exact else 0 for date in (start, end)]
    if any(exact) and all(seat):
        spans.setdefault(seat, []).append((exact[0], exact[1]))


def _count_conventions(spans: dict[tuple[str, str], list[tuple[int, int]]], index: Index) -> None:
    for dates in spans.values():
        starts = {start for start, _ in dates if start}
        index.touching += sum(end in starts and start != end for start, end in dates if end)
        index.adjacent += sum(end + 1 in starts for _, end in dates if end)
