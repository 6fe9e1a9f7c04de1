"""Reviewing a draft: each statement with its `check`, accepted, rewritten or dropped in the text of the file itself.

The file is changed line by line where a decision falls, and nowhere else: comments, blank lines, order and quotation
marks stay as the clerk has them. What is dropped stays as a comment with who dropped it and why; what is accepted says
by which rule it was drafted and who confirmed it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

import yaml

from ledger.meeting_file.id_lookup import REGISTER_SECTIONS, name_from
from ledger.meeting_file.yaml_nodes import LOADER
from ledger.refusals import Refusal
from ledger.vocabulary.event import CATALOGUE
from ledger.vocabulary.fields import introduced_kind, keys_of
from ledger.vocabulary.naming import short_name

CHECK: Final = "check"
SUPERSEDES: Final = "supersedes"
RULE: Final = re.compile(r"drafted by the rule '(.*?)'(?:;|$)")
_PROPOSED: Final = re.compile(r"(?:, |: )(?P<id>[\w/.-]+) \(")
_BY_POST: Final = re.compile(
    r"unsure: (?P<key>\w+): '[^;]*' is not clearly one of those present; the lists have (?P<who>\S+(?: and \S+)*) as that"
)
_IN_WORDS: Final = frozenset({"quote", "text", "name", "check", "document"})
_PLAIN: Final = re.compile(r"[A-Za-zÀ-ÿ][\w .'’()-]*")


@dataclass(frozen=True)
class Open:
    """Something in a draft that is still to be checked; lines count from 0, the last one is not included."""

    first: int
    last: int
    key: int
    """The line on which its `check` stands."""
    indent: int
    """How far its keys are indented."""
    check: str
    quote: str
    at: str
    is_droppable: bool
    """Whether it can be left out: the meeting itself cannot."""
    section: str
    """Where it stands in the file: register, meeting, statements."""

    @property
    def rule(self) -> str:
        """The rule by which it was drafted; empty where its check names none."""
        found = RULE.search(self.check)
        return found[1] if found else ""

    @property
    def proposed(self) -> tuple[str, ...]:
        """The ids of those whom the name of somebody or something new may mean, the likeliest first."""
        _, _, proposals = self.check.partition("or one of these")
        return tuple(found["id"] for found in _PROPOSED.finditer(proposals))

    @property
    def by_post(self) -> tuple[tuple[str, str], ...]:
        """Who may be meant where the minutes name a post that the lists tell of somebody: under which key, and who."""
        found = ((each["key"], who) for each in _BY_POST.finditer(self.check) for who in each["who"].split(" and "))
        return tuple(dict.fromkeys(found))


def open_checks(text: str) -> list[Open]:
    """What is still to be checked in a file, in its order.

    Raises:
        Refusal: it is no YAML, or a check stands in braces, where a line cannot be taken out.
    """
    try:
        root = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as broken:
        if broken.problem == "but found another document":
            raise Refusal(
                "there are several drafts in the file", "draft them with --into FOLDER, a file each"
            ) from broken
        line = broken.problem_mark.line + 1 if broken.problem_mark else 1
        raise Refusal(f"the file is no YAML: {broken.problem}", f"mend line {line}, and review it again") from broken
    lines = text.splitlines()
    return sorted(_found(root, lines, None, ""), key=lambda each: each.first) if root else []


def _found(node: yaml.Node, lines: list[str], holder: tuple[int, int] | None, section: str) -> Iterator[Open]:
    """The checks in a node; `holder` is the line and the indent of the item or the key that it stands under."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            dash = lines[item.start_mark.line].rfind("-", 0, item.start_mark.column)
            yield from _found(item, lines, (item.start_mark.line, dash), section)
    if not isinstance(node, yaml.MappingNode):
        return
    told = {key.value: (key, value) for key, value in node.value}
    if CHECK in told:
        key, value = told[CHECK]
        if node.flow_style:
            raise Refusal(
                f"the check on line {key.start_mark.line + 1} stands in braces", "write its keys on lines of their own"
            )
        first, indent = holder or (node.start_mark.line, -1)
        text = {name: str(told[name][1].value) for name in ("quote", "at") if name in told}
        yield Open(
            first=first,
            last=_end(lines, first, indent),
            key=key.start_mark.line,
            indent=key.start_mark.column,
            check=str(value.value),
            quote=text.get("quote", ""),
            at=text.get("at", ""),
            is_droppable=indent > 0,
            section=section,
        )
    for key, value in node.value:
        yield from _found(value, lines, (key.start_mark.line, key.start_mark.column), section or str(key.value))


def _end(lines: list[str], first: int, indent: int) -> int:
    """The line behind what begins on a line: the next one that is indented no further; blank lines are not part of it."""
    last = first + 1
    for number in range(first + 1, len(lines)):
        line = lines[number]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        if line.strip():
            last = number + 1
    return last


