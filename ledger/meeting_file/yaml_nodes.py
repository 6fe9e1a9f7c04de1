"""YAML as nodes that know their lines: everything stays the text that the clerk wrote.

Nothing is turned into a Python value here, so the traps of YAML 1.1 cannot spring: `on` and `no` stay words,
2013-09-26 stays text and 010 keeps its nought. Meeting files need neither aliases nor tags nor several
documents, and refuse them; with them go the files that grow when they are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, TypeAlias

import yaml

from ledger.meeting_file.mistakes import Mistakes
from ledger.refusals import Refusal

DEEPEST: Final = 32
"""Lists and mappings within each other; a resolution's limb with its projects lies five deep."""
MOST_NODES: Final = 500_000

LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The quicker reader of YAML, where the library brings it."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TAB_INDENTS = re.compile(r"[ \-?:]*\t")
_REMEDIES = (
    ("escape", "write the character itself"),
    ("mapping values", "put a text that contains ': ' in quotation marks"),
    ("quoted scalar", "close the quotation mark"),
    ("could not find expected ':'", "put a colon and a space between the key and its value"),
    ("flow", "close the bracket"),
    ("block scalar", "put a text that begins with > or | in quotation marks"),
    ("block mapping", "put a text that begins with a bracket in quotation marks"),
    ("alias", "put a text that begins with * in quotation marks"),
    ("cannot start any token", "put a text that begins with @ ` % or a bracket in quotation marks"),
)
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
"""Characters that nobody sees and that make two names of one."""
_SPACE_INSTEAD = "put a space in its place"
_HYPHEN = "write a hyphen, '- '"
_WIDE = "[\u00a0\u2000-\u200a\u202f\u205f\u3000]"
_AS_WORD_HAS_THEM = (
    (re.compile(rf"^[ -]*[^\s:#'\"-][^:#]*:{_WIDE}"), "a no-break space stands after the colon", _SPACE_INSTEAD),
    (re.compile(rf"^[ ]*-{_WIDE}"), "a no-break space stands after the hyphen", _SPACE_INSTEAD),
    (re.compile(rf"^[ ]*{_WIDE}"), "a no-break space indents this line", _SPACE_INSTEAD),
    (
        re.compile(r"^[ ]*[\u2010-\u2015\u2212\u2022\u25aa\u25cf\u25e6\u00b7]\s?"),
        "a dash or a bullet begins an item",
        _HYPHEN,
    ),
    (re.compile(r"^[ ]*(?:\*|\d+[.)])\s+[a-z][a-z ]*:"), "a star or a number begins an item", _HYPHEN),
    (re.compile(r"^[ -]*[A-Za-z][A-Za-z ]*\uff1a"), "a wide colon stands after the key", "write a colon and a space"),
)
"""What a word processor puts in the place of what a meeting file is made of, and what to do about it."""
_TEXT_BEGINS_SO: Final = "a text that begins so stands in quotation marks"
_LONGEST_CUT = 40
_CUT = re.compile(r"[ \t]+(#(?:[^\s#]|[ \t]*\d).*)")
"""What would be taken for a comment, and is a number: 'plot #4' or 'plot # 4'."""
_ALIGN = "align this line with the keys around it, with a space after each '-' and ':'"
_PARTLY_QUOTED = re.compile(r"""[^"':]*:\s+(?:"[^"]*"|'[^']*')\s*[^\s#,\]}]""")


@dataclass(frozen=True, slots=True)
class TextNode:
    """One piece of text; `is_nothing` where a value was left out or said to be none (empty, ~ or null)."""

    value: str
    line: int
    is_nothing: bool = False


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list; `in_brackets` when it was written [a, b]."""

    items: tuple[Node, ...]
    line: int
    in_brackets: bool = False


@dataclass(frozen=True, slots=True)
class MappingNode:
    """A mapping, its keys in the order of the file."""

    pairs: tuple[tuple[TextNode, Node], ...]
    line: int


Node: TypeAlias = TextNode | ListNode | MappingNode


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read yet."""

    line: int
    is_mapping: bool
    in_brackets: bool = False
    nodes: list[Node] = field(default_factory=list)


def compose(text: str, mistakes: Mistakes) -> Node:
    """The one document in a text as nodes; keys that are given twice are noted, the first one is kept.

    Raises:
        Refusal: broken YAML, several documents or none, an alias, a tag, or more than the limits allow.
    """
    if found := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise Refusal(f"the character U+{ord(found[0]):04X} cannot be kept", "delete it", mistakes.place(line))
    lines = text.splitlines()
    for number, line_of_text in enumerate(lines, 1):
        if found := _INVISIBLE.search(line_of_text):
            mistakes.add(number, Refusal(f"the invisible character U+{ord(found[0]):04X} cannot be kept", "delete it"))
    try:
        return _nodes(yaml.parse(text, Loader=LOADER), mistakes, lines)
    except yaml.MarkedYAMLError as broken:
        raise _broken(broken, text, mistakes) from broken
    except (yaml.YAMLError, ValueError, OverflowError) as broken:
        raise Refusal("broken YAML", "check its characters and escapes", mistakes.place(1)) from broken


