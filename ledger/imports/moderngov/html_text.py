"""The text of a piece of HTML as somebody reads it: a line for each paragraph, nothing of its scripts and styles."""

from __future__ import annotations

import importlib
import re
from typing import Any

from ledger.imports.moderngov.answers import plain_text

_BLOCKS = frozenset(
    ["p", "div", "li", "ul", "ol", "table", "tr", "section", "article", "br", "h1", "h2", "h3", "h4", "h5", "h6"]
)
_CELLS = frozenset(["td", "th"])
_UNSEEN = frozenset(["script", "style", "head", "noscript", "template", "-comment"])


def parsed(text: str) -> Any:
    """The tree of a page or a part of one."""
    return importlib.import_module("selectolax.lexbor").LexborHTMLParser(text)


def text_of(text: str) -> str:
    """The text of HTML that stands in an answer, escaped once or twice or not at all."""
    if not text.strip():
        return ""
    html = plain_text(text)
    return text_within(parsed(html).body) if "<" in html else html


def text_within(*nodes: Any) -> str:
    """The text of nodes that follow one another, and of all that they hold."""
    parts: list[str] = []
    waiting: list[Any] = list(reversed(nodes))  # a stack of our own: pages may be nested deeper than Python calls
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            parts.append(node)
        elif node.tag == "-text":
            parts.append(_inline(node.text_content or ""))
        elif node.tag not in _UNSEEN:
            around = "\n" if node.tag in _BLOCKS else " " if node.tag in _CELLS else ""
            parts.append(around)
            waiting.append(around)
            waiting += reversed(list(node.iter(include_text=True)))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _inline(text: str) -> str:
    """A text with the ends of its lines as spaces, which is how a browser shows them."""
    return re.sub(r"\s+", " ", text)
