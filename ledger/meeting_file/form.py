"""The form of a meeting file: which sections register what, which key begins which statement, and its other keys.

All of it follows from the catalogue of events and three tables; a new event needs no line of the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Final, NamedTuple

import msgspec
from msgspec import Meta
from msgspec import inspect as shape

from ledger.meeting_file.common_keys import Circumstances
from ledger.meeting_file.limbs import one_limb_keys, with_limbs
from ledger.meeting_file.yaml_nodes import Fields
from ledger.vocabulary.event import CATALOGUE, Event
from ledger.vocabulary.fields import Key, keys_of, meaning_of
from ledger.vocabulary.resolutions import Limb
from ledger.vocabulary.subjects import introduced_field

REGISTER_SECTIONS: Final = MappingProxyType(
    {
        "organisations": "organisation.registered",
        "bodies": "body.established",
        "people": "person.registered",
        "posts": "post.created",
        "projects": "project.opened",
    }
)
"""The sections of `register:` and the event that each name in them is recorded as."""


class Within(NamedTuple):
    """A statement inside another: the event it is, and its field that receives the outer one's id."""

    event: str
    outer: str


NESTED: Final[Mapping[str, Mapping[str, Within]]] = MappingProxyType(
    {
        "question.asked": {"answer": Within("answer.given", "question")},
        "remark.made": {"answer": Within("answer.given", "question")},
        "resolution.passed": {"vote": Within("vote.recorded", "resolution")},
        "decision.made": {"vote": Within("vote.recorded", "resolution")},
    }
)
"""By event, the keys under which statements about it may stand within it."""


class Shorthand(NamedTuple):
    """A shorter way to write a statement, rewritten into the full one before it is read."""

    rewritten: Callable[[Fields], Fields]
    keys: Mapping[str, Key]
    """Keys that only the short form has."""
    spares: str
    """The field that the short form need not give."""
    head: type[msgspec.Struct]
    """What the first key may hold instead of its text, one or several."""


SHORTHANDS: Final = MappingProxyType({"resolution.passed": Shorthand(with_limbs, one_limb_keys(), "limbs", Limb)})

NewDocument = Annotated[str, Meta(description="A short name of the document", extra={"introduces": "document"})]

INHERITABLE: Final = ("meeting", "body")
"""Fields that the file's meeting fills where a statement leaves them out."""


class Form:
    """The tables from which the file's form follows; other tables make other forms."""

    def __init__(
        self,
        catalogue: Mapping[str, type[Event]] = CATALOGUE,
        sections: Mapping[str, str] = REGISTER_SECTIONS,
        nested: Mapping[str, Mapping[str, Within]] = NESTED,
        shorthands: Mapping[str, Shorthand] = SHORTHANDS,
    ) -> None:
        self.catalogue = catalogue
        self.sections = sections
        self.nested = nested
        self.shorthands = shorthands

    @cached_property
    def said(self) -> Mapping[str, type[Event]]:
        """Every event that a statement can be, by its first key."""
        return {event.SAID_AS: event for event in self.catalogue.values() if event.SAID_AS}

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Every kind of subject that an event introduces."""
        return tuple(dict.fromkeys(kind for event in self.catalogue.values() if (kind := introduced_kind(event))))

    def head(self, event: type[Event]) -> Key:
        """The first key of a statement."""
        key = next(key for key in keys_of(event).values() if key.field == event.HEAD)
        return key._replace(name=event.SAID_AS, required=True)

    def statement_keys(self, event: type[Event], known: Collection[str] = ()) -> dict[str, Key]:
        """The keys of a statement besides its first one; fields that are `known` already are not required."""
        own = fields_of(event, without=(event.HEAD, introduced_field(event)))
        if named_by_id := _named_by_id(event):
            own.pop(named_by_id.name, None)
            own["id"] = named_by_id._replace(name="id", required=False)
        keys = {**circumstance_keys(event), **own}
        if shorthand := self.shorthands.get(event.TYPE):
            known = (*known, shorthand.spares)
        return {name: key._replace(required=key.required and key.field not in known) for name, key in keys.items()}

    def keys_within(self, within: Within, known: Collection[str] = ()) -> dict[str, Key]:
        """The keys of a statement inside another: its first key has no other name there than its field."""
        event = self.catalogue[within.event]
        head = next(key for key in keys_of(event).values() if key.field == event.HEAD)
        keys = {head.name: head, **self.statement_keys(event, known)}
        return {name: key for name, key in keys.items() if key.field != within.outer}

    def register_keys(self, event: type[Event]) -> dict[str, Key]:
        """The keys of an entry in a section of the register."""
        return {**circumstance_keys(event), **fields_of(event, without=(introduced_field(event),))}

    def register_head(self, event: type[Event]) -> Key:
        """The key that a bare text fills in a section of the register: the name, or the title."""
        return next(key for key in fields_of(event, without=(introduced_field(event),)).values() if key.required)


FORM: Final = Form()
"""The form of the files that clerks write."""


def introduced_kind(event: type[Event]) -> str:
    """The kind of subject that an event brings into being; empty where it brings none."""
    new = introduced_field(event)
    return next((meaning_of(key.type).introduces for key in keys_of(event).values() if key.field == new), "")


def circumstance_keys(event: type[Event]) -> dict[str, Key]:
    """The keys of the circumstances that fit an event: only what can be ended has `until`."""
    return fields_of(Circumstances, without=() if event.ENDED_BY else ("until",))


def fields_of(struct: type[msgspec.Struct], without: Collection[str] = ()) -> dict[str, Key]:
    """The keys that fill a struct, but for some fields."""
    return {name: key for name, key in keys_of(struct).items() if key.field not in without}


def as_type(annotated: object) -> shape.Type:
    """The inspected form of a type annotation."""
    return shape.type_info(annotated)


def _named_by_id(event: type[Event]) -> Key | None:
    """The field that `id` fills: that of a new subject, or one whose own key begins the statement."""
    new = introduced_field(event)
    for key in keys_of(event).values():
        if key.field != event.HEAD and (key.field == new or (not new and key.name == event.SAID_AS)):
            return key
    return None
