"""The `meeting:` section: the meeting that a file is about, who attended, and what statements take from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from ledger.entries.entry import Draft
from ledger.meeting_file.common_keys import Circumstances, Inherited, circumstances_in
from ledger.meeting_file.values import WRONG, Typed, found
from ledger.meeting_file.yaml_nodes import ListNode, MappingNode, Node, TextNode
from ledger.refusals import Refusal
from ledger.vocabulary.dates import DateText, When, day_text, when
from ledger.vocabulary.event import Event
from ledger.vocabulary.fields import Field, fields_of, key_name, keys_of, type_of
from ledger.vocabulary.meetings import AttendanceRecorded, MeetingHeld, Presence
from ledger.vocabulary.subjects import MeetingId, NewMeeting, PersonId, kind_of, name_of

ATTENDANCE: Final = tuple(str(presence.value) for presence in Presence)
"""The keys that list who attended, and how."""

MEETS: Final = frozenset({"body", "organisation"})
"""The kinds of those who act in meetings of their own."""


class FileMeeting(NamedTuple):
    """The meeting that a file is about; empty and None where the file does not tell."""

    meeting: str
    body: str = ""
    when: When | None = None

    @property
    def some_day(self) -> When | None:
        """When a thing that was done in it was done: some day of a meeting that lasted several."""
        return self.when.some_day if self.when else None

    def lent(self, event: type[Event], fields: Mapping[str, Any], on: When | None = None) -> dict[str, str]:
        """The meeting and its body, for the fields of an event that were left out.

        What another body did, or what was done before, was not done in this meeting: it is not lent then.
        """
        left_out = [field.name for field in fields_of(event) if field.inherited and field.name not in fields]
        lent = {"body": self.body} if self.body and "body" in left_out else {}
        if self.meeting and not self._comes_after(on) and self.saw(event, {**fields, **lent}):
            lent |= {name: self.meeting for name in left_out if name != "body"}
        return lent

    def saw(self, event: type[Event], fields: Mapping[str, Any]) -> bool:
        """Whether a thing happened in this meeting, as far as its fields tell who did it, and where."""
        if event.HEAD == "meeting":
            return bool(fields.get("meeting") != self.meeting)  # what is said of a meeting is said at a later one
        if "meeting" in fields:
            return bool(fields["meeting"] == self.meeting)
        actor = fields.get(event.ACTOR) or (fields.get("body") if event.HEAD != "body" else "") or ""
        meet = [subject for subject in ((actor,) if isinstance(actor, str) else actor) if kind_of(subject) in MEETS]
        return not meet or not self.body or self.body in meet

    def _comes_after(self, on: When | None) -> bool:
        return on is not None and self.when is not None and on.is_before(self.when)


def meeting_keys() -> dict[str, Field]:
    """The keys of the meeting section, but for the lists of those who attended; `date` is another word for `on`."""
    return {
        "id": Field(name="meeting", stored="meeting", written="id", type=type_of(NewMeeting)),
        "date": Field(name="date", stored="date", written="date", type=type_of(DateText)),
        **keys_of(MeetingHeld, without=("meeting",)),
        **keys_of(Circumstances, without=("since", "until")),
    }


def attendee_keys() -> dict[str, Field]:
    """The keys that a person in a list of attendance may have."""
    return {
        **keys_of(AttendanceRecorded, without=("meeting", "person", "presence")),
        **keys_of(Circumstances, without=("on", "since", "until")),
    }


class MeetingSection:
    """Reads the section: the sitting that statements inherit from, and the drafts of the meeting itself."""

    def __init__(self, typed: Typed, document: str, inherited: Inherited) -> None:
        self._typed = typed
        self._document = document
        self._inherited = inherited

    def read(self, node: Node) -> tuple[FileMeeting, list[Draft]]:
        """The sitting and its drafts; a bare text names a meeting that is recorded already."""
        if isinstance(node, TextNode) and not node.is_nothing:
            meeting = self._typed.value(node, type_of(MeetingId))
            return FileMeeting("" if meeting is WRONG else meeting), []
        if not isinstance(node, MappingNode):
            self._typed.wrong(node, Refusal(f"expected a meeting, found {found(node)}", "say at least which body met"))
            return FileMeeting(""), []
        values = self._typed.fields(node, meeting_keys(), "the meeting", ATTENDANCE)
        sitting, drafts = FileMeeting(""), []
        with self._typed.noting(node):
            given, date = self._dated(values)
            sitting = self._sitting(values, date)
            drafts = self._held(node, values, sitting, given)
        return sitting, drafts + self._attendances(node, sitting)

    def _dated(self, values: dict[str, Any]) -> tuple[Circumstances, When | None]:
        given = circumstances_in(values, MeetingHeld)
        if (date := values.pop("date", "")) and given.on:
            raise Refusal("both 'on' and 'date' are given", "keep one of them: they mean the same date")
        return given, when(date) if date else given.begun() or self._inherited.on

    def _sitting(self, values: dict[str, Any], date: When | None) -> FileMeeting:
        body = values.get("body", "")
        occasion = day_text(date.earliest) if date and date.is_exact else self._document
        meeting = values.pop("meeting", "") or f"meeting:{name_of(body)}/{occasion}"
        self._typed.names.introduce(meeting)
        return FileMeeting(meeting, body, date)

    def _held(
        self, node: MappingNode, values: dict[str, Any], sitting: FileMeeting, given: Circumstances
    ) -> list[Draft]:
        if not sitting.body:
            return []
        event = MeetingHeld(meeting=sitting.meeting, **values)
        return [self._inherited.draft(event, given, sitting.when, self._typed.mistakes.place(node.line))]

    def _attendances(self, node: MappingNode, sitting: FileMeeting) -> list[Draft]:
        drafts = []
        for key, held in node.pairs:
            if (presence := key_name(key.value)) in ATTENDANCE:
                for person, details in _attendees(held):
                    with self._typed.noting(details):
                        drafts += self._attendance(person, details, Presence(presence), sitting)
        return drafts

    def _attendance(self, person: Node, details: Node, presence: Presence, sitting: FileMeeting) -> list[Draft]:
        attendee = self._typed.value(person, type_of(PersonId))
        if not isinstance(details, MappingNode):
            raise Refusal(
                f"expected a mapping, found {found(details)}", "write {substitute for: a-person}, or the like"
            )
        before = len(self._typed.mistakes)
        values = self._typed.fields(details, attendee_keys(), f"'{presence.value}'")
        if attendee is WRONG or len(self._typed.mistakes) > before:
            return []
        given = circumstances_in(values, AttendanceRecorded)
        event = AttendanceRecorded(meeting=sitting.meeting, person=attendee, presence=presence, **values)
        return [self._inherited.draft(event, given, sitting.some_day, self._typed.mistakes.place(person.line))]


def _attendees(listed: Node) -> Iterator[tuple[Node, Node]]:
    """Each person of a list with what is said of them: `- a` or `- a: {substitute for: b}`."""
    for item in listed.items if isinstance(listed, ListNode) else (listed,):
        if isinstance(item, MappingNode):
            yield from item.pairs
        else:
            yield item, MappingNode((), item.line)
