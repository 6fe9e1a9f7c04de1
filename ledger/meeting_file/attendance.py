"""Who attended: the lists of a meeting section, and who presided, of all of it or of some items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from ledger.entries.entry import Draft
from ledger.meeting_file.common_keys import Circumstances, Inherited, circumstances_in
from ledger.meeting_file.values import WRONG, Typed, found
from ledger.meeting_file.yaml_nodes import ListNode, MappingNode, Node, TextNode
from ledger.refusals import Refusal
from ledger.vocabulary.dates import When
from ledger.vocabulary.fields import Field, key_name, keys_of, type_of
from ledger.vocabulary.meetings import AttendanceRecorded, Presence
from ledger.vocabulary.subjects import PersonId

ATTENDANCE: Final = tuple(str(presence.value) for presence in Presence)
"""The keys that list who attended, and how."""
PRESIDING: Final = "presiding"
"""The key that says who presided; whoever is in no other list was present."""


def attendee_keys() -> dict[str, Field]:
    """The keys that a person in a list of attendance may have."""
    return {
        **keys_of(AttendanceRecorded, without=("meeting", "person", "presence")),
        **keys_of(Circumstances, without=("on", "since", "until")),
    }


ALL_MEMBERS: Final = ("all members", "all the members", "all other members", "all the other members")
"""What stands in a list for every member of the body on that day whom the lists do not name."""


class _Listed(NamedTuple):
    """A person in one of the lists."""

    event: AttendanceRecorded
    given: Circumstances
    place: str


def attendances(
    typed: Typed, parts: Mapping[str, Node], meeting: str, on: When | None, inherited: Inherited
) -> list[Draft]:
    """The drafts of who attended; who presided over all of the meeting is said in the list that they are in."""
    listed = [each for key in parts if key in ATTENDANCE for each in _list(typed, parts[key], Presence(key), meeting)]
    for chair in _list(typed, parts[PRESIDING], Presence.PRESENT, meeting) if PRESIDING in parts else ():
        presides = chair._replace(event=replace(chair.event, presiding=True))
        where = next((n for n, each in enumerate(listed) if _is_whole(each, presides)), None)
        if where is None:
            listed.append(presides)
        else:
            listed[where] = listed[where]._replace(event=replace(listed[where].event, presiding=True))
    for key in parts:
        if key in ATTENDANCE:
            listed += _members(typed, parts[key], Presence(key), meeting, [each.event for each in listed])
    return [inherited.draft(each.event, each.given, on, each.place) for each in listed]


def _is_whole(listed: _Listed, presides: _Listed) -> bool:
    """Whether somebody who presided over all of the meeting is the person of a list, there for all of it."""
    whole = not listed.event.items and not presides.event.items
    return whole and listed.event.person == presides.event.person


def _members(
    typed: Typed, node: Node, presence: Presence, meeting: str, named: Sequence[AttendanceRecorded]
) -> Iterator[_Listed]:
    """The members whom no list names, nor somebody who came in their place, where a list says that they were all there.

    Who certainly sat on the body on that day is one of them; of whom that is not certain, the clerk has to say.
    """
    others = {each.person for each in named} | {each.substitute_for for each in named}
    for item in _items(node):
        if not _is_all_members(item):
            continue
        members = {who: surely for who, surely in typed.names.sitting.items() if who not in others}
        with typed.noting(item):
            if not typed.names.sitting:
                raise Refusal(
                    "nobody is recorded as a member of the body on that day", "list the names of those who were there"
                )
            if unsure := sorted(who for who, surely in members.items() if not surely):
                raise Refusal(
                    f"whether {' and '.join(unsure)} sat on the body on that day is not certain",
                    "name them in one of the lists",
                )
            for who in members:
                event = AttendanceRecorded(meeting=meeting, person=who, presence=presence)
                yield _Listed(event, Circumstances(), typed.mistakes.place(item.line))


def _is_all_members(item: Node) -> bool:
    return isinstance(item, TextNode) and item.value.lower() in ALL_MEMBERS


def _list(typed: Typed, node: Node, presence: Presence, meeting: str) -> Iterator[_Listed]:
    for person, details in _attendees(node):
        with typed.noting(details):
            if (each := _attendance(typed, person, details, presence, meeting)) is not None:
                yield each


def _attendance(typed: Typed, person: Node, details: Node, presence: Presence, meeting: str) -> _Listed | None:
    attendee = typed.value(person, type_of(PersonId))
    if (
        isinstance(details, TextNode)
        and isinstance(person, TextNode)
        and details.value.startswith(f"{person.value}: {{")
    ):
        raise Refusal(f"what is said of {person.value} stands beside the name", f"write '- {details.value}'")
    if not isinstance(details, MappingNode):
        raise Refusal(f"expected a mapping, found {found(details)}", "write {substitute for: a-person}, or the like")
    before = len(typed.mistakes)
    details = _with_several_capacities(details)
    values: dict[str, Any] = typed.fields(details, attendee_keys(), f"'{presence.value}'")
    if attendee is WRONG or len(typed.mistakes) > before:
        return None
    given = circumstances_in(values, AttendanceRecorded)
    event = AttendanceRecorded(meeting=meeting, person=attendee, presence=presence, **values)
    return _Listed(event, given, typed.mistakes.place(person.line))


def _with_several_capacities(details: MappingNode) -> MappingNode:
    """A list of capacities as the first of them and the others."""
    pairs: list[tuple[TextNode, Node]] = []
    for key, held in details.pairs:
        if key_name(key.value) == "capacity" and isinstance(held, ListNode) and held.items:
            pairs.append((key, held.items[0]))
            others = ListNode(held.items[1:], held.line)
            pairs += [(TextNode("further capacities", key.line), others)] if held.items[1:] else []
        else:
            pairs.append((key, held))
    return MappingNode(tuple(pairs), details.line)


def _attendees(listed: Node) -> Iterator[tuple[Node, Node]]:
    """Each person of a list with what is said of them: `- a` or `- a: {substitute for: b}`."""
    for item in _items(listed):
        if isinstance(item, MappingNode):
            yield from _told_of(item)
        elif not _is_all_members(item):
            yield item, MappingNode((), item.line)


def _told_of(item: MappingNode) -> Iterator[tuple[Node, Node]]:
    """The people in one item; what was written beside a name, instead of under it, is shown as it is to be written."""
    [(person, first), *rest] = item.pairs
    if (
        isinstance(first, TextNode)
        and first.is_nothing
        and all(key_name(key.value) in attendee_keys() for key, _ in rest)
    ):
        told = ", ".join(f"{key.value}: {value.value}" for key, value in rest if isinstance(value, TextNode))
        yield person, TextNode(f"{person.value}: {{{told or 'capacity: ...'}}}", item.line)
    else:
        yield from item.pairs


def _items(listed: Node) -> Sequence[Node]:
    return listed.items if isinstance(listed, ListNode) else (listed,)
