"""The form of a meeting file: which sections register what, which key begins which statement, and its other keys.

All of it follows from the catalogue of events and three tables; a new event needs no line of the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Final, NamedTuple

from msgspec import Meta
from msgspec.structs import replace

from ledger.aggregates import KINDS, refuse_unknown_kind
from ledger.meeting_file.common_keys import Circumstances
from ledger.meeting_file.id_lookup import REGISTER_SECTIONS
from ledger.meeting_file.votes import as_vote, vote_forms, with_ballots
from ledger.meeting_file.yaml_nodes import ListNode, MappingNode, Node, TextNode
from ledger.refusals import Refusal
from ledger.vocabulary.event import CATALOGUE, Event
from ledger.vocabulary.field_types import FieldType, ListType, StructType
from ledger.vocabulary.fields import Field, fields_of, introduced_field, introduced_kind, key_name, keys_of, type_of
from ledger.vocabulary.motions import OUTCOMES, PUT_OFF
from ledger.vocabulary.resolutions import Limb, Verb
from ledger.vocabulary.subjects import introduces
from ledger.vocabulary.verbs import VERBS, plain_word

ONE_LIMB: Final = tuple(name for name in keys_of(Limb) if name != "text")
"""The keys of the only limb, where they stand beside the words of the resolution."""


def one_limb_keys() -> dict[str, Field]:
    """The keys of a limb that a resolution with one limb may have itself."""
    return {name: replace(key, required=False) for name, key in keys_of(Limb).items() if name in ONE_LIMB}


def with_limbs(resolved: MappingNode) -> MappingNode:
    """A resolution in full: exact words, then limbs.

    Raises:
        Refusal: no verb says what it does, the limbs are given twice, or one of them has a vote of its own.
    """
    head, held = resolved.pairs[0]
    own = {key_name(key.value): (key, node) for key, node in resolved.pairs[1:]}
    spoken = [own.pop(name) for name in ONE_LIMB if name in own]
    _refuse_vote_of_limb(held if not isinstance(held, TextNode) else own["limbs"][1] if "limbs" in own else held)
    if not isinstance(held, TextNode):
        if spoken or "limbs" in own:
            raise Refusal("the limbs are given twice", "give them under 'resolved' or under 'limbs'")
        own["limbs"] = (TextNode("limbs", held.line), held)
        held = TextNode("; ".join(_texts(held)) or "-", held.line)
    elif "limbs" not in own:
        if not any(key_name(key.value) == "verb" for key, _ in spoken):
            raise Refusal(
                "the resolution has no verb", "say what it does, for example 'verb: noted', or give its limbs"
            )
        limb = MappingNode(((TextNode("text", held.line), held), *spoken), held.line)
        own["limbs"] = (TextNode("limbs", held.line), limb)
    elif spoken:
        raise Refusal("both 'limbs' and a limb of its own are given", f"move '{spoken[0][0].value}' into a limb")
    return MappingNode(((head, held), *own.values()), resolved.line)


def _refuse_vote_of_limb(limbs: Node) -> None:
    for limb in limbs.items if isinstance(limbs, ListNode) else (limbs,):
        if isinstance(limb, MappingNode) and any(key_name(key.value) == "vote" for key, _ in limb.pairs):
            raise Refusal(
                "a vote stands beside the limbs, and says on which of them it was",
                "write them under the resolution: 'vote: [{limbs: [1], for: 5, against: 4}, {limbs: [2], for: 9}]'",
            )


def _texts(limbs: Node) -> list[str]:
    return [
        node.value
        for limb in (limbs.items if isinstance(limbs, ListNode) else (limbs,))
        if isinstance(limb, MappingNode)
        for key, node in limb.pairs
        if key.value == "text" and isinstance(node, TextNode)
    ]


class Within(NamedTuple):
    """A statement inside another: the event it is, and its field that receives the outer one's id."""

    event: str
    outer: str
    bare: Callable[[TextNode], MappingNode] | None = None
    """What a bare text in place of the mapping comes to."""


def _filling(key: str) -> Callable[[TextNode], MappingNode]:
    """A bare text that fills one key."""
    return lambda text: MappingNode(((TextNode(key, text.line), text),), text.line)


_VOTE: Final = Within("vote.recorded", "resolution", as_vote)
_MOTION: Final = MappingProxyType(
    {
        "vote": _VOTE,
        "outcome": Within("motion.determined", "motion", _filling("outcome")),
        "amendments": Within("motion.moved", "amends", _filling("text")),
        "substantive": Within("motion.moved", "substantive_of", _filling("text")),
    }
)


NESTED: Final[Mapping[str, Mapping[str, Within]]] = MappingProxyType(
    {
        "question.asked": {"answer": Within("answer.given", "question")},
        "remark.made": {"answer": Within("answer.given", "question")},
        "resolution.passed": {"vote": _VOTE},
        "decision.made": {"vote": _VOTE},
        "motion.moved": _MOTION,
    }
)
"""By event, the keys under which statements about it may stand within it."""


class Shorthand(NamedTuple):
    """A shorter way to write a statement, rewritten into the full one before it is read."""

    rewritten: Callable[[MappingNode], MappingNode]
    keys: Mapping[str, Field] = MappingProxyType({})
    """Keys that only the short form has."""
    spares: str = ""
    """The field that the short form need not give."""
    instead: Mapping[str, FieldType] = MappingProxyType({})
    """By key, what it may hold instead of what the full form has there."""


