"""A spreadsheet saved as CSV: bodies and their successions, members, referrals and resolutions, one a row.

Names become subjects on first sight. Within one register a name stands for one body, one person, one project:
where two share a name, the spreadsheet has to tell them apart, by the source's own id, by a fuller name, or by the id
of a subject that is in the ledger. Such an id (`person:tom-hale`) is taken as it is.

Bodies that have a row of their own are introduced first, each after the one that it is part of: a row that only names a
body says nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from ledger.entries.entry import Draft
from ledger.imports.documents import depths
from ledger.imports.files import rows
from ledger.imports.records import (
    Aside,
    Format,
    Found,
    InStepReader,
    Item,
    Mentioned,
    Naming,
    Progress,
    Record,
    Statement,
    Unfit,
    digested,
    is_vacancy,
    own_subject,
    told,
    unfit,
)
from ledger.imports.spreadsheet_before import RowsBefore
from ledger.imports.spreadsheet_columns import BODY, KINDS, MEMBER, NAMES, needed, not_allowed
from ledger.refusals import Refusal
from ledger.vocabulary.dates import UNKNOWN, When, exactly
from ledger.vocabulary.event import Event
from ledger.vocabulary.membership import MembershipEnded, MembershipStarted
from ledger.vocabulary.organisations import (
    BodiesSucceeded,
    BodyDissolved,
    BodyEstablished,
    BodyVacanciesDeclared,
    OrganisationRegistered,
)
from ledger.vocabulary.people import PersonRegistered
from ledger.vocabulary.projects import ProjectOpened, ProjectReferred
from ledger.vocabulary.provenance import Source, Standing
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb
from ledger.vocabulary.subjects import name_of

_VOTING: Final = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False, "": None}


class Spreadsheet(InStepReader):
    """Reads a CSV file with the columns of the reference."""

    places_are_objects = False

    def __init__(self, path: Path, register: str = "spreadsheet") -> None:
        self.progress = Progress()
        self._path = path
        self._naming = Naming(register)
        self.origin = f"csv {register}"
        self._known: set[str] = set()
        self._before = RowsBefore(self.former)
        self._ids: dict[tuple[str, str], set[str]] = {}
        self._bodies: dict[str, set[str]] = {}
        """The bodies that have a row of their own, by their names."""
        self._named_by: dict[str, str] = {}
        """The names of those who have ids."""

    def items(self) -> Iterator[Item]:
        """Each subject before the first row that names it."""
        self._known, self._ids, self._named_by = set(), {}, {}
        self._before = RowsBefore(self.former)
        bodies: list[tuple[str, Record]] = []
        self._bodies = {}
        for row in self._rows_of_bodies():
            try:
                bodies.append((self._subject("body", row, "body"), row))
                self._bodies.setdefault(row.text("body"), set()).add(bodies[-1][0])
            except Refusal as refusal:
                yield Unfit(refusal.at(row.place))
        parents = {subject: self._parent(row) for subject, row in bodies}
        depth = depths(parents)
        self._known.update(parents)
        for subject, row in sorted(bodies, key=lambda each: depth[each[0]] or 0):
            if depth[subject] is None:
                yield unfit(row.place, f"'{row.text('body')}' would be part of itself", "ask the source which is so")
            else:
                yield from self._safely(row)
        for found in rows(self._path, self.progress):
            if isinstance(found, Unfit):
                yield found
                continue
            if unknown := [name for name in found.values if name not in NAMES]:
                remedy = f"the columns are {', '.join(NAMES)}"
                yield Unfit(Refusal(f"there is no column '{unknown[0]}'; nothing was read", remedy, self._path.name))
                return
            record = Record(found.place, found.values)
            if not _is_of_body(record):
                yield from self._safely(record)

    def _rows_of_bodies(self) -> Iterator[Record]:
        """The rows that describe a body; what cannot be read is refused when its turn comes."""
        for found in rows(self._path, Progress()):
            if not isinstance(found, Unfit) and not set(found.values).difference(NAMES):
                record = Record(found.place, found.values)
                if _is_of_body(record):
                    yield record

    def _safely(self, record: Record) -> Iterator[Item]:
        try:
            yield from self._of_row(record)
        except Refusal as refusal:
            yield Unfit(refusal.at(record.place))

    def _parent(self, record: Record) -> str:
        with suppress(Refusal):  # refused when its turn comes
            return self._subject("body", record, "part of") if record.optional("part of") else ""
        return ""

    def _of_row(self, record: Record) -> Iterator[Item]:
        kind = record.text("kind").lower()
        if kind not in KINDS:
            raise record.wrong("kind", kind, f"one of {', '.join(KINDS)}")
        for name in needed(kind):
            record.text(name)
        if odd := [name for name in not_allowed(kind) if record.optional(name)]:
            raise Refusal(f"a {kind} has no '{odd[0]}', which says '{record.optional(odd[0])[:40]}'", "empty that cell")
        _standing(record)
        for item in _TELL[kind](self, record):
            if isinstance(item, Statement) and not self.is_snapshot:
                item = Statement(self._before.completed(item.drafts, record.values))
            yield item

    def _body(self, record: Record) -> Iterator[Item]:
        start, end = record.date("from") or UNKNOWN, self._last_day(record)
        of = yield from self._named(record, *([("organisation", "of")] if record.optional("of") else []))
        parent = yield from self._named(record, *([("body", "part of")] if record.optional("part of") else []))
        foreign = record.optional("id")
        event = BodyEstablished(
            body=self._subject("body", record, "body"),
            name=record.text("body"),
            kind=record.optional("type"),
            of=of,
            seats=_seats(record) if record.optional("seats") else None,
            parent=parent[0] if parent else None,
            identifiers={self._naming.register: foreign} if foreign else {},
        )
        drafts = [self._draft(record, event, start)]
        if end is not None:
            drafts.append(self._draft(record, BodyDissolved(body=event.body), end))
        yield told(*drafts)

    def _succession(self, record: Record) -> Iterator[Item]:
        on = record.date("on") or UNKNOWN
        before, after = yield from self._named(record, ("body", "body"), ("body", "to"))
        if before == after:
            raise Refusal(f"'{record.text('to')}' would have taken over from itself", "correct it in the source")
        event = BodiesSucceeded(
            succession=f"succession:{name_of(before)}~to~{name_of(after).rpartition('/')[2]}",
            predecessors=(before,),
            successors=(after,),
        )
        yield told(self._draft(record, event, on))

    def _member(self, record: Record) -> Iterator[Item]:
        start, end = record.date("from") or UNKNOWN, self._last_day(record)
        voting = record.optional("voting").lower()
        if voting not in _VOTING:
            raise record.wrong("voting", voting, "yes or no")
        if is_vacancy(record.text("person")):
            yield from self._named(record, ("body", "body"))
            yield Aside("seats that nobody has: a row of the kind vacancies tells how many")
            return
        body, person = yield from self._named(record, ("body", "body"), ("person", "person"))
        represented = None
        if record.optional("on behalf of"):
            (represented,) = yield from self._named(record, ("organisation", "on behalf of"))
        event = MembershipStarted(
            body=body,
            member=person,
            on_behalf_of=represented,
            voting=_VOTING[voting],
            role=record.optional("role"),
        )
        drafts = [self._draft(record, event, start)]
        if end is not None:
            drafts.append(self._draft(record, MembershipEnded(body=body, member=person), end))
        if record.optional("left on"):
            yield Found("ends given as the first day out, made the last day in force")
        yield told(*drafts)

    def _vacancies(self, record: Record) -> Iterator[Item]:
        on, number = record.date("on") or UNKNOWN, _seats(record)
        (body,) = yield from self._named(record, ("body", "body"))
        yield told(self._draft(record, BodyVacanciesDeclared(body=body, number=number), on))

    def _referral(self, record: Record) -> Iterator[Item]:
        on = record.date("on") or UNKNOWN
        by, to, project = yield from self._named(record, ("body", "body"), ("body", "to"), ("project", "project"))
        event = ProjectReferred(project=project, by=by, to=to, purpose=record.optional("purpose"))
        yield told(self._draft(record, event, on))

    def _resolution(self, record: Record) -> Iterator[Item]:
        on, text = record.date("on") or UNKNOWN, record.text("text")
        verb = _verb(record)
        (body,) = yield from self._named(record, ("body", "body"))
        projects: tuple[str, ...] = ()
        if record.optional("project"):
            projects = yield from self._named(record, ("project", "project"))
        identity = "\0".join((body, on.text, text, record.optional("document"), record.optional("at")))
        event = ResolutionPassed(
            resolution=f"resolution:{self._naming.register}/{digested(identity, text)}",
            text=text,
            limbs=(Limb(verb=verb, text=text, projects=projects),),
            body=body,
        )
        yield told(self._draft(record, event, on))

    def _named(self, record: Record, *columns: tuple[str, str]) -> Generator[Item, None, tuple[str, ...]]:
        """The subjects that columns name, each of a kind; those that are new are introduced first."""
        subjects = []
        for kind, column in columns:
            name, subject = record.text(column), self._subject(kind, record, column)
            if column == "person" and (foreign := record.optional("id")):
                other = self._named_by.setdefault(subject, name)
                if " ".join(other.casefold().split()) != " ".join(name.casefold().split()):
                    raise Refusal(
                        f"its id '{foreign}' is that of '{other}' in another row, and of '{name}' here",
                        "ask the source which is so; write one name the same way in each row",
                    )
            if subject not in self._known and name != subject:
                foreign = record.optional("id") if column == "person" else ""
                event = _INTRODUCE[kind](subject, name, {self._naming.register: foreign} if foreign else {})
                yield from self._namesake(kind, name, foreign)
                yield (told if foreign else Mentioned)(self._draft(record, event, UNKNOWN))
                self._known.add(subject)
            subjects.append(subject)
        return tuple(subjects)

    def _subject(self, kind: str, record: Record, column: str) -> str:
        """The subject that a column names: by the source's id, where it is that of the row; else by its name."""
        name, foreign = record.text(column), record.optional("id")
        of_row = {MEMBER: "person", BODY: "body"}.get(record.optional("kind").lower())
        if foreign and column == of_row:
            return self._naming.subject(kind, foreign)
        described = self._bodies.get(name, set()) if kind == "body" and column != of_row else set()
        if len(described) > 1:
            raise Refusal(
                f"'{name}' is what {len(described)} bodies are called", f"write {' or '.join(sorted(described))}"
            )
        by_name = f"{kind}:{self._naming.register}/{self._naming.by_name(name)}"
        if "id" not in record.values and (before := self._before.with_id(kind, name, self._naming.register)):
            by_name = before  # the column of ids is left out now
        return own_subject(name, kind) or next(iter(described), by_name)

    def _namesake(self, kind: str, name: str, foreign: str) -> Iterator[Item]:
        """A name that stands for several: with two ids, or with an id in one row and without one in another."""
        ids = self._ids.setdefault((kind, name), set())
        if ids and foreign not in ids:
            yield Found(f"namesakes: a {kind} of a name that another row has with another id, or with none")
        ids.add(foreign)

    def _last_day(self, record: Record) -> When | None:
        last, left = record.date("until"), record.date("left on")
        if last is not None and left is not None:
            raise Refusal("both 'until' and 'left on' are filled in", "give the one or the other")
        if left is None:
            return last
        if not left.is_exact:
            raise record.wrong("left on", left.text, "a day; leave it empty and fill in 'until'")
        return exactly(left.earliest - 1)

    def _draft(self, record: Record, event: Event, on: When) -> Draft:
        title = record.optional("document")
        source = Source(
            document=title or f"Spreadsheet {self._naming.register}",
            id="" if title else f"spreadsheet-{self._naming.register}".replace("/", "-"),
            at=record.optional("at"),
        )
        return Draft(
            event=event,
            source=source,
            occurred=on,
            standing=_standing(record),
            note=record.optional("note") if not event.introduces or isinstance(event, ResolutionPassed) else "",
            place=record.place,
        )


