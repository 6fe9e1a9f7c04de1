"""Answers of the web service: XML, read safely, and made into records.

A declaration of a document type is refused, and with it every entity of a document's own: no answer needs one, and
they are how a small file becomes a large one, or reads another. Prefixes and namespaces of tags are left out, and
so is the difference between small letters and capitals.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from ledger.imports.moderngov.folder import SavedAnswer
from ledger.imports.records import Record
from ledger.refusals import Refusal

_DEEPEST: Final = 100
_TIMES_ESCAPED: Final = 3
"""How often entities are resolved: some sites escape what was escaped already."""
_PAGE: Final = (b"<!doctype html", b"<html")


class NoAnswer(Refusal):
    """A file that is no answer: a page that says that something went wrong, or half an answer."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(why, "fetch it anew; nothing of it was read", place)


class Answer(NamedTuple):
    """What an answer says: its tree, by tags in small letters, and whether it was in another encoding than it says."""

    root: Element
    is_recoded: bool = False


def read_answer(answer: SavedAnswer, *expected: str) -> Answer:
    """The tree of an answer.

    Raises:
        NoAnswer: it is a page, it is cut off, it has none of the expected elements, or it would need entities.
    """
    content = answer.content()
    if content.lstrip()[:20].lower().startswith(_PAGE):
        raise NoAnswer(answer.place, f"it is a page ('{_title(content)}') and no answer of the web service")
    found = _tree(content, answer.place)
    if found.root.tag == "string" and (found.root.text or "").lstrip().startswith("<"):  # an answer within an answer
        found = _tree((found.root.text or "").encode(), answer.place)
    if not any(each.tag in expected for each in found.root.iter()):
        raise NoAnswer(answer.place, f"it has no '{expected[0]}'; it begins with '{found.root.tag[:40]}'")
    return found


def records(place: str, root: Element, tag: str) -> Iterator[tuple[Record, Element]]:
    """Each element of a tag as a record of its attributes and of the texts within it, and the element itself."""
    for number, element in enumerate(root.iter(tag), 1):
        yield record(f"{place} {tag} {number}", element), element


def record(place: str, element: Element) -> Record:
    """An element as a record; what is empty is not told."""
    values: dict[str, str] = {}
    for name, text in (*element.attrib.items(), *((each.tag, each.text or "") for each in element if not len(each))):
        if (plain := plain_text(text)) and name not in values:
            values[name] = plain
    return Record(place, values)


def plain_text(text: str) -> str:
    """A text with its entities resolved, however often they were escaped."""
    for _ in range(_TIMES_ESCAPED):
        text, before = unescape(text), text
        if text == before:
            break
    return text.replace("\xa0", " ").strip()


def truth(given: Record, key: str) -> bool | None:
    """True or False as the service writes them; nothing where it says nothing.

    Raises:
        Refusal: it is another word.
    """
    word = given.optional(key).lower()
    if word not in ("", "true", "false", "1", "0"):
        raise given.wrong(key, word, "True or False")
    return word in ("true", "1") if word else None


def _tree(content: bytes, place: str) -> Answer:
    try:
        try:
            return Answer(_parsed(content))
        except expat.ExpatError as wrong:
            # The usual slips: the code page of Windows called UTF-8, and UTF-8 called UTF-16.
            with suppress(expat.ExpatError, UnicodeDecodeError):
                return Answer(_parsed(decoded(content).encode(), "utf-8"), is_recoded=True)
            raise NoAnswer(place, f"it is no XML: {wrong}") from wrong
    except _Unsafe as wrong:
        raise NoAnswer(place, str(wrong)) from wrong


def decoded(content: bytes) -> str:
    """A text in UTF-8, or else in the code page of Windows.

    Raises:
        UnicodeDecodeError: it is in neither.
    """
    with suppress(UnicodeDecodeError):
        return content.decode("utf-8-sig")
    return content.decode("cp1252")


class _Unsafe(Exception):
    """What no answer needs."""


def _parsed(content: bytes, encoding: str | None = None) -> Element:
    builder, parser, depth = TreeBuilder(), expat.ParserCreate(encoding), 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise _Unsafe(f"it is nested more than {_DEEPEST} deep")
        builder.start(_tag(tag), {_tag(name): value for name, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_tag(tag))

    def refuse(*_: object) -> None:
        raise _Unsafe("it declares a document type, which no answer of the web service does")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, builder.data
    parser.StartDoctypeDeclHandler, parser.buffer_text = refuse, True
    parser.Parse(content.strip(), True)
    return builder.close()


def _tag(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _title(content: bytes) -> str:
    text = content[: 1 << 16].decode("utf-8", "replace")
    start, end = text.lower().find("<title>"), text.lower().find("</title>")
    return " ".join(text[start + 7 : end].split())[:60] if 0 <= start < end else "without a title"
