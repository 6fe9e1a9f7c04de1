"""Changes of committee rosters as JSON lines, each with the time it was recorded: joins, leaves, new titles.

The source compares a published roster with the one before it. So it knows between which two lists somebody came
or went, and not on which day; that is what the dates say:

* a membership began after the last list without the name, and by the day of the first list with it;
* its last day in force lies between the last list with the name and the day of the first one without it.

A day is the smallest unit of a ledger: what a later change of the same day undoes is set aside and counted. A
title is an office. At a new Congress a whole roster leaves, and whoever is appointed again joins anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from ledger.entries.entry import Draft
from ledger.imports.files import CutOff, Line, lines, opened
from ledger.imports.items import Aside, Found, Item, Progress, Unfit, told, unfit
from ledger.imports.naming import Naming
from ledger.imports.record import Record
from ledger.refusals import Refusal
from ledger.vocabulary.dates import When, day_text, exactly, when
from ledger.vocabulary.event import Event
from ledger.vocabulary.membership import MembershipEnded, MembershipStarted, OfficeAssigned, OfficeVacated
from ledger.vocabulary.organisations import BodyEstablished
from ledger.vocabulary.people import PersonAlsoNamed, PersonRegistered
from ledger.vocabulary.provenance import Source, Standing

_LICENCE: Final = "unitedstates/congress-legislators; CC0-1.0"
_OPS: Final = ("join", "leave", "change")
_ENDS: Final = "ends given as the first day off the list; the last day in force lies before it, after the last list"


class Listed(NamedTuple):
    """How a list has a member: name, side of the house, rank, title; and since which line of the source."""

    name: str
    party: str = ""
    rank: int | None = None
    title: str = ""


class Change(NamedTuple):
    """What became of one member of one committee on one day: before, after, and where that was said last."""

    before: Listed | None
    after: Listed | None
    record: Record


class Rosters:
    """Reads `{"recorded", "commit", "op", "committee", "member", "was", "now"}`, one a line, oldest first."""

    def __init__(self, path: Path, register: str = "us-congress") -> None:
        self.progress = Progress()
        self._path = path
        self._naming = Naming(register, capitals=True)

    def items(self) -> Iterator[Item]:
        """Day by day: committees and persons before the changes that name them."""
        self.progress.done = 0
        lists = _Lists(self._naming)
        with opened(self._path, self.progress, ".jsonl") as stream:
            try:
                for line in lines(stream, self._path.name):
                    yield from _safely(line, self._path.name, lists)
            except CutOff as cut:
                yield Unfit(cut)
        yield from lists.end_of_day()


def _safely(line: Line, name: str, lists: _Lists) -> Iterator[Item]:
    place = f"{name}:{line.number}"
    if not line.whole:
        yield unfit(place, "the line is longer than any record", "mend this line and import the file again")
        return
    if not line.text.strip():
        return
    try:
        yield from lists.take(_record(place, line.text))
    except Refusal as refusal:
        yield Unfit(refusal.at(place))


def _record(place: str, text: bytes) -> Record:
    try:
        values = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
        raise Refusal(f"it is no JSON in UTF-8: {str(wrong)[:200]}", "mend this line") from wrong
    if not isinstance(values, dict):
        raise Refusal(f"it is {str(values)[:40]!r}, not an object", "mend this line")
    return Record(place, values)


class _Lists:
    """The lists as they stood at the end of the last day, and what has changed since."""

    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self._names: dict[str, set[str]] = {}
        self._committees: set[str] = set()
        self._day = self._last_list = 0
        self._listed: dict[tuple[str, str], Listed] = {}
        self._today: dict[tuple[str, str], Change] = {}

    def take(self, record: Record) -> Iterator[Item]:
        """Take in one change; when the day is over, what it came to follows."""
        day, key = _day(record), (record.text("committee"), record.text("member"))
        if day < self._day:
            told_at = record.text("recorded")
            raise Refusal(f"it was recorded at {told_at}, before what stands above it", "sort the file by time")
        if day > self._day:
            yield from self.end_of_day()
            self._last_list, self._day = self._day, day
        was = self._today[key].after if key in self._today else self._listed.get(key)
        now = _after(record, was)
        before = self._today[key].before if key in self._today else was
        self._today[key] = Change(before, now, record)

    def end_of_day(self) -> Iterator[Item]:
        """What has changed between the last list of the day before and that of the day."""
        for (committee, member), change in self._today.items():
            yield from self._introduced(committee, member, change)
            yield from self._changed(committee, member, change)
            if change.after is None:
                self._listed.pop((committee, member), None)
            else:
                self._listed[committee, member] = change.after
        self._today = {}

    def _introduced(self, committee: str, member: str, change: Change) -> Iterator[Item]:
        if committee not in self._committees:
            self._committees.add(committee)
            body = BodyEstablished(body=self._body(committee), name=committee, identifiers={"congress": committee})
            yield told(self._draft(body, change.record, at=committee))
        listed = change.after or change.before
        name = listed.name if listed else ""
        known = self._names.get(member)
        if known is None:
            self._names[member] = {name}
            person = PersonRegistered(
                person=self._person(member), name=name or member, identifiers={"bioguide": member}
            )
            yield told(self._draft(person, change.record, at=member))
        elif name and name not in known:
            known.add(name)
            yield told(self._draft(PersonAlsoNamed(person=self._person(member), name=name), change.record, at=member))

    def _changed(self, committee: str, member: str, change: Change) -> Iterator[Item]:
        before, after = change.before, change.after
        body, person = self._body(committee), self._person(member)
        if before is None and after is None:
            yield Aside("members who came and went within a day")
        elif before is None and after is not None:
            yield self._told(MembershipStarted(body=body, member=person, role=after.party), change, self._began)
        elif before is not None and after is None:
            yield Found(_ENDS)
        elif before == after:
            yield Aside("changes undone within a day")
        old, new = before.title if before else "", after.title if after else ""
        if old != new and old:
            yield self._told(OfficeVacated(body=body, holder=person, office=old), change, self._ended)
        if old != new and new:
            yield self._told(OfficeAssigned(body=body, holder=person, office=new), change, self._began)
        if before is not None and after is None:
            yield self._told(MembershipEnded(body=body, member=person), change, self._ended)
        if before is not None and after is not None:
            yield from (Aside(f"changes of {what}") for what in ("party", "rank") if _differs(before, after, what))

    @property
    def _began(self) -> When:
        return _between(self._last_list + 1, self._day) if self._last_list else when(f"[..{day_text(self._day)}]")

    @property
    def _ended(self) -> When:
        return _between(self._last_list, self._day) if self._last_list else when(f"[..{day_text(self._day)}]")

    def _told(self, event: Event, change: Change, on: When) -> Item:
        return told(self._draft(event, change.record, on, at=f"commit {change.record.optional('commit')}"))

    def _draft(self, event: Event, record: Record, on: When | None = None, at: str = "") -> Draft:
        source = Source(
            document="Committee rosters of the United States Congress",
            id=f"committee-rosters-{self._naming.register}".replace("/", "-"),
            at=at,
            date=day_text(self._day),
            publisher=_LICENCE,
        )
        draft = Draft(event=event, source=source, standing=Standing.REPORTED, place=record.place)
        return draft if on is None else msgspec.structs.replace(draft, occurred=on)

    def _body(self, committee: str) -> str:
        return self._naming.subject("body", committee)

    def _person(self, member: str) -> str:
        return self._naming.subject("person", member)


def _differs(before: Listed, after: Listed, what: str) -> bool:
    return bool(getattr(before, what) != getattr(after, what))


def _between(first: int, last: int) -> When:
    return exactly(first) if first >= last else when(f"[{day_text(first)}..{day_text(last)}]")


def _day(record: Record) -> int:
    """The day on which a change was recorded, where it was recorded."""
    text = record.text("recorded")
    try:
        return datetime.fromisoformat(text).toordinal()
    except ValueError as wrong:
        raise record.wrong("recorded", text, "a time") from wrong


def _after(record: Record, was: Listed | None) -> Listed | None:
    """How the member is listed after a change.

    Raises:
        Refusal: the change does not fit the lists before it.
    """
    op = record.text("op")
    if op not in _OPS:
        raise record.wrong("op", op, f"one of {', '.join(_OPS)}")
    if op == "join" and was is not None:
        raise Refusal(f"'{record.text('member')}' is on the list already", "ask the source which of the lines is right")
    if op != "join" and was is None:
        raise Refusal(f"'{record.text('member')}' is not on the list", "ask the source which of the lines is right")
    return None if op == "leave" else _listed(record)


def _listed(record: Record) -> Listed:
    now: Mapping[str, Any] | None = record.values.get("now")
    if not isinstance(now, dict):
        raise record.wrong("now", now, "an object")
    inner = Record(record.place, now)
    rank = now.get("rank")
    if rank is not None and not isinstance(rank, int):
        raise inner.wrong("rank", rank, "a number")
    return Listed(inner.optional("name"), inner.optional("party"), rank, inner.optional("title"))