def accepted(text: str, check: Open, by: str, tool: str) -> str:
    """The text with one check taken out, and in its place who drafted what it is about, and who confirmed it."""
    lines = text.splitlines()
    end = _end(lines, check.key, check.indent)
    own = " " * check.indent
    drafted = f"{tool}, rule {check.rule}" if check.rule else tool
    lines[check.key : end] = [f"{own}drafted by: {_quoted(drafted)}", f"{own}confirmed by: {_quoted(by)}"]
    return "\n".join(lines) + "\n"


def meant(text: str, check: Open, known: str) -> str:
    """The text with somebody who is known in the place of the new one that a check is about: no such entry any more."""
    lines = _called_otherwise(text, _id_of(text, check), known).splitlines()
    del lines[check.first : check.last]
    for number in _left_empty(lines, check.first):
        del lines[number]
    return "\n".join(lines) + "\n"


def renamed(text: str, check: Open, name: str, taken: Collection[str] = ()) -> str:
    """The text with another name for somebody or something new, and the id that this name makes wherever they stand."""
    before, kind = _id_of(text, check), kind_of_new(text, check)
    lines = text.splitlines()
    for number in range(check.first, check.last):
        if re.match(r"(name|title):", lines[number].strip()):
            key = lines[number].partition(":")[0]
            lines[number : _end(lines, number, check.indent)] = [f"{key}: {_quoted(name)}"]
            break
    return _called_otherwise("\n".join(lines) + "\n", before, short_name(name, kind, taken))


def kind_of_new(text: str, check: Open) -> str:
    """Of what kind somebody or something in the register is."""
    heads = (line.strip().rstrip(":") for line in reversed(text.splitlines()[: check.first]))
    return next(introduced_kind(CATALOGUE[REGISTER_SECTIONS[head]]) for head in heads if head in REGISTER_SECTIONS)


def _id_of(text: str, check: Open) -> str:
    return text.splitlines()[check.first].strip().rstrip(":")


def _called_otherwise(text: str, before: str, now: str) -> str:
    """The text with another id for somebody or something, also where the ids of meetings begin with it."""
    root = yaml.compose(text, Loader=LOADER)
    for node in sorted(_called(root, before) if root else (), key=lambda each: each.start_mark.index, reverse=True):
        start = node.start_mark.index + (1 if node.style else 0)
        text = text[:start] + now + text[start + len(before) :]
    listed = re.compile(rf"(lists\s+have\s+(?:\S+\s+and\s+)*){re.escape(before)}(?=\s+(?:as|and)\b)")
    return listed.sub(rf"\g<1>{now}", text)


def _left_empty(lines: list[str], behind: int) -> Iterator[int]:
    """The heads before a line that have nothing left under them, the innermost first."""
    for number in range(behind - 1, -1, -1):
        if not lines[number].strip():
            continue
        if not lines[number].endswith(":") or _end(lines, number, _indent(lines[number])) > number + 1:
            break
        yield number


def _called(node: yaml.Node, name: str, key: str = "") -> Iterator[yaml.ScalarNode]:
    """The places where a file has a name as an id, or as the beginning of one, and not within words."""
    if isinstance(node, yaml.ScalarNode) and f"{node.value}/".startswith(f"{name}/") and key not in _IN_WORDS:
        yield node
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _called(item, name, key)
    if isinstance(node, yaml.MappingNode):
        for written, held in node.value:
            yield from _called(written, name)
            yield from _called(held, name, str(written.value))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def dropped(text: str, check: Open, by: str, why: str) -> str:
    """The text with one statement as a comment, under who dropped it and why.

    Raises:
        Refusal: it cannot be left out.
    """
    if not check.is_droppable:
        raise Refusal("the meeting itself cannot be dropped", "correct it, then accept it")
    lines = text.splitlines()
    own = lines[check.first][: len(lines[check.first]) - len(lines[check.first].lstrip())]
    said = f"{own}# dropped by {by}: {' '.join(why.split())}"
    kept = [f"{own}# {line.removeprefix(own)}".rstrip() for line in lines[check.first : check.last]]
    lines[check.first : check.last] = [said, *kept]
    return "\n".join(lines) + "\n"


def as_far_as(text: str, check: Open) -> str:
    """The text as if the review ended with a check that is accepted: other statements still to be checked are left out.

    With somebody in the register goes the register alone: what is wrong with the meeting is no fault of theirs. Its lines are the same in number, so that what is wrong with it stands where the clerk has it.
    """
    lines = text.splitlines()
    for each in open_checks(text):
        is_left_out = each.section == "statements" and each.is_droppable and each.key != check.key
        first, last = (each.first, each.last) if is_left_out else (each.key, _end(lines, each.key, each.indent))
        lines[first:last] = [""] * (last - first)
        if not is_left_out:
            lines[each.key] = f"{' ' * each.indent}confirmed by: whoever reviews"
        else:
            for number in _left_empty(lines, first):
                lines[number] = ""
    if check.section == "register":
        for section in ("meeting:", "statements:"):
            first = lines.index(section) if section in lines else len(lines)
            last = _end(lines, first, 0)
            lines[first:last] = [""] * (last - first)
    return "\n".join(lines) + "\n"