def _is_of_body(record: Record) -> bool:
    """Whether a row describes a body, and says which."""
    try:
        return record.text("kind").lower() == BODY and bool(record.text("body"))
    except Refusal:
        return False


_TELL: Final[dict[str, Callable[[Spreadsheet, Record], Iterator[Item]]]] = {
    "body": Spreadsheet._body,
    "succession": Spreadsheet._succession,
    "member": Spreadsheet._member,
    "vacancies": Spreadsheet._vacancies,
    "referral": Spreadsheet._referral,
    "resolution": Spreadsheet._resolution,
}
_INTRODUCE: Final[dict[str, Callable[[str, str, dict[str, str]], Event]]] = {
    "body": lambda subject, name, ids: BodyEstablished(body=subject, name=name, identifiers=ids),
    "person": lambda subject, name, ids: PersonRegistered(person=subject, name=name, identifiers=ids),
    "organisation": lambda subject, name, ids: OrganisationRegistered(organisation=subject, name=name, identifiers=ids),
    "project": lambda subject, name, ids: ProjectOpened(project=subject, title=name),
}


def _seats(record: Record) -> int:
    text = record.text("seats")
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise record.wrong("seats", text, "a number of seats")
    return int(text)


def _standing(record: Record) -> Standing:
    word = record.optional("standing").lower()
    try:
        return Standing(word) if word else Standing.REPORTED
    except ValueError as wrong:
        raise record.wrong("standing", word, f"one of {', '.join(Standing)}") from wrong


def _verb(record: Record) -> Verb:
    word = record.text("verb").lower()
    try:
        return Verb(word)
    except ValueError as wrong:
        raise record.wrong("verb", word, f"one of {', '.join(Verb)}") from wrong


FORMAT = Format(
    "csv",
    "a spreadsheet of bodies, members, vacancies, referrals and resolutions saved as CSV",
    Spreadsheet,
    "spreadsheet",
    r"\A[^\n]*\bkind\b[^\n]*,[^\n]*\bbody\b|\A[^\n]*\bbody\b[^\n]*,[^\n]*\bkind\b",
)
