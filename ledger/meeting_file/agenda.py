"""The items of an agenda in a meeting section, and the statements that stand under each."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.entries.entry import Draft
from ledger.meeting_file.common_keys import Circumstances, Inherited, circumstances_in
from ledger.meeting_file.meeting import UNDER, FileMeeting, items_in, stated_in
from ledger.meeting_file.statements import Statements
from ledger.meeting_file.values import Typed, found
from ledger.meeting_file.yaml_nodes import MappingNode, Node, TextNode
from ledger.refusals import Refusal
from ledger.vocabulary.fields import Field, keys_of
from ledger.vocabulary.meetings import AgendaItemListed


def item_keys() -> dict[str, Field]:
    """The keys of an item of the agenda, but for what stands under it."""
    return {
        **keys_of(AgendaItemListed, without=("meeting",)),
        **keys_of(Circumstances, without=("on", "since", "until")),
    }


def statements_under(node: Node | None) -> Iterator[Node]:
    """Every statement that stands under a meeting, or under an item of its agenda."""
    yield from stated_in(node)
    for item in items_in(node):
        yield from stated_in(item)


def agenda(
    typed: Typed, node: Node, meeting: FileMeeting, inherited: Inherited, statements: Statements
) -> Iterator[Draft]:
    """The drafts of each item: that it stood on the agenda, and of what stands under it.

    What stands under an item from which the public is excluded is exempt for the same reason.
    """
    for item in items_in(node):
        drafts: list[Draft] = []
        lent = inherited
        with typed.noting(item):
            drafts, lent = _item(typed, _in_full(item), meeting, inherited)
        yield from drafts
        for statement in stated_in(item):
            yield from statements.drafts(statement, lent)


def _item(typed: Typed, node: MappingNode, meeting: FileMeeting, inherited: Inherited) -> tuple[list[Draft], Inherited]:
    before = len(typed.mistakes)
    values = typed.fields(node, item_keys(), "an item of the agenda", (UNDER,))
    if len(typed.mistakes) > before or not meeting.meeting:
        return [], inherited
    given = circumstances_in(values, AgendaItemListed)
    event = AgendaItemListed(meeting=meeting.meeting, **values)
    draft = inherited.draft(event, given, meeting.some_day, typed.mistakes.place(node.line))
    return [draft], inherited.under(event, draft, meeting.meeting)


def _in_full(item: Node) -> MappingNode:
    """An item as a mapping; a bare text is its title."""
    if isinstance(item, TextNode) and not item.is_nothing:
        return MappingNode(((TextNode("title", item.line), item),), item.line)
    if not isinstance(item, MappingNode):
        raise Refusal(f"expected an item of the agenda, found {found(item)}", "write '{number: 7, title: ...}'")
    return item