def _nodes(events: Iterator[yaml.Event], mistakes: Mistakes, lines: list[str]) -> Node:
    document = _Open(line=1, is_mapping=False)
    open_ones = [document]
    count = 0
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        _refuse_unneeded(event, bool(document.nodes), mistakes.place(line))
        match event:
            case yaml.ScalarEvent():
                _note_cut(event, line, lines, mistakes)
                open_ones[-1].nodes.append(_text(event, line, mistakes))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                is_mapping = isinstance(event, yaml.MappingStartEvent)
                open_ones.append(_Open(line, is_mapping, bool(event.flow_style)))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                closed = open_ones.pop()
                open_ones[-1].nodes.append(_closed(closed, mistakes))
            case _:
                continue
        count += 1
        _refuse_excess(len(open_ones), count, mistakes.place(line))
    if not document.nodes or getattr(document.nodes[0], "is_nothing", False):
        raise Refusal("the file is empty", "begin with 'source:' and the document's title", mistakes.place(1))
    return document.nodes[0]


def _note_cut(event: yaml.ScalarEvent, line: int, lines: list[str], mistakes: Mistakes) -> None:
    """Note a text of which YAML leaves out what comes after a `#`: a number, as in 'plot #4', and no comment."""
    if event.style or not event.value or not event.end_mark or event.end_mark.line >= len(lines):
        return
    if found := _CUT.match(lines[event.end_mark.line], event.end_mark.column):
        cut = found[1] if len(found[1]) <= _LONGEST_CUT else f"{found[1][:_LONGEST_CUT]}..."
        remedy = "put the whole text in quotation marks, or a comment on a line of its own"
        mistakes.add(line, Refusal(f"'{cut}' would be left out of the text before it", remedy))


def _text(event: yaml.ScalarEvent, line: int, mistakes: Mistakes) -> TextNode:
    if found := _UNPRINTABLE.search(event.value):
        mistakes.add(line, Refusal(f"the character U+{ord(found[0]):04X} cannot be kept", "delete its escape"))
    is_nothing = not event.style and event.value.lower() in ("", "~", "null")
    return TextNode(event.value.strip(), line, is_nothing)


def _closed(closed: _Open, mistakes: Mistakes) -> Node:
    if not closed.is_mapping:
        return ListNode(tuple(closed.nodes), closed.line, closed.in_brackets)
    pairs: dict[str, tuple[TextNode, Node]] = {}
    for key, value in list(pairwise(closed.nodes))[::2]:
        if not isinstance(key, TextNode):
            mistakes.add(key.line, Refusal("a list or a mapping stands as a key", "write a word before the colon"))
        elif key.value in pairs:
            first = pairs[key.value][0].line
            mistakes.add(
                key.line, Refusal(f"the key '{key.value}' is given twice", f"it stands on line {first} already")
            )
        else:
            pairs[key.value] = (key, value)
    return MappingNode(tuple(pairs.values()), closed.line)


def _refuse_unneeded(event: yaml.Event, begun: bool, place: str) -> None:
    if isinstance(event, yaml.AliasEvent):
        raise Refusal(f"'*{event.anchor}' is an alias", f"write out what it stands for; {_TEXT_BEGINS_SO}", place)
    if isinstance(event, yaml.ScalarEvent) and event.anchor:
        raise Refusal(f"'&{event.anchor}' would be left out of the text behind it", _TEXT_BEGINS_SO, place)
    if tag := getattr(event, "tag", None):
        remedy = f"leave it out; the ledger knows which type each key has; {_TEXT_BEGINS_SO}"
        raise Refusal(f"'{tag}' is a tag", remedy, place)
    if isinstance(event, yaml.DocumentStartEvent) and begun:
        raise Refusal("a second document begins here", "give each document a file of its own", place)


def _refuse_excess(depth: int, count: int, place: str) -> None:
    if depth > DEEPEST + 1:
        raise Refusal(f"lists and mappings lie more than {DEEPEST} deep", "check the brackets", place)
    if count > MOST_NODES:
        raise Refusal(f"the file holds more than {MOST_NODES} values", "split it", place)


def _broken(error: yaml.MarkedYAMLError, text: str, mistakes: Mistakes) -> Refusal:
    """What the parser found, with the remedy for what clerks get wrong most often."""
    words = " ".join(part for part in (error.problem, error.context) if part)
    begins_earlier = any(sign in words for sign in ("quoted scalar", "flow", "simple key"))
    mark = (error.context_mark if begins_earlier else None) or error.problem_mark
    line = mark.line + 1 if mark else 1
    here = (text.splitlines()[line - 1 :] or [""])[0]
    for number in (line, line - 1):  # what such a line breaks is often found only on the next one
        for pattern, what, remedy in _AS_WORD_HAS_THEM:
            if number and pattern.match((text.splitlines()[number - 1 :] or [""])[0]):
                return Refusal(f"broken YAML: {what}", remedy, mistakes.place(number))
    if _TAB_INDENTS.match(here):
        return Refusal("broken YAML: a tab indents this line", "indent with spaces", mistakes.place(line))
    return Refusal(f"broken YAML: {words}", _remedy(words, here, mark.column if mark else 0), mistakes.place(line))


def _remedy(words: str, line: str, column: int) -> str:
    if _PARTLY_QUOTED.match(line):
        return "put the whole text in quotation marks, and double those within it"
    if "mapping values" in words and ": " not in line[:column]:
        return _ALIGN  # it stumbled over the line's own key, not over a colon in its text
    return next((remedy for sign, remedy in _REMEDIES if sign in words), _ALIGN)
