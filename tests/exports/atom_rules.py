"""What RFC 4287 asks of a feed, as a list of what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as Xml

ATOM: Final = "{http://www.w3.org/2005/Atom}"
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_TAG: Final = re.compile(r"tag:[A-Za-z0-9.@_-]+,\d{4}(-\d\d){0,2}:[A-Za-z0-9._~/:@!$&'()*+,;=?-]+")
_IN_FEED: Final = {
    "author", "category", "contributor", "generator", "icon", "id", "link", "logo", "rights", "subtitle", "title",
    "updated", "entry",
}  # fmt: skip
_IN_ENTRY: Final = {
    "author", "category", "content", "contributor", "id", "link", "published", "rights", "source", "summary", "title",
    "updated",
}  # fmt: skip


def wrong_with(text: str) -> list[str]:
    """Every rule that a feed breaks (sections 4.1.1, 4.1.2 and 4.2 of the RFC)."""
    feed = Xml.fromstring(text.encode())
    return list(_feed(feed))


def entries(text: str) -> list[Xml.Element]:
    """The entries of a feed."""
    return Xml.fromstring(text.encode()).findall(f"{ATOM}entry")


def value(element: Xml.Element, name: str) -> str:
    """The text of a child."""
    return element.findtext(f"{ATOM}{name}") or ""


def _feed(feed: Xml.Element) -> Iterator[str]:
    if feed.tag != f"{ATOM}feed":
        yield f"the root is {feed.tag}"
    yield from _once(feed, "id", "title", "updated")
    yield from _known(feed, _IN_FEED)
    yield from _common(feed)
    found = feed.findall(f"{ATOM}entry")
    ids = [(value(entry, "id"), value(entry, "updated")) for entry in found]
    if len(ids) != len(set(ids)):
        yield "two entries have the same id and the same updated"
    if feed.find(f"{ATOM}author") is None and any(entry.find(f"{ATOM}author") is None for entry in found):
        yield "neither the feed nor each of its entries has an author"
    for entry in found:
        yield from _entry(entry)


def _entry(entry: Xml.Element) -> Iterator[str]:
    yield from _once(entry, "id", "title", "updated")
    yield from _known(entry, _IN_ENTRY)
    yield from _common(entry)
    for name in ("content", "published", "rights", "source", "summary"):
        if len(entry.findall(f"{ATOM}{name}")) > 1:
            yield f"{name} stands twice"
    alternates = [link for link in entry.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
    if entry.find(f"{ATOM}content") is None and not alternates:
        yield "an entry has neither content nor an alternate link"
    content = entry.find(f"{ATOM}content")
    if content is not None and content.get("type", "text") == "text" and len(content):
        yield "content of the type text has elements in it"


def _common(element: Xml.Element) -> Iterator[str]:
    if not _TAG.fullmatch(value(element, "id")):
        yield f"'{value(element, 'id')}' is no tag URI"
    for name in ("updated", "published"):
        for time in element.findall(f"{ATOM}{name}"):
            if not _TIME.fullmatch(time.text or ""):
                yield f"'{time.text}' is no RFC 3339 time"
    for author in element.findall(f"{ATOM}author"):
        if not value(author, "name"):
            yield "an author has no name"
    for category in element.findall(f"{ATOM}category"):
        if not category.get("term"):
            yield "a category has no term"
    for link in element.findall(f"{ATOM}link"):
        if not link.get("href"):
            yield "a link has no href"


def _once(element: Xml.Element, *names: str) -> Iterator[str]:
    for name in names:
        if len(element.findall(f"{ATOM}{name}")) != 1:
            yield f"{name} stands {len(element.findall(f'{ATOM}{name}'))} times in {element.tag}"


def _known(element: Xml.Element, names: set[str]) -> Iterator[str]:
    yield from (f"{child.tag} is none of Atom's" for child in element if child.tag.removeprefix(ATOM) not in names)
