"""Memberships as JSON Lines: dated ones, whole lists of a day, or the changes between such lists.

Each line is an object about one person in one body; `FIELDS` says what it can hold. It is one of these:

* a dated membership (`from`, `until`; neither: not known when);
* who was on the list of a body on a day (`snapshot`): all lines of one body and day are its list;
* how a list of all bodies differs from the one before it (`snapshot` and `change`).

A list tells between which days somebody came or went, and not on which day. That is what is recorded:

* a membership began after the last list without the name, and by the day of the first list with it;
* its last day in force lies between the last list with the name and the day of the first one without it.

A day is the smallest unit of a ledger: what a later change of the same day undoes is set aside and counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import msgspec

from ledger.entries.entry import Draft
from ledger.imports.files import CutOff, Line, lines, opened
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
    Unfit,
    is_vacancy,
    own_subject,
    told,
    unfit,
)
from ledger.refusals import Refusal
from ledger.vocabulary.dates import UNKNOWN, When, day_text, exactly, when
from ledger.vocabulary.event import Event
from ledger.vocabulary.membership import MembershipEnded, MembershipStarted, OfficeAssigned, OfficeVacated
from ledger.vocabulary.organisations import BodyEstablished, OrganisationRegistered
from ledger.vocabulary.people import PersonAlsoNamed, PersonRegistered
from ledger.vocabulary.provenance import Source, Standing

FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "body": "the body: its name or its id in the ledger, or an object (below)",
        "person": "the member, likewise; only a list that nobody is on has none",
        "role": "as what somebody is a member, in the words of the source: member, substitute, majority",
        "office": "an office held in the body: Chair; in a dated line without `role` the office alone",
        "on_behalf_of": "the organisation that the member represents, like `body`",
        "voting": "true or false; left out: not known",
        "from": "the first day, as precise as it is known; in a list: since when, where the list says so",
        "until": "the last day in force; not in a list",
        "id": "the source's id of a dated membership, where it has one",
        "snapshot": "the day of the list that this line is from; the lines of later lists stand below",
        "change": "`joined`, `left` or `changed`: what differs from the list before; left out: the whole list is here",
        "document": "the document that says so; left out: this register's list of memberships",
        "at": "the place in the document",
        "publisher": "who published it, and under which licence",
        "standing": "minuted, reported, asserted, expected, ...; left out: reported",
        "other": "an object with what else the source says and a ledger has no word for: counted, not recorded",
    }
)
"""What a line can hold; the one table for the reader, the reference and the refusals."""
NAMED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "id": "the id in the source, or in the ledger with its kind (`body:icb`); left out: the name",
        "name": "the name; the first one is recorded, and those of a person that follow, too",
        "identifiers": "an object with ids elsewhere, by the names of their schemes",
    }
)
"""What an object under `body`, `person` or `on_behalf_of` can hold."""
_OF_A_MEMBER: Final = ("role", "office", "on_behalf_of", "voting", "from", "until", "id")
_CHANGES: Final = ("joined", "left", "changed")
_ENDS: Final = "ends given as the first day off the list; the last day in force lies before it, after the last list"
_VACANT: Final = "seats that nobody has"
_DOUBTED: Final = "lists with a line that was refused: who is missing on them is not taken as gone"
_INTRODUCE: Final[Mapping[str, Callable[[str, str, dict[str, str]], Event]]] = MappingProxyType(
    {
        "body": lambda subject, name, ids: BodyEstablished(body=subject, name=name, identifiers=ids),
        "person": lambda subject, name, ids: PersonRegistered(person=subject, name=name, identifiers=ids),
        "organisation": lambda subject, name, ids: OrganisationRegistered(
            organisation=subject, name=name, identifiers=ids
        ),
    }
)


class Named(NamedTuple):
    """A subject as a line names it; `called` is empty where a ledger has introduced it."""

    kind: str
    subject: str
    called: str = ""
    has_name: bool = False
    identifiers: Mapping[str, str] = MappingProxyType({})


class Listed(NamedTuple):
    """How a list has a member; `other` is what a ledger has no word for."""

    role: str
    office: str
    on_behalf_of: str | None
    voting: bool | None
    since: When | None
    other: dict[str, Any]


class MembershipChange(NamedTuple):
    """What became of one member on one day: before, after, and the line that said so last."""

    before: Listed | None
    after: Listed | None
    record: Record


class Memberships(InStepReader):
    """Reads a file of such lines; those of lists stand in the order of their days."""

    places_are_objects = False

    def __init__(self, path: Path, register: str = "memberships") -> None:
        self.progress = Progress()
        self._path = path
        self._naming = Naming(register)
        self.origin = f"memberships {register}"

    def items(self) -> Iterator[Item]:
        """Subjects before the memberships that name them; what lists say when their day is over."""
        self.progress.done = 0
        reading = ListedMemberships(self._naming)
        with opened(self._path, self.progress, ".jsonl") as stream:
            try:
                for line in lines(stream, self._path.name):
                    yield from _safely(line, f"{self._path.name}:{line.number}", reading)
            except CutOff as cut:
                reading.doubt(None)
                yield Unfit(cut)
        yield from reading.end_of_day()


def _safely(line: Line, place: str, reading: ListedMemberships) -> Iterator[Item]:
    if not line.whole:
        reading.doubt(None)
        yield unfit(place, "the line is longer than any record", "mend this line and import the file again")
        return
    if not line.text.strip():
        return
    record = None
    try:
        record = _record(place, line)
        yield from reading.take(record)
    except Refusal as refusal:
        reading.doubt(record)
        yield Unfit(refusal.at(place))


def _record(place: str, line: Line) -> Record:
    text = line.text.removeprefix(b"\xef\xbb\xbf") if line.number == 1 else line.text
    try:
        values = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
        raise Refusal(f"it is no JSON in UTF-8: {str(wrong)[:200]}", "mend this line") from wrong
    if not isinstance(values, dict):
        raise Refusal(f"it is {str(values)[:40]!r}, not an object", "mend this line")
    return Record(place, values)


def _refuse_others(record: Record, fields: Mapping[str, str]) -> None:
    """Refuse what has a field of another name: it may be a slip, and the end of a membership would be lost by it."""
    if others := [key for key in record.values if key not in fields]:
        remedy = f"the fields are {', '.join(fields)}"
        raise Refusal(f"there is no field '{others[0][:40]}'", remedy, record.place)


def _refuse_nobody(record: Record) -> None:
    """Refuse a line of a list that says something of a member and does not say of whom."""
    if said := [key for key in _OF_A_MEMBER if record.values.get(key) is not None]:
        raise Refusal(f"it has a {said[0]} and no person", "complete it; a list that nobody is on has neither")


class ListedMemberships:
    """What the lines above have said: who was introduced, and the lists as they stood at the end of the last day."""

    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self._names: dict[str, set[str]] = {}
        self._day = 0
        self._compared = 0
        """The last day before of which changes are told: of all bodies there was a list on it."""
        self._last_list: dict[str, int] = {}
        """The last day before on which a body had a list of its own."""
        self._listed: defaultdict[str, dict[str, Listed]] = defaultdict(dict)
        """By body, then by person."""
        self._seen: dict[tuple[str, str], int] = {}
        """The last day on which a whole list, though a line of it was refused, had the name."""
        self._today: dict[tuple[str, str], MembershipChange] = {}
        self._whole: dict[str, Record] = {}
        """The bodies of which the whole list of the day is here, each with a line of it."""
        self._changes_today = False
        self._doubted: set[str] = set()
        """Bodies of which a line of the day's list was refused: somebody may be on it whom we do not know."""
        self._doubtful_days = 0
        """For how many days more a line that nobody can read may have been one of any list: this and the next."""

    def doubt(self, record: Record | None) -> None:
        """Take note of a line that was refused; it may have named anybody, unless it says whom."""
        if record is not None and (record.values.get("snapshot") is None or record.values.get("change")):
            return
        days = 2
        with suppress(Refusal):
            if record is not None and (day := _exact_day(record)) <= self._day:
                days = int(day == self._day)
                body = self._named(record, "body", "body").subject
                if days and (body, self._person_of(record)) not in self._today:
                    self._doubted.add(body)
                return
        self._doubtful_days = max(days, self._doubtful_days)

    def _person_of(self, record: Record) -> str:
        with suppress(Refusal):
            return self._named(record, "person", "person").subject
        return ""

    def take(self, record: Record) -> Iterator[Item]:
        """Take in one line; when a day of lists is over, what it came to follows."""
        _refuse_others(record, FIELDS)
        for key in ("document", "at", "publisher", "office", "role"):
            record.optional(key)
        _standing(record)
        change = record.optional("change")
        if change and change not in _CHANGES:
            raise record.wrong("change", change, f"one of {', '.join(_CHANGES)}")
        if record.values.get("snapshot") is None:
            if change:
                raise Refusal("it has a change and no snapshot", "say of which day the list is that shows the change")
            yield from self._dated(record)
            return
        day = _exact_day(record)
        if day < self._day:
            problem = f"its snapshot {day_text(day)} is before that of a line above, {day_text(self._day)}"
            raise Refusal(problem, "sort the file by snapshot")
        if day > self._day:
            yield from self.end_of_day()
            self._day = day
        if record.values.get("until") is not None:
            raise Refusal("it has an until and is from a list", "leave until out, or make it a dated line")
        self._changes_today = self._changes_today or bool(change)
        yield from self._in_list(record, change)

    def end_of_day(self) -> Iterator[Item]:
        """What has changed between the last list and that of the day, which is the last one from now on."""
        if self._doubtful_days:
            self._doubted.update(self._whole)
            self._doubtful_days -= 1
        for body, record in self._whole.items():
            if body in self._doubted:
                yield Found(_DOUBTED)
                continue
            for person, listed in self._listed[body].items():
                self._today.setdefault((body, person), MembershipChange(listed, None, record))
        for (body, person), change in self._today.items():
            yield from self._changed(body, person, change)
            if change.after is None:
                self._listed[body].pop(person, None)
            else:
                self._listed[body][person] = change.after
                if body in self._doubted:
                    self._seen[body, person] = self._day
        self._last_list.update((body, self._day) for body in self._whole if body not in self._doubted)
        if self._changes_today:
            self._compared = self._day
        self._today, self._whole, self._changes_today, self._doubted = {}, {}, False, set()

    def _in_list(self, record: Record, change: str) -> Iterator[Item]:
        body = self._named(record, "body", "body")
        if not change:
            if record.values.get("person") is None:
                _refuse_nobody(record)
            self._whole.setdefault(body.subject, record)
            if record.values.get("person") is None:
                yield from self._introduced(record, body)
                return
        if _is_vacant(record):
            yield from self._introduced(record, body)
            yield Aside(_VACANT)
            return
        person = self._named(record, "person", "person")
        represented = self._represented(record)
        key = (body.subject, person.subject)
        today, listed = self._today.get(key), self._listed[body.subject].get(person.subject)
        was = today.after if today else listed
        if was is not None and (change == "joined" or (not change and today)):
            raise Refusal(f"'{_called(record)}' is on the list already", "ask the source which of the lines is right")
        if was is None and change in ("left", "changed"):
            raise Refusal(f"'{_called(record)}' is not on the list", "ask the source which of the lines is right")
        now = _listed(record, represented) if change != "left" else None
        yield from self._introduced(record, body, person, *represented)
        self._today[key] = MembershipChange(today.before if today else listed, now, record)

    def _changed(self, body: str, person: str, change: MembershipChange) -> Iterator[Item]:
        before, after, record = change
        last = max(self._compared, self._last_list.get(body, 0))
        seen = max(last, self._seen.get((body, person), 0))
        began = _between(last + 1, self._day, last) if before is None else _between(seen + 1, self._day, seen)
        ended = _between(seen, self._day, seen)
        if before is None and after is None:
            yield Aside("members who came and went within a day")
        elif before is None and after is not None:
            yield told(self._draft(record, _started(body, person, after), after.since or began))
        elif before is not None and after is None:
            yield Found(_ENDS)
        elif before == after and change.record.optional("change"):
            yield Aside("changes undone within a day")
        old, new = before.office if before else "", after.office if after else ""
        if old != new and old:
            yield told(self._draft(record, OfficeVacated(body=body, holder=person, office=old), ended))
        if old != new and new:
            yield told(self._draft(record, OfficeAssigned(body=body, holder=person, office=new), began))
        if before is not None and after is None:
            yield told(self._draft(record, MembershipEnded(body=body, member=person), ended))
        if before is not None and after is not None:
            yield from (Aside(f"changes of {what}") for what in _different(before, after))

    def _dated(self, record: Record) -> Iterator[Item]:
        start, end = record.date("from") or UNKNOWN, record.date("until")
        if _is_vacant(record):
            yield from self._introduced(record, self._named(record, "body", "body"))
            yield Aside(_VACANT)
            return
        body, person = self._named(record, "body", "body"), self._named(record, "person", "person")
        represented = self._represented(record)
        listed = _listed(record, represented)
        spell = self._naming.local(record.text("id")) if record.values.get("id") is not None else ""
        seat = {"body": body.subject, "member": person.subject, "membership": spell}
        office = {"body": body.subject, "holder": person.subject, "office": listed.office}
        first: list[Event] = []
        last: list[Event] = []
        if listed.role or not listed.office:
            first.append(_started(body.subject, person.subject, listed, spell))
            last.append(MembershipEnded(**seat))
        if listed.office:
            first.append(OfficeAssigned(**office, on_behalf_of=listed.on_behalf_of))
            last.insert(0, OfficeVacated(**office))
        drafts = [self._draft(record, event, start) for event in first]
        if end is not None:
            drafts += [self._draft(record, event, end) for event in last]
        yield from self._introduced(record, body, person, *represented)
        yield from (Aside(f"values of {what}") for what in listed.other)
        yield told(*drafts)

    def _represented(self, record: Record) -> list[Named]:
        is_given = record.values.get("on_behalf_of") is not None
        return [self._named(record, "on_behalf_of", "organisation")] if is_given else []

    def _named(self, record: Record, key: str, kind: str) -> Named:
        value = record.values.get(key)
        named = Record(record.place, value if isinstance(value, dict) else {"name": record.text(key)})
        _refuse_others(named, NAMED)
        foreign, name = (named.text(key) if named.values.get(key) is not None else "" for key in ("id", "name"))
        if not foreign and not name:
            raise Refusal(f"its {key} has neither an id nor a name", "complete it in the source")
        if own := own_subject(foreign or name, kind):
            return Named(kind, own)
        called = " ".join((name or foreign).split())
        ids = {self._naming.register: foreign} if foreign else {}
        local = self._naming.local(foreign) if foreign else self._naming.by_name(called)
        subject = f"{kind}:{self._naming.register}/{local}"
        return Named(kind, subject, called, bool(name), {**ids, **_identifiers(named)})

    def _introduced(self, record: Record, *all_named: Named) -> Iterator[Item]:
        """Introduces what is new; of a person also every other name."""
        for named in all_named:
            known = self._names.setdefault(named.subject, set())
            if not named.called or named.called in known:
                continue
            if not known:
                event = _INTRODUCE[named.kind](named.subject, named.called, dict(named.identifiers))
                yield Mentioned(self._draft(record, event, UNKNOWN))
            elif not named.has_name:
                continue  # it is called by its id here, and by its name above
            elif named.kind == "person":
                also = PersonAlsoNamed(person=named.subject, name=named.called)
                yield told(self._draft(record, also, UNKNOWN))
            else:
                yield Aside(f"other names of a {named.kind}")
            known.add(named.called)

    def _draft(self, record: Record, event: Event, on: When) -> Draft:
        title, snapshot = record.optional("document"), record.date("snapshot")
        source = Source(
            document=title or f"Memberships {self._naming.register}",
            id="" if title else f"memberships-{self._naming.register}".replace("/", "-"),
            at=record.optional("at"),
            date=snapshot.text if snapshot else "",
            publisher=record.optional("publisher"),
        )
        return Draft(event=event, source=source, occurred=on, standing=_standing(record), place=record.place)


