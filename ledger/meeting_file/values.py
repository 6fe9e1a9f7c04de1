"""Typed reading: nodes become values of the vocabulary's types, and every mistake is noted on the way.

A text that a clerk wrote becomes a date, a yes or no, a number, a choice, or stays a text. A single value stands for
a list of one. A date in brackets needs no quotation marks. `~` says that there is
nothing where there can be nothing: `meeting: ~` keeps a statement out of the file's meeting. What cannot be read
is `WRONG`, after its mistake has been noted, so that reading goes on with the next value.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from textwrap import shorten
from types import MappingProxyType
from typing import Any, Final

from ledger.meeting_file.id_lookup import IdLookup, new_subject
from ledger.meeting_file.mistakes import MissingKey, Mistakes, NoValue, StillToCheck, did_you_mean, near_misses
from ledger.meeting_file.yaml_nodes import ListNode, MappingNode, Node, TextNode
from ledger.refusals import Refusal
from ledger.vocabulary.dates import when_written
from ledger.vocabulary.field_types import (
    BoolType,
    ChoiceType,
    DateType,
    FieldType,
    IntroductionType,
    ListType,
    MappingType,
    NumberType,
    ReferenceType,
    StructType,
    TextType,
)
from ledger.vocabulary.fields import Field, key_name, keys_of
from ledger.vocabulary.motions import is_office
from ledger.vocabulary.resolutions import Limb, Verb
from ledger.vocabulary.sums import AMOUNT, in_digits
from ledger.vocabulary.verbs import VERBS, plain_word, verb_of

_TIME: Final = re.compile(r"(?P<hour>\d{1,2})(?:[.:](?P<minute>[0-5]\d))? ?(?P<half>am|pm)?(?: hours)?")
YES_OR_NO: Final = MappingProxyType({"yes": True, "true": True, "no": False, "false": False})

WRONG: Final = object()
"""Stands for a value that could not be read."""

CHECK: Final = "check"
"""The key under which a draft says what a clerk has to look at; whoever has looked deletes it. It is never offered."""
LONGEST_SENTENCE: Final = 120
"""How much is shown of a sentence that is to be checked."""


def scalar(written: str, holds: FieldType) -> Any:
    """The value of a text as a field of a type holds it.

    Raises:
        Refusal: it is no such thing.
    """
    match holds:
        case DateType():
            return date_text(written)
        case TextType():
            return _text(written, holds)
        case BoolType():
            return _yes_or_no(written)
        case NumberType():
            return _number(written, holds)
        case ChoiceType():
            return _choice(written, holds)
    raise TypeError(f"a single text cannot be {holds.expected}")


def date_text(written: str) -> str:
    """A date as it was written, once it is known to be one.

    Raises:
        BadDate: it is not.
    """
    return when_written(written).text


def _text(written: str, holds: TextType) -> str:
    if len(written) < holds.shortest:
        raise Refusal("expected a text, found an empty one", "give a text, or leave the key out")
    if holds.pattern == AMOUNT:
        written = in_digits(written)
    if holds.pattern and not re.search(holds.pattern, written):
        if re.search(holds.pattern, "19:30") and (time := _time_of_day(written)):
            return time
        raise Refusal(f"'{written}' does not fit", f"expected: {holds.description}")
    return written


def _time_of_day(written: str) -> str:
    """A time as minutes write it, 7.30 pm or 19.30, as HH:MM; empty where it may be morning or evening, or is none."""
    said = written.strip().lower().replace("a.m.", "am").replace("p.m.", "pm")
    found = _TIME.fullmatch(said)
    if found is None or not (found["half"] or len(found["hour"]) == 2):
        return {"noon": "12:00", "midnight": "00:00"}.get(said, "")
    hour, minute = int(found["hour"]), found["minute"] or "00"
    if found["half"]:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    return f"{hour:02}:{minute}" if hour < 24 and (found["half"] or found["minute"]) else ""


def _yes_or_no(written: str) -> bool:
    if (truth := YES_OR_NO.get(written.lower())) is None:
        raise Refusal(f"expected yes or no, found the text '{written}'", "write yes or no, or leave the key out")
    return truth


def _number(written: str, holds: NumberType) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", written):
        raise Refusal(f"expected a whole number, found the text '{written}'", "write digits only")
    number = int(written)
    if (holds.least is not None and number < holds.least) or (holds.most is not None and number > holds.most):
        limits = (("at least", holds.least), ("at most", holds.most))
        expected = " and ".join(f"{word} {bound}" for word, bound in limits if bound is not None)
        raise Refusal(f"the number {number} is out of range", f"expected {expected}")
    return number


def _choice(written: str, holds: ChoiceType) -> Any:
    members = {str(member.value): member for member in holds.choices}
    if written not in members:
        raise Refusal(f"'{written}' is none of the choices", did_you_mean(written, members))
    return members[written]


_WHO: Final = ("member", "person")
"""The keys for somebody beside which the words of the minutes have the key `as given`."""


class Typed:
    """Reads the nodes of one file; references are completed by `names`, mistakes go to `mistakes`."""

    def __init__(self, names: IdLookup, mistakes: Mistakes, verbs: Mapping[str, Verb] = VERBS) -> None:
        self.names = names
        self.mistakes = mistakes
        self.verbs = verbs

    def value(self, node: Node, holds: FieldType) -> Any:
        """The value of a node as a type, or WRONG."""
        if holds.nullable and isinstance(node, TextNode) and node.is_nothing and node.value:
            return None
        try:
            match holds:
                case ListType():
                    return self._several(node, holds)
                case StructType():
                    return self._struct(node, holds)
                case MappingType():
                    return self._mapping(node, holds)
                case ReferenceType(kinds=kinds):
                    return self.names.completed(_written(node, holds), kinds)
                case IntroductionType(kind=kind):
                    return new_subject(_written(node, holds), kind)
                case _:
                    return scalar(_written(node, holds), holds)
        except Refusal as refusal:
            return self.wrong(node, refusal)

    def fields(
        self, node: MappingNode, keys: Mapping[str, Field], where: str, read_elsewhere: Collection[str] = ()
    ) -> dict[str, Any]:
        """The values of a mapping by the fields they fill; unknown, repeated and missing keys are noted.

        Keys in `read_elsewhere` are allowed and passed over. Wrong values are left out. A `check` that is left is a
        mistake, whatever it says.
        """
        values: dict[str, Any] = {}
        allowed = (*(name for name in keys if name != CHECK), *read_elsewhere)
        stand_there = {key_name(written.value) for written, _ in node.pairs}
        given: set[str] = set()
        meant: set[str] = set()  # by a key that is unknown: one mistake is not told again as a key that is missing
        for written, held in node.pairs:
            name = key_name(written.value)
            if name in given:
                self.wrong(written, Refusal(f"the key '{name}' is given twice", "keep one of them"))
            elif key := keys.get(name):
                given.add(name)
                if name == CHECK:
                    self.note_check(node)
                elif (words := self._in_words(key, held, keys)) is not None:
                    values[words.name] = held.value if isinstance(held, TextNode) else ""
                else:
                    values[key.name] = self.value(held, key.type)
            elif name not in read_elsewhere:
                meant.update(near_misses(name, allowed))
                remedy = did_you_mean(name, allowed, but_not=stand_there)
                self.wrong(written, Refusal(f"unknown key '{name}' in {where}", remedy))
        for key in keys.values():
            if key.required and key.written not in given | meant:
                self.wrong(node, MissingKey(key.written, where, key.type))
        return {field: value for field, value in values.items() if value is not WRONG}

    def _in_words(self, key: Field, held: Node, keys: Mapping[str, Field]) -> Field | None:
        """The field for the words in place of a subject, where minutes name an office ('the Mayor') and nobody else."""
        words = keys.get(f"{key.written} as given") or (keys.get("as given") if key.written in _WHO else None)
        if words is None or not isinstance(key.type, ReferenceType) or not isinstance(held, TextNode):
            return None
        if not is_office(held.value):
            return None
        try:
            self.names.completed(held.value, key.type.kinds)
        except Refusal:
            return words
        return None

    def wrong(self, node: Node, refusal: Refusal) -> object:
        """Note what is wrong with a node."""
        self.mistakes.add(node.line, refusal)
        return WRONG

    def note_check(self, node: Node) -> None:
        """Note that a mapping is still to be checked, if it is, with the sentence that it rests on."""
        stands_there = (
            {key_name(key.value): (key, held) for key, held in node.pairs} if isinstance(node, MappingNode) else {}
        )
        if CHECK not in stands_there:
            return
        key, check = stands_there[CHECK]
        _, words = stands_there.get("quote", (key, check))
        sentence = (
            f": '{shorten(words.value, LONGEST_SENTENCE)}'" if isinstance(words, TextNode) and words.value else ""
        )
        remedy = "accept it by deleting `check`, or drop the statement"
        self.wrong(key, StillToCheck(f"still to be checked{sentence}", remedy))

    @contextmanager
    def noting(self, node: Node) -> Iterator[None]:
        """Note a refusal that is raised inside at a node, and go on."""
        try:
            yield
        except Refusal as refusal:
            self.wrong(node, refusal)

    def _several(self, node: Node, many: ListType) -> Any:
        items = node.items if isinstance(node, ListNode) else (node,)
        if len(items) < many.fewest:
            raise Refusal("an empty list", f"give {many.item.expected}, or more than one")
        values = tuple(self.value(item, many.item) for item in items)
        return WRONG if any(value is WRONG for value in values) else values

    def _struct(self, node: Node, holds: StructType) -> Any:
        struct = holds.struct
        if not isinstance(node, MappingNode):
            keys = ", ".join(keys_of(struct))
            raise Refusal(f"expected a mapping with {keys}, found {found(node)}", "write 'key: value' lines")
        before = len(self.mistakes)
        if struct is Limb:
            node = self._with_verb(node)
        values = self.fields(node, keys_of(struct), f"a {struct.__name__.lower()}")
        return struct(**values) if len(self.mistakes) == before else WRONG

    def _with_verb(self, limb: MappingNode) -> MappingNode:
        """A limb with the verb that the clerk's word comes to, and the word beside it."""
        rewritten: list[tuple[TextNode, Node]] = []
        given = {key_name(key.value) for key, _ in limb.pairs}
        for key, held in limb.pairs:
            if key_name(key.value) != "verb" or not isinstance(held, TextNode) or held.is_nothing:
                rewritten.append((key, held))
                continue
            verb = verb_of(held.value, self.verbs)
            rewritten.append((key, TextNode(verb.value, held.line)))
            if plain_word(held.value) != verb.value and "verb as given" not in given:
                rewritten.append((TextNode("verb as given", held.line), held))
        return MappingNode(tuple(rewritten), limb.line)

    def _mapping(self, node: Node, mapping: MappingType) -> Any:
        if not isinstance(node, MappingNode):
            raise Refusal(f"expected a mapping, found {found(node)}", "write 'name: value' lines")
        values = {key.value: self.value(held, mapping.values) for key, held in node.pairs}
        return WRONG if any(value is WRONG for value in values.values()) else values


def found(node: Node) -> str:
    """What stands in the file, as words for a refusal."""
    match node:
        case ListNode():
            return "a list"
        case MappingNode():
            return "a mapping"
        case TextNode(is_nothing=True):
            return "nothing"
    return f"the text '{node.value if len(node.value) <= 60 else node.value[:57] + '...'}'"


def _written(node: Node, holds: FieldType) -> str:
    if isinstance(node, TextNode):
        if node.is_nothing:
            raise NoValue(holds)
        return node.value
    if isinstance(holds, DateType) and isinstance(node, ListNode) and node.in_brackets:
        return f"[{','.join(item.value for item in node.items if isinstance(item, TextNode))}]"
    remedy = "put a text with brackets in quotation marks" if isinstance(holds, TextType) else "give one value"
    raise Refusal(f"expected {holds.expected}, found {found(node)}", remedy)
