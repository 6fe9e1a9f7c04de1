"""The `meeting:` section: the meeting that a file is about, what became of it, and what statements take from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from msgspec.structs import replace

from ledger.aggregates.meeting import later_days
from ledger.entries.entry import Draft, Entry
from ledger.meeting_file.attendance import ATTENDANCE, PRESIDING, attendances
from ledger.meeting_file.common_keys import Circumstances, Inherited, circumstances_in
from ledger.meeting_file.meeting_identity import meeting_id
from ledger.meeting_file.values import WRONG, Typed, found
from ledger.meeting_file.yaml_nodes import ListNode, MappingNode, Node, TextNode
from ledger.refusals import BadDate, Refusal
from ledger.vocabulary.dates import DateText, When, day_text, when, when_written
from ledger.vocabulary.event import Event
from ledger.vocabulary.fields import Field, fields_of, key_name, keys_of, type_of
from ledger.vocabulary.meetings import (
    MeetingAdjourned,
    MeetingCalled,
    MeetingCancelled,
    MeetingHeld,
    MeetingResumed,
    TimeOfDay,
)
from ledger.vocabulary.subjects import MeetingId, NewMeeting, kind_of

AGENDA: Final = "agenda"
"""The key that lists the items of the agenda, with what stands under each."""

STAGES: Final[Mapping[str, tuple[type[Event], str]]] = {
    "called": (MeetingCalled, "on"),
    "cancelled": (MeetingCancelled, "reason"),
    "adjourned": (MeetingAdjourned, "to"),
    "resumed": (MeetingResumed, "on"),
}
"""The keys that tell what became of a meeting, with the event that each is and the key that a bare text stands for."""

UNDER: Final = "statements"
"""The key of a meeting, or of an item of its agenda, that lists what stands under it."""

ELSEWHERE: Final = (*STAGES, *ATTENDANCE, PRESIDING, AGENDA, UNDER)
"""The keys of the section that are read by themselves."""

MEETS: Final = frozenset({"body", "organisation"})
"""The kinds of those who act in meetings of their own."""

SPOKEN: Final = frozenset({"remark.made", "question.asked", "answer.given", "commitment.made"})
"""What is said in a meeting, by whomever: a group, or another body, speaks in a meeting that is not its own."""

OF_THE_DAY: Final = frozenset({"meeting.adjourned"})
"""What is said of the meeting itself that happened on its day; the rest is said of it at another."""

Told: TypeAlias = Callable[[str], Sequence[Draft | Entry]]
"""What is told of a meeting by its id: the statements that introduce it."""


class FileMeeting(NamedTuple):
    """The meeting that a file is about; empty and None where the file does not tell."""

    meeting: str
    body: str = ""
    when: When | None = None
    other_days: tuple[When, ...] = ()
    """Those besides the first on which it sat by appointment: a meeting that ran past midnight is of its first day."""

    @property
    def some_day(self) -> When | None:
        """When a thing that was done in it was done: some day of a meeting that lasted several; at no time of day."""
        if self.when is None:
            return None
        if self.other_days:
            days = (self.when, *self.other_days)
            if all(day.is_exact for day in days):
                return when(f"[{','.join(day.text.partition('T')[0] for day in days)}]")
            first, last = min(day.earliest for day in days), max(day.latest for day in days)
            return when(f"[{day_text(first).strip('.')}..{day_text(last).strip('.')}]")
        return when(self.when.text.partition("T")[0]) if self.when.is_exact else self.when.some_day

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
        if event.HEAD == "meeting":  # what is said of a meeting is said at a later one
            return bool(fields.get("meeting") != self.meeting) != (event.TYPE in OF_THE_DAY)
        if "meeting" in fields:
            return bool(fields["meeting"] == self.meeting)
        if event.TYPE in SPOKEN:
            return True
        actor = fields.get(event.ACTOR) or (fields.get("body") if event.HEAD != "body" else "") or ""
        meet = [subject for subject in ((actor,) if isinstance(actor, str) else actor) if kind_of(subject) in MEETS]
        return not meet or not self.body or self.body in meet

    def _comes_after(self, on: When | None) -> bool:
        return on is not None and self.when is not None and on.is_before(self.when)


def meeting_keys() -> dict[str, Field]:
    """The keys of the meeting section, but for those that are lists; `date` is another word for `on`."""
    return {
        "id": Field(name="meeting", stored="meeting", written="id", type=type_of(NewMeeting)),
        "date": Field(name="date", stored="date", written="date", type=type_of(DateText)),
        "time": Field(name="time", stored="time", written="time", type=type_of(TimeOfDay)),
        **keys_of(MeetingHeld, without=("meeting",)),
        **keys_of(Circumstances, without=("since", "until")),
    }


def stage_keys(event: type[Event]) -> dict[str, Field]:
    """The keys under which the section tells what became of the meeting; the rest the section has said."""
    said = ("meeting", "called_for", *(field.name for field in fields_of(MeetingHeld)))
    own = keys_of(event, without=said if event is MeetingCalled else ("meeting",))
    return {**own, **keys_of(Circumstances, without=("since", "until"))}


class MeetingSection:
    """Reads the section: the meeting that statements inherit from, and the drafts of the meeting itself."""

    def __init__(self, typed: Typed, document: str, inherited: Inherited, told: Told = lambda meeting: ()) -> None:
        self._typed = typed
        self._document = document
        self._inherited = inherited
        self._told = told

    def read(self, node: Node) -> tuple[FileMeeting, list[Draft]]:
        """The meeting and its drafts; a bare text names a meeting that is recorded already."""
        if isinstance(node, TextNode) and not node.is_nothing:
            meeting = self._typed.value(node, type_of(MeetingId))
            return FileMeeting("" if meeting is WRONG else meeting), []
        if not isinstance(node, MappingNode):
            self._typed.wrong(node, Refusal(f"expected a meeting, found {found(node)}", "say at least which body met"))
            return FileMeeting(""), []
        values = self._typed.fields(node, meeting_keys(), "the meeting", ELSEWHERE)
        parts = {key_name(key.value): held for key, held in node.pairs}
        meeting = FileMeeting("")
        drafts: list[Draft] = []
        with self._typed.noting(node):
            given, date = self._dated(values)
            meeting, drafts = self._introduced(node, values, date, given, parts)
        if not meeting.body:
            return meeting, drafts
        stages = self._stages(parts, meeting, values, date)
        resumed = tuple(draft.occurred for draft in stages if isinstance(draft.event, MeetingResumed))
        meeting = meeting._replace(other_days=(*meeting.other_days, *resumed))
        people = attendances(self._typed, parts, meeting.meeting, meeting.some_day, self._inherited)
        return meeting, [*drafts, *stages, *people]

    def _dated(self, values: dict[str, Any]) -> tuple[Circumstances, When | None]:
        given = circumstances_in(values, MeetingHeld)
        if (date := values.pop("date", "")) and given.on:
            raise Refusal("both 'on' and 'date' are given", "keep one of them: they mean the same date")
        on = when(date) if date else given.begun() or self._inherited.on or _first_sitting(values)
        if time := values.pop("time", None):
            if on is None or not on.is_exact or "T" in on.text:
                problem = (
                    f"the meeting began at {time}, and its day is not told"
                    if on is None or "T" not in on.text
                    else (f"the time is told twice, as {time} and in '{on.text}'")
                )
                raise Refusal(problem, "write its one day, 'on: 2024-03-12', beside 'time'")
            on = when(f"{on.text}T{time}")
        return replace(given, on=""), on

    def _introduced(
        self,
        node: MappingNode,
        values: dict[str, Any],
        date: When | None,
        given: Circumstances,
        parts: Mapping[str, Node],
    ) -> tuple[FileMeeting, list[Draft]]:
        """The meeting, and that it was held: one that was called, or called off, need not have been."""
        body = values.get("body", "")
        named = values.pop("meeting", "")
        event = MeetingHeld(meeting=named, **values) if body else None
        meeting = named or meeting_id(event, date, self._document, self._inherited.source, self._told)
        self._typed.names.introduce(meeting)
        self._typed.names.meet(body, date)
        if not event:
            return FileMeeting(meeting, body, date), []
        values["meeting"] = meeting
        event = MeetingHeld(**values)
        days = tuple(when(day) for day in dict.fromkeys(sitting.on for sitting in event.sittings))
        others = tuple(day for day in days if date and day.earliest != date.earliest)
        _refuse_days_without_first(event, date)
        known = FileMeeting(meeting, body, date, others)
        if not _is_held(parts, event):
            return known, []
        return known, [self._inherited.draft(event, given, date, self._typed.mistakes.place(node.line))]

    def _stages(
        self, parts: Mapping[str, Node], meeting: FileMeeting, values: Mapping[str, Any], date: When | None
    ) -> list[Draft]:
        """What became of the meeting: that it was called, called off, broken off, taken up again."""
        drafts: list[Draft] = []
        if "cancelled" in parts and "called" not in parts and not self._told(meeting.meeting):
            parts = {"called": MappingNode((), parts["cancelled"].line), **parts}
        for key, (event, short) in STAGES.items():
            for item in _each(parts.get(key)):
                with self._typed.noting(item):
                    _refuse_day_as_reason(key, short, item)
                    drafts += self._stage(key, event, _in_full(item, short), meeting, values, date)
        return drafts

    def _stage(
        self,
        key: str,
        event: type[Event],
        node: MappingNode,
        meeting: FileMeeting,
        values: Mapping[str, Any],
        date: When | None,
    ) -> list[Draft]:
        before = len(self._typed.mistakes)
        fields = self._typed.fields(node, stage_keys(event), f"'{key}'")
        if len(self._typed.mistakes) > before:
            return []
        given = circumstances_in(fields, event)
        occurred = given.begun()
        if event is MeetingCalled:
            names = {field.name for field in fields_of(MeetingCalled)}
            fields = {**{name: value for name, value in values.items() if name in names}, **fields}
            fields["called_for"] = date.text if date else ""
        if event is MeetingAdjourned:
            occurred = occurred or meeting.some_day
        if event is MeetingResumed and occurred is None:
            raise Refusal("the meeting was resumed, and nobody says when", "write the day, 'resumed: 2024-03-19'")
        made = event(**{**fields, "meeting": meeting.meeting})
        return [self._inherited.draft(made, given, occurred, self._typed.mistakes.place(node.line))]


def _first_sitting(values: Mapping[str, Any]) -> When | None:
    """The day, with its time where told, on which the first of the sittings began."""
    first = next(iter(values.get("sittings", ())), None)
    if first is None:
        return None
    return when(f"{first.on}T{first.begun}" if first.begun else first.on)


def _is_held(parts: Mapping[str, Node], event: MeetingHeld) -> bool:
    """Whether a section says that the meeting was held, and not only that it was called or cancelled."""
    happened = {"present", "in attendance", PRESIDING, "adjourned", "resumed"}.intersection(parts)
    if "cancelled" in parts and (happened or event.ended or event.sittings or event.inquorate is not None):
        what = ", ".join(sorted(happened)) or "what was done at it"
        raise Refusal(
            f"the meeting was cancelled, and the file tells {what} of it",
            "leave one of them out; of a meeting that too few attended write 'inquorate: yes'",
        )
    return bool(happened or event.ended or event.sittings) or not {"called", "cancelled"}.intersection(parts)


def _refuse_days_without_first(event: MeetingHeld, date: When | None) -> None:
    if date is None and (event.sittings or event.ended):
        raise Refusal("the meeting has no day", "write the first day on which it sat, 'on: 2024-03-12'")
    if date is not None:
        later_days(event, date)


def _each(node: Node | None) -> tuple[Node, ...]:
    """The stages that stand under a key; a list in brackets that has `..` in it is one date."""
    if not isinstance(node, ListNode):
        return () if node is None else (node,)
    is_date = node.in_brackets and any(isinstance(item, TextNode) and ".." in item.value for item in node.items)
    return (node,) if is_date else node.items


def _refuse_day_as_reason(key: str, short: str, node: Node) -> None:
    if short != "reason" or not isinstance(node, TextNode):
        return
    try:
        day = when_written(node.value)
    except BadDate:
        return
    raise Refusal(
        f"'{node.value}' is a day, and no reason",
        f"the day on which that was said is '{key}: {{on: {day.text}}}'; one to which the meeting was put off "
        "goes into the reason, in words",
    )


def _in_full(node: Node, short: str) -> MappingNode:
    """A stage as a mapping: a bare text stands for its most usual key, and yes for the bare fact."""
    if isinstance(node, MappingNode):
        return node
    if isinstance(node, TextNode):
        is_bare = node.is_nothing or node.value.lower() in ("yes", "true")
        if short == "to" and node.value.lower().replace("-", " ") == "sine die":
            return MappingNode(((TextNode("sine die", node.line), TextNode("yes", node.line)),), node.line)
        return MappingNode(() if is_bare else ((TextNode(short, node.line), node),), node.line)
    return MappingNode(((TextNode(short, node.line), node),), node.line)


def items_in(node: Node | None) -> Iterator[Node]:
    """The items of the agenda in a meeting section, as they are written."""
    yield from _listed(node, AGENDA)


def stated_in(node: Node | None) -> Iterator[Node]:
    """The statements that stand under a meeting, or under an item of its agenda, as they are written."""
    yield from _listed(node, UNDER)


def _listed(node: Node | None, name: str) -> Iterator[Node]:
    for key, held in node.pairs if isinstance(node, MappingNode) else ():
        if key_name(key.value) == name:
            yield from held.items if isinstance(held, ListNode) else (held,)