def _started(body: str, person: str, listed: Listed, spell: str = "") -> MembershipStarted:
    return MembershipStarted(
        body=body,
        member=person,
        on_behalf_of=listed.on_behalf_of,
        voting=listed.voting,
        role=listed.role,
        membership=spell,
    )


def _listed(record: Record, represented: list[Named]) -> Listed:
    return Listed(
        record.optional("role"),
        record.optional("office"),
        represented[0].subject if represented else None,
        record.flag("voting"),
        record.date("from"),
        dict(_inner(record, "other").values),
    )


def _different(before: Listed, after: Listed) -> list[str]:
    """What has changed that is not recorded: a membership goes on under whatever its list says of it."""
    fields = [
        name for name in ("role", "on_behalf_of", "voting", "since") if getattr(before, name) != getattr(after, name)
    ]
    others = dict.fromkeys((*before.other, *after.other))
    return fields + [name for name in others if before.other.get(name) != after.other.get(name)]


def _between(first: int, last: int, known: int) -> When:
    """Some day from the first to the last; if no list is known before, any day until the last."""
    if not known:
        return when(f"[..{day_text(last)}]")
    return exactly(first) if first >= last else when(f"[{day_text(first)}..{day_text(last)}]")


def _exact_day(record: Record) -> int:
    found = record.date("snapshot")
    if found is None or not found.is_exact:
        raise record.wrong("snapshot", record.values.get("snapshot"), "a day")
    return found.earliest


