"""A spreadsheet saved as CSV: members, referrals and resolutions, one a row.

`COLUMNS` is the one table of columns for the reader, the reference and the refusals.

Names become subjects on first sight. Within one register a name stands for one body, one person, one project:
where two share a name, the spreadsheet has to tell them apart, by a fuller name or by the id of a subject that
is in the ledger. Such an id (`person:tom-hale`) is taken as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from ledger.entries.entry import Draft
from ledger.imports.files import rows
from ledger.imports.records import (
    Format,
    Found,
    InStepReader,
    Item,
    Mentioned,
    Naming,
    Progress,
    Record,
    Unfit,
    digested,
    own_subject,
    told,
)
from ledger.refusals import Refusal
from ledger.vocabulary.dates import UNKNOWN, When, exactly
from ledger.vocabulary.event import Event
from ledger.vocabulary.membership import MembershipEnded, MembershipStarted
from ledger.vocabulary.organisations import BodyEstablished, OrganisationRegistered
from ledger.vocabulary.people import PersonRegistered
from ledger.vocabulary.projects import ProjectOpened, ProjectReferred
from ledger.vocabulary.provenance import Source, Standing
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb

MEMBER, REFERRAL, RESOLUTION = "member", "referral", "resolution"
KINDS: Final = (MEMBER, REFERRAL, RESOLUTION)
"""What a row can say, in its column `kind`."""


class SheetColumn(NamedTuple):
    """A column: its name in the first line, what it holds, the kinds of rows that need it and that may have it."""

    name: str
    meaning: str
    needed_by: tuple[str, ...] = ()
    allowed_in: tuple[str, ...] = KINDS


COLUMNS: Final = (
    SheetColumn("kind", "`member`, `referral` or `resolution`", KINDS),
    SheetColumn("body", "the body: its name, or its id in the ledger (`body:icb`)", KINDS),
    SheetColumn("person", "the member: a name, or an id in the ledger (`person:tom-hale`)", (MEMBER,), (MEMBER,)),
    SheetColumn("on behalf of", "the organisation that the member represents", (), (MEMBER,)),
    SheetColumn("role", "in what role, in the words of the source: member, substitute, chair", (), (MEMBER,)),
    SheetColumn("voting", "`yes` or `no`; empty: not known", (), (MEMBER,)),
    SheetColumn("from", "the first day", (), (MEMBER,)),
    SheetColumn("until", "the last day in force", (), (MEMBER,)),
    SheetColumn("left on", "the first day no longer in force; the day before is recorded as the last", (), (MEMBER,)),
    SheetColumn(
        "project",
        "the project: its title, or its id in the ledger (`project:bromley-well`)",
        (REFERRAL,),
        (REFERRAL, RESOLUTION),
    ),
    SheetColumn("to", "the body to which `body` sent the project", (REFERRAL,), (REFERRAL,)),
    SheetColumn("purpose", "what for", (), (REFERRAL,)),
    SheetColumn("text", "the exact words of the resolution", (RESOLUTION,), (RESOLUTION,)),
    SheetColumn("verb", "what it does: noted, agreed, approved, rejected, ...", (RESOLUTION,), (RESOLUTION,)),
    SheetColumn("on", "the day of the referral or the resolution", (), (REFERRAL, RESOLUTION)),
    SheetColumn("document", "the document that says so; empty: the spreadsheet itself"),
    SheetColumn("at", "the place in the document: item, page, paragraph"),
    SheetColumn("standing", "minuted, reported, asserted, expected, ...; empty: reported"),
    SheetColumn("note", "a note for the record"),
)
NAMES: Final = tuple(column.name for column in COLUMNS)
_VOTING: Final = {"yes": True, "no": False, "": None}


class Spreadsheet(InStepReader):
    """Reads a CSV file with the columns of the reference."""

    places_are_objects = False

    def __init__(self, path: Path, register: str = "spreadsheet") -> None:
        self.progress = Progress()
        self._path = path
        self._naming = Naming(register)
        self.origin = f"csv {register}"
        self._known: set[str] = set()

    def items(self) -> Iterator[Item]:
        """Each subject before the first row that names it."""
        self._known = set()
        for row in rows(self._path, self.progress):
            if isinstance(row, Unfit):
                yield row
                continue
            if unknown := [name for name in row.values if name not in NAMES]:
                remedy = f"the columns are {', '.join(NAMES)}"
                yield Unfit(Refusal(f"there is no column '{unknown[0]}'; nothing was read", remedy, self._path.name))
                return
            try:
                yield from self._of_row(Record(row.place, row.values))
            except Refusal as refusal:
                yield Unfit(refusal.at(row.place))

    def _of_row(self, record: Record) -> Iterator[Item]:
        kind = record.text("kind").lower()
        if kind not in KINDS:
            raise record.wrong("kind", kind, f"one of {', '.join(KINDS)}")
        for name in _needed(kind):
            record.text(name)
        if odd := [name for name in _not_allowed(kind) if record.optional(name)]:
            raise Refusal(f"a {kind} has no '{odd[0]}', which says '{record.optional(odd[0])[:40]}'", "empty that cell")
        _standing(record)
        yield from _TELL[kind](self, record)

    def _member(self, record: Record) -> Iterator[Item]:
        start, end = record.date("from") or UNKNOWN, self._last_day(record)
        voting = record.optional("voting").lower()
        if voting not in _VOTING:
            raise record.wrong("voting", voting, "yes or no")
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
            name = record.text(column)
            subject = own_subject(name, kind) or f"{kind}:{self._naming.register}/{self._naming.by_name(name)}"
            if subject not in self._known and name != subject:
                yield Mentioned(self._draft(record, _INTRODUCE[kind](subject, name), UNKNOWN))
            self._known.add(subject)
            subjects.append(subject)
        return tuple(subjects)

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


_TELL: Final[dict[str, Callable[[Spreadsheet, Record], Iterator[Item]]]] = {
    "member": Spreadsheet._member,
    "referral": Spreadsheet._referral,
    "resolution": Spreadsheet._resolution,
}
_INTRODUCE: Final[dict[str, Callable[[str, str], Event]]] = {
    "body": lambda subject, name: BodyEstablished(body=subject, name=name),
    "person": lambda subject, name: PersonRegistered(person=subject, name=name),
    "organisation": lambda subject, name: OrganisationRegistered(organisation=subject, name=name),
    "project": lambda subject, name: ProjectOpened(project=subject, title=name),
}


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


def _needed(kind: str) -> tuple[str, ...]:
    """The columns that a row of a kind has to fill."""
    return tuple(column.name for column in COLUMNS if kind in column.needed_by)


def _not_allowed(kind: str) -> tuple[str, ...]:
    """The columns that a row of a kind leaves empty."""
    return tuple(column.name for column in COLUMNS if kind not in column.allowed_in)


FORMAT = Format(
    "csv",
    "a spreadsheet of members, referrals and resolutions saved as CSV",
    Spreadsheet,
    "spreadsheet",
    r"\A[^\n]*\bkind\b[^\n]*,[^\n]*\bbody\b|\A[^\n]*\bbody\b[^\n]*,[^\n]*\bkind\b",
)