def shown(text: str, check: Open, without: Collection[str] = ()) -> str:
    """The lines of what is to be checked, without the check itself and without some other keys."""
    lines, told, is_left_out = text.splitlines()[: check.last], list[str](), False
    for line in lines[check.first :]:
        if _indent(line) <= check.indent:
            is_left_out = line.strip().partition(":")[0] in (CHECK, *without)
        told += [] if is_left_out else [line]
    return "\n".join(told)


def said_by(text: str, check: Open, key: str, who: str) -> str:
    """The text with somebody under a key of a statement; where it has that key, of the answer within it."""
    lines = text.splitlines()
    own = [line.strip() for line in lines[check.first : check.last] if _indent(line) == check.indent]
    if not any(line.startswith(f"{key}:") for line in own):
        return completed(text, check.first, key, who)
    answer = lines.index(f"{' ' * check.indent}answer:", check.first, check.last) if "answer:" in own else None
    if answer is not None:
        lines.insert(answer + 1, f"{' ' * _indent(lines[answer + 1])}{key}: {who}")
    return "\n".join(lines) + "\n"


def replaced(text: str, check: Open, lines: str) -> str:
    """The text with the lines of one statement rewritten; its check stays until it is accepted."""
    own = text.splitlines()
    end = _end(own, check.key, check.indent)
    kept = own[check.key : end]
    own[check.first : check.last] = [*lines.rstrip("\n").splitlines(), *kept]
    return "\n".join(own) + "\n"


def completed(text: str, line: int, key: str, value: str) -> str:
    """The text with one more key in the mapping that begins on a line, which counts from 0, behind its first key."""
    lines = text.splitlines()
    indent = len(lines[line]) - len(lines[line].lstrip(" -"))
    end = _end(lines, line, indent)
    lines.insert(end, f"{' ' * indent}{key}: {_quoted(value)}")
    return "\n".join(lines) + "\n"


def although(text: str, check: Open, why: str) -> str:
    """The text with why a statement is recorded although other entries contradict it."""
    lines = text.splitlines()
    lines.insert(check.key, f"{' ' * check.indent}although: {_quoted(why)}")
    return "\n".join(lines) + "\n"


def newer_than(text: str, former: str) -> str:
    """The text of which the source says that it is the newer version of a document."""
    lines = text.splitlines()
    lines.insert(_end(lines, lines.index("source:"), 0), f"  {SUPERSEDES}: {_quoted(former)}")
    return "\n".join(lines) + "\n"


def filled(text: str, line: int, value: str) -> str:
    """The text with a value behind the key that ends a line, which counts from 0."""
    lines = text.splitlines()
    lines[line] = f"{lines[line].rstrip()} {_quoted(value)}"
    return "\n".join(lines) + "\n"


def registered(text: str, kind: str, name: str) -> str:
    """The text with somebody or something new in its register, by name."""
    section = next(key for key, event in REGISTER_SECTIONS.items() if introduced_kind(CATALOGUE[event]) == kind)
    lines = text.splitlines()
    if "register:" not in lines:
        place = next((at for at, line in enumerate(lines) if line.startswith(("meeting:", "statements:"))), len(lines))
        lines[place:place] = ["register:"]
    top = lines.index("register:")
    heads = (at for at in range(top + 1, _end(lines, top, 0)) if lines[at].strip() == f"{section}:")
    if (head := next(heads, None)) is None:
        lines[top + 1 : top + 1] = [f"  {section}:", f"  - name: {_quoted(name)}"]
    elif lines[head + 1].strip().startswith("-"):
        lines.insert(head + 1, f"{' ' * _indent(lines[head + 1])}- name: {_quoted(name)}")
    else:
        lines.insert(head + 1, f"{' ' * _indent(lines[head + 1])}{name_from(name)}: {_quoted(name)}")
    return "\n".join(lines) + "\n"


def begun_before(text: str, check: Open, on: str) -> str:
    """The text with the beginning of what a statement says to have ended before it."""
    lines = text.splitlines()
    head = lines[check.first]
    said = head.strip(" -").partition(":")[0]
    [ended] = [event.TYPE for event in CATALOGUE.values() if said == event.SAID_AS]
    [begun] = [event for event in CATALOGUE.values() if ended == event.ENDED_BY]
    told = [head.replace(said, begun.SAID_AS, 1), f"{' ' * check.indent}on: {_quoted(on)}"]
    keys, is_kept = {*keys_of(begun), "at", "quote"}, False
    for line in lines[check.first + 1 : check.last]:
        if _indent(line) == check.indent:
            is_kept = line.strip().partition(":")[0] in keys
        told += [line] if is_kept else []
    lines[check.first : check.first] = told
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