def _is_vacant(record: Record) -> bool:
    """Whether a line says that nobody has a seat."""
    value = record.values.get("person")
    return is_vacancy(value.get("name") if isinstance(value, dict) else value)


def _called(record: Record) -> str:
    """How a line calls its person."""
    value = record.values.get("person")
    return str(value.get("id") or value.get("name") if isinstance(value, dict) else value)[:60]


def _inner(record: Record, key: str) -> Record:
    value = record.values.get(key)
    if value is not None and not isinstance(value, dict):
        raise record.wrong(key, value, "an object")
    return Record(record.place, value or {})


def _identifiers(named: Record) -> dict[str, str]:
    given = _inner(named, "identifiers")
    return {scheme: given.text(scheme) for scheme in given.values}


def _standing(record: Record) -> Standing:
    word = record.optional("standing")
    try:
        return Standing(word) if word else Standing.REPORTED
    except ValueError as wrong:
        raise record.wrong("standing", word, f"one of {', '.join(Standing)}") from wrong


FORMAT = Format(
    "memberships",
    "memberships, dated or from lists of a day (JSON Lines: person, body, from, until, snapshot)",
    Memberships,
    "memberships",
    r'\A\s*\{[^\n]*"(person|snapshot)"\s*:[^\n]*\}\s*?(\n|\Z)',
)