def with_outcome(determined: MappingNode) -> MappingNode:
    """What became of a motion, in the word of the vocabulary that those of the minutes come to.

    Raises:
        Refusal: nothing became of it yet: it was put off, or sent elsewhere.
    """
    for key, held in determined.pairs:
        if key_name(key.value) == "outcome" and isinstance(held, TextNode) and plain_word(held.value) in PUT_OFF:
            raise Refusal(
                f"'{held.value}' determines no motion: it is still open",
                "leave the outcome out, and say it in a note; what was resolved instead is a resolution of its own: "
                "'resolved: That the motion be deferred.' with 'verb: deferred', or 'verb: referred'",
            )
    pairs = [
        (key, TextNode(OUTCOMES.get(plain_word(held.value), held.value), held.line))
        if key_name(key.value) == "outcome" and isinstance(held, TextNode)
        else (key, held)
        for key, held in determined.pairs
    ]
    return MappingNode(tuple(pairs), determined.line)


SHORTHANDS: Final = MappingProxyType(
    {
        "resolution.passed": Shorthand(
            with_limbs, one_limb_keys(), "limbs", {"resolved": ListType(item=StructType(struct=Limb), fewest=1)}
        ),
        "vote.recorded": Shorthand(with_ballots, instead=vote_forms()),
        "motion.determined": Shorthand(with_outcome, instead={"outcome": type_of(str)}),
    }
)

NewDocument = Annotated[str, introduces("document"), Meta(description="A short name of the document")]


class Form:
    """The tables from which the file's form follows; other tables make other forms."""

    def __init__(
        self,
        catalogue: Mapping[str, type[Event]] = CATALOGUE,
        sections: Mapping[str, str] = REGISTER_SECTIONS,
        nested: Mapping[str, Mapping[str, Within]] = NESTED,
        shorthands: Mapping[str, Shorthand] = SHORTHANDS,
        verbs: Mapping[str, Verb] = VERBS,
    ) -> None:
        self.catalogue = catalogue
        self.sections = sections
        self.nested = nested
        self.shorthands = shorthands
        self.verbs = verbs

    @cached_property
    def said(self) -> Mapping[str, type[Event]]:
        """Every event that a statement can be, by its first key."""
        return {event.SAID_AS: event for event in self.catalogue.values() if event.SAID_AS}

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Every kind of subject that an event introduces, in the order in which kinds are shown.

        Raises:
            LookupError: an event introduces a kind of which there are no streams.
        """
        introduced = {kind: event.TYPE for event in self.catalogue.values() if (kind := introduced_kind(event))}
        for kind, name in introduced.items():
            refuse_unknown_kind(kind, f"the event '{name}'")
        return tuple(kind for kind in KINDS if kind in introduced)

    def head(self, event: type[Event]) -> Field:
        """The first key of a statement."""
        return replace(_head(event), written=event.SAID_AS, required=True)

    def statement_keys(self, event: type[Event], *, in_meeting: bool = False) -> dict[str, Field]:
        """The keys of a statement besides its first one; in a meeting, what it fills in is not required."""
        own = dict(keys_of(event, without=(event.HEAD, introduced_field(event))))
        if named_by_id := _named_by_id(event):
            own.pop(named_by_id.written, None)
            own["id"] = replace(named_by_id, written="id", required=False)
        shorthand = self.shorthands.get(event.TYPE)
        spared = shorthand.spares if shorthand else ""
        return {**circumstance_keys(event), **{key: _eased(field, in_meeting, spared) for key, field in own.items()}}

    def keys_within(self, within: Within, *, in_meeting: bool = False) -> dict[str, Field]:
        """The keys of a statement inside another: its first key has no other name there than its field."""
        event = self.catalogue[within.event]
        keys = {(head := _head(event)).written: head, **self.statement_keys(event, in_meeting=in_meeting)}
        return {key: field for key, field in keys.items() if field.name != within.outer}

    def register_keys(self, event: type[Event]) -> dict[str, Field]:
        """The keys of an entry in a section of the register."""
        return {**circumstance_keys(event), **keys_of(event, without=(introduced_field(event),))}

    def register_head(self, event: type[Event]) -> Field:
        """The key that a bare text fills in a section of the register: the name, or the title."""
        return next(field for field in fields_of(event) if field.required and field.name != introduced_field(event))


FORM: Final = Form()
"""The form of the files that clerks write."""


def circumstance_keys(event: type[Event]) -> Mapping[str, Field]:
    """The keys of the circumstances that fit an event: only what can be ended has `until`."""
    return keys_of(Circumstances, without=() if event.ENDED_BY else ("until",))


def _head(event: type[Event]) -> Field:
    return next(field for field in fields_of(event) if field.name == event.HEAD)


def _eased(field: Field, in_meeting: bool, spared: str) -> Field:
    is_given = field.name == spared or (in_meeting and field.inherited)
    return replace(field, required=False) if field.required and is_given else field


def _named_by_id(event: type[Event]) -> Field | None:
    """The field that `id` fills: that of a new subject, or one whose own key begins the statement."""
    new = introduced_field(event)
    for field in fields_of(event):
        if field.name != event.HEAD and (field.name == new or (not new and field.written == event.SAID_AS)):
            return field
    return None
