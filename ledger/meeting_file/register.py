"""The `register:` section: who and what the document is about, by name alone or under a short id."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from graphlib import CycleError, TopologicalSorter

from ledger.entries.entry import Draft
from ledger.meeting_file.common_keys import Inherited, circumstances_in
from ledger.meeting_file.form import Form
from ledger.meeting_file.id_lookup import Ids, new_subject
from ledger.meeting_file.mistakes import did_you_mean
from ledger.meeting_file.statements import ended
from ledger.meeting_file.values import Typed, found
from ledger.meeting_file.yaml_nodes import ListNode, MappingNode, Node, TextNode
from ledger.refusals import Refusal
from ledger.vocabulary.event import Event
from ledger.vocabulary.fields import introduced_field, introduced_kind, key_name


class RegisterSection:
    """Reads the sections. What is registered has no date unless it gives one: a minute that mentions a board
    does not say that the board began on that day.
    """

    def __init__(self, form: Form, typed: Typed, ids: Ids, is_own: Callable[[str], bool]) -> None:
        self._is_own = is_own
        self._form = form
        self._typed = typed
        self._ids = ids
        self._named: list[tuple[type[Event], str, TextNode, Node]] = []

    def introduce(self, node: Node) -> None:
        """Let everything in the file refer to what the sections register, wherever it stands."""
        for section, name, held, by_name in self._names(node):
            event = self._form.catalogue[self._form.sections[section]]
            kind = introduced_kind(event)
            with self._typed.noting(name):
                subject = self._id_for(name.value, kind) if by_name else new_subject(name.value, kind)
                self._ids.claim(subject, self._typed.mistakes.place(name.line))
                self._typed.names.introduce(subject, self._called(event, name, held))
                self._named.append((event, subject, name, held))

    def _id_for(self, name: str, kind: str) -> str:
        return self._typed.names.id_for(name, kind, self._is_own)

    def _called(self, event: type[Event], name: TextNode, held: Node) -> list[str]:
        """The names that the section gives somebody or something; what else is wrong with it is told later."""
        if not isinstance(held, MappingNode):
            return [held.value] if isinstance(held, TextNode) and not held.is_nothing else [name.value]
        given = {key_name(key.value): value for key, value in held.pairs}
        head = given.get(self._form.register_head(event).written, name)
        also = given.get("also", ListNode((), held.line))
        told = (head, *(also.items if isinstance(also, ListNode) else (also,)))
        return [each.value for each in told if isinstance(each, TextNode)]

    def drafts(self, inherited: Inherited) -> list[Draft]:
        """The drafts of what was introduced, each after those that it mentions."""
        drafts: list[Draft] = []
        for event, subject, name, held in self._named:
            with self._typed.noting(name):
                drafts += self._registered(event, subject, name, held, inherited)
        return in_order_of_need(drafts)

    def _registered(
        self, event: type[Event], subject: str, name: TextNode, held: Node, inherited: Inherited
    ) -> list[Draft]:
        before = len(self._typed.mistakes)
        node = self._in_full(event, held)
        fields = self._typed.fields(node, self._form.register_keys(event), f"'{name.value}'")
        if len(self._typed.mistakes) > before:
            return []
        given = circumstances_in(fields, event)
        made = event(**fields, **{introduced_field(event): subject})
        draft = inherited.draft(made, given, given.begun(), self._typed.mistakes.place(name.line))
        return [draft, *ended(self._form, draft, node, given, inherited, self._typed)]

    def _in_full(self, event: type[Event], held: Node) -> MappingNode:
        """A bare text is the name of a person or body, or the title of a post or project."""
        if isinstance(held, MappingNode):
            return held
        head = self._form.register_head(event).written
        if isinstance(held, TextNode) and not held.is_nothing:
            return MappingNode(((TextNode(head, held.line), held),), held.line)
        raise Refusal(f"expected a mapping, found {found(held)}", f"give at least the {head}")

    def _names(self, node: Node) -> Iterator[tuple[str, TextNode, Node, bool]]:
        """What each section lists: by names alone, or by ids with what is said of each."""
        sections = self._form.sections
        if not isinstance(node, MappingNode):
            self._typed.wrong(node, Refusal(f"expected a register, found {found(node)}", did_you_mean("", sections)))
            return
        for key, held in node.pairs:
            if key.value not in sections:
                remedy = did_you_mean(key.value, sections)
                self._typed.wrong(key, Refusal(f"unknown section '{key.value}' in the register", remedy))
            elif isinstance(held, MappingNode):
                yield from ((key.value, name, value, False) for name, value in held.pairs)
            elif isinstance(held, ListNode):
                yield from ((key.value, name, item, True) for name, item in self._listed(key.value, held))
            else:
                remedy = "list their names, or write 'short-name: {...}' lines, or leave the section out"
                self._typed.wrong(held, Refusal(f"expected {key.value} by name, found {found(held)}", remedy))

    def _listed(self, section: str, held: ListNode) -> Iterator[tuple[TextNode, Node]]:
        """The name in each item of a list: `- name`, or `- {name: ..., also: ...}`."""
        head = self._form.register_head(self._form.catalogue[self._form.sections[section]]).written
        for item in held.items:
            pairs = item.pairs if isinstance(item, MappingNode) else ()
            name = next((value for key, value in pairs if key_name(key.value) == head), item)
            if isinstance(name, TextNode) and not name.is_nothing:
                yield name, item
            else:
                problem = f"expected the {head} of one of the {section}, found {found(item)}"
                self._typed.wrong(item, Refusal(problem, f"write '- {head}: ...', or the {head} alone"))


def in_order_of_need(drafts: list[Draft]) -> list[Draft]:
    """The drafts, each after those whose subjects it mentions; in the file's order where that is one already.

    Where they mention each other in a circle, the file's order stays and the ledger tells what is amiss.
    """
    by_subject: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_subject.setdefault(draft.subject, []).append(draft)
    if not looks_ahead(drafts):
        return drafts
    needs = {
        subject: [s for draft in told for s in draft.event.subjects() if s in by_subject and s != subject]
        for subject, told in by_subject.items()
    }
    try:
        order = list(TopologicalSorter(needs).static_order())
    except CycleError:
        return drafts
    return [draft for subject in order for draft in by_subject[subject]]


def looks_ahead(drafts: Sequence[Draft]) -> bool:
    """Whether one mentions what only a later one introduces."""
    later = {draft.subject for draft in drafts if draft.introduces}
    for draft in drafts:
        if draft.introduces:
            later.discard(draft.subject)
        if later.intersection(draft.event.subjects()):
            return True
    return False
