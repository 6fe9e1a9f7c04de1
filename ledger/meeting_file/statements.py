"""Statements: from one item of `statements:` to the drafts that it comes to.

A thing that is said to have lasted `until` a day comes to two, its beginning and its end.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from typing import Any

from msgspec.structs import replace

from ledger.entries.entry import Draft
from ledger.erasure.redaction import erasable_fields
from ledger.meeting_file.common_keys import Circumstances, Inherited, circumstances_in, refuse_lasting
from ledger.meeting_file.form import Form, Within
from ledger.meeting_file.id_lookup import Ids, new_subject
from ledger.meeting_file.meeting import FileMeeting
from ledger.meeting_file.mistakes import did_you_mean, near_misses
from ledger.meeting_file.values import CHECK, Typed, found
from ledger.meeting_file.yaml_nodes import ListNode, MappingNode, Node, TextNode
from ledger.refusals import Refusal
from ledger.vocabulary.dates import is_day, when
from ledger.vocabulary.event import Event
from ledger.vocabulary.fields import Field, introduced_field, introduced_kind, key_name
from ledger.vocabulary.meetings import MeetingHeld
from ledger.vocabulary.reports import MinutesConfirmed
from ledger.vocabulary.subjects import name_of


class Statements:
    """Reads the statements of one file; a statement with a mistake comes to no draft."""

    def __init__(
        self,
        form: Form,
        typed: Typed,
        ids: Ids,
        sitting: FileMeeting | None,
        is_own: Callable[[str], bool] = lambda meeting: False,
    ) -> None:
        self._form = form
        self._typed = typed
        self._ids = ids
        self._sitting = sitting
        self._is_own = is_own

    def drafts(self, node: Node, inherited: Inherited) -> list[Draft]:
        """What a statement comes to: its event, the end of it that `until` tells, and statements within it."""
        with self._typed.noting(node):
            statement, event = recognised(self._form, node)
            if shorthand := self._form.shorthands.get(event.TYPE):
                statement = shorthand.rewritten(statement)
            head = self._form.head(event)
            stub = self._earlier_meeting(event, statement, inherited)
            return stub + self._read(event, statement, {**self._keys(event), head.written: head}, inherited, {})
        self._typed.note_check(node)  # its keys were not read, because nobody knows what it states
        return []

    def _earlier_meeting(self, event: type[Event], statement: MappingNode, inherited: Inherited) -> list[Draft]:
        """That an earlier meeting was held, of which nobody told but those who confirm its minutes, by its day."""
        day = statement.pairs[0][1]
        if event is not MinutesConfirmed or not self._sitting or not self._sitting.body:
            return []
        if not isinstance(day, TextNode) or not is_day(day.value):
            return []
        meeting = f"meeting:{name_of(self._sitting.body)}/{day.value}"
        if self._typed.names.met_on(day.value) and not self._is_own(meeting):
            return []
        self._typed.names.introduce(meeting)
        held = MeetingHeld(meeting=meeting, body=self._sitting.body)
        return [inherited.draft(held, Circumstances(), when(day.value), self._typed.mistakes.place(day.line))]

    def _keys(self, event: type[Event]) -> dict[str, Field]:
        return self._form.statement_keys(event, in_meeting=self._sitting is not None)

    def _read_short(
        self,
        event: type[Event],
        node: MappingNode,
        keys: Mapping[str, Field],
        inherited: Inherited,
        fixed: Mapping[str, str],
    ) -> list[Draft]:
        """A statement within another, which may be written in its short form."""
        shorthand = self._form.shorthands.get(event.TYPE)
        return self._read(event, shorthand.rewritten(node) if shorthand else node, keys, inherited, fixed)

    def _read(
        self,
        event: type[Event],
        node: MappingNode,
        keys: Mapping[str, Field],
        inherited: Inherited,
        fixed: Mapping[str, str],
    ) -> list[Draft]:
        before = len(self._typed.mistakes)
        nested = self._form.nested.get(event.TYPE, {})
        fields = {**self._typed.fields(node, keys, f"'{event.SAID_AS or event.TYPE}'", nested), **fixed}
        given = circumstances_in(fields, event)
        drafts: list[Draft] = []
        if len(self._typed.mistakes) == before:
            with self._typed.noting(node):
                drafts = self._stated(event, fields, node, given, inherited)
        for key, held in node.pairs:
            if within := nested.get(key_name(key.value)):
                drafts += self._within(within, held, inherited, drafts[0] if drafts else None)
        return drafts

    def _stated(
        self, event: type[Event], fields: dict[str, Any], node: MappingNode, given: Circumstances, inherited: Inherited
    ) -> list[Draft]:
        place = self._typed.mistakes.place(node.line)
        occurred = given.begun() or inherited.outer
        if self._sitting:
            fields |= self._sitting.lent(event, fields, occurred)
            occurred = occurred or (self._sitting.some_day if self._sitting.saw(event, fields) else None)
        if inherited.item and "item" in event.__struct_fields__:
            fields = {"item": inherited.item, **fields}
        if self._lacks_meeting(event, fields):
            return []
        apart, told_at = inherited.keeps_apart(given, event), " ".join((given.at or inherited.at, given.quote)).strip()
        fields |= self._ids.new(event, fields, place, apart=apart, stem=inherited.stem, told_at=told_at)
        draft = inherited.draft(event(**fields), given, occurred or inherited.on, place)
        return [draft, *ended(self._form, draft, node, given, inherited, self._typed)]

    def _lacks_meeting(self, event: type[Event], fields: Collection[str]) -> bool:
        """Whether the meeting that has to lend something was refused itself, which is said once.

        Raises:
            Refusal: the meeting is about another body, or is known by its id only.
        """
        for key in self._form.statement_keys(event).values():
            if key.required and key.inherited and key.name not in fields:
                if self._sitting and not self._sitting.meeting:
                    return True
                raise Refusal(f"'{key.written}' is missing in '{event.SAID_AS}'", f"add '{key.written}: '")
        return False

    def _within(self, within: Within, held: Node, inherited: Inherited, outer: Draft | None) -> list[Draft]:
        """Statements within another, which lends them its date and its place in the document."""
        event = self._form.catalogue[within.event]
        keys = self._form.keys_within(within, in_meeting=self._sitting is not None)
        fixed = {within.outer: outer.subject if outer else ""}
        lent = inherited.lent_by(outer) if outer else inherited
        drafts: list[Draft] = []
        for item in held.items if isinstance(held, ListNode) else (held,):
            if isinstance(item, TextNode) and not item.is_nothing and within.bare is not None:
                with self._typed.noting(item):
                    drafts += self._read_short(event, within.bare(item), keys, lent, fixed)
            elif isinstance(item, MappingNode):
                with self._typed.noting(item):
                    drafts += self._read_short(event, item, keys, lent, fixed)
            else:
                allowed = ", ".join(key for key in keys if key != CHECK)
                problem = f"expected a mapping with {allowed}, found {found(item)}"
                self._typed.wrong(item, Refusal(problem, "write 'key: value' lines"))
        return drafts


def recognised(form: Form, node: Node) -> tuple[MappingNode, type[Event]]:
    """A statement and the event that its first key says.

    Raises:
        Refusal: it is no mapping, or its first key says nothing that can happen.
    """
    if not isinstance(node, MappingNode) or not node.pairs:
        raise Refusal(f"expected a statement, found {found(node)}", "write 'key: value' lines")
    first = key_name(node.pairs[0][0].value)
    if event := form.said.get(first):
        return node, event
    said = [name for key, _ in node.pairs if (name := key_name(key.value)) in form.said]
    if said and not near_misses(first, form.said):
        raise Refusal(f"a statement cannot begin with '{first}'", f"put '{said[0]}' first: it says what happened")
    name = first.replace(" ", "-")
    called = [f"'{word}'" for word, event in form.said.items() if name in (*event.TYPE.split("."), _in_words(event))]
    if called:
        raise Refusal(f"unknown statement '{first}'", f"did you mean {' or '.join(called)}?")
    if belongs := next((word for word, event in form.said.items() if first in form.statement_keys(event)), ""):
        remedy = f"it says more of one, such as '{belongs}': put it under that, without the hyphen"
        raise Refusal(f"'{first}' is no statement of its own", remedy)
    raise Refusal(f"unknown statement '{first}'", did_you_mean(first, form.said))


def _in_words(event: type[Event]) -> str:
    """The stored name of an event as a clerk might write it: report-presented."""
    return event.TYPE.replace(".", "-")


def introduced_by(form: Form, node: Node) -> Iterator[str]:
    """The subjects that a statement, and those within it, introduce by names that the clerk gave them."""
    try:
        statement, event = recognised(form, node)
    except Refusal:
        return
    yield from _named_in(
        form, statement, event, {"id", event.SAID_AS if introduced_field(event) == event.HEAD else "id"}
    )


def _named_in(form: Form, statement: MappingNode, event: type[Event], names: Collection[str]) -> Iterator[str]:
    nested = form.nested.get(event.TYPE, {})
    for key, held in statement.pairs:
        name = key_name(key.value)
        if name in names and isinstance(held, TextNode) and introduced_field(event):
            with suppress(Refusal):
                yield new_subject(held.value, introduced_kind(event))
        if within := nested.get(name):
            for item in held.items if isinstance(held, ListNode) else (held,):
                if isinstance(item, MappingNode):
                    yield from _named_in(form, item, form.catalogue[within.event], {"id"})


def ended(
    form: Form, begun: Draft, node: MappingNode, given: Circumstances, inherited: Inherited, typed: Typed
) -> list[Draft]:
    """The end of what a draft begins, where the statement tells its last day.

    Raises:
        Refusal: it would end before it began, or its last day is a duration.
    """
    if not given.until:
        return []
    last = when(given.until)
    refuse_lasting("until", last)
    if last.latest < begun.occurred.earliest:
        raise Refusal(f"it ends {last.on} and begins {begun.occurred.on}", "'until' is its last day")
    ending = form.catalogue[type(begun.event).ENDED_BY]
    fields = {name: getattr(begun.event, name) for name in ending.IDENTITY}
    given = replace(given, personal=tuple(name for name in given.personal if name in erasable_fields(ending)))
    line = next(key.line for key, _ in node.pairs if key_name(key.value) == "until")
    return [inherited.draft(ending(**fields), given, last, typed.mistakes.place(line))]
