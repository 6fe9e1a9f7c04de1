"""Reads a page as saved from a browser, a ModernGov page among them: headings, paragraphs, lists, tables.

Scripts, menus and forms are left out. A table that holds tables, or a single column, is layout and read as paragraphs.
"""

from __future__ import annotations

import importlib
import re
from itertools import pairwise
from typing import Any

from ledger.drafting.document import Builder, Kind
from ledger.drafting.reading.lines import paragraphs
from ledger.drafting.reading.plain_text import decoded

_LEFT_OUT = frozenset(
    ["script", "style", "nav", "form", "noscript", "svg", "head", "button", "select", "iframe", "template", "-comment"]
)
_NAME = re.compile(r"(?:[A-Z](?:[\w’'-]*|\.)\s?){2,5}(?:\([^()]{2,40}\))?")
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "caption", "dt"])
_BLOCKS = (
    frozenset(
        [
            "p",
            "div",
            "li",
            "ul",
            "ol",
            "table",
            "tbody",
            "thead",
            "tfoot",
            "tr",
            "td",
            "th",
            "section",
            "article",
            "main",
            "header",
            "footer",
            "body",
            "html",
            "dl",
            "dd",
            "blockquote",
            "pre",
            "figure",
            "hr",
            "address",
            "fieldset",
            "center",
        ]
    )
    | _HEADINGS
)


def read(content: bytes, builder: Builder) -> None:
    """Add the blocks of a page."""
    parser = importlib.import_module("selectolax.lexbor")
    root = parser.LexborHTMLParser(decoded(content)).root
    reader = _Reader(builder)
    if root is not None:
        reader.walk(root, "paragraph")
    reader.flush("paragraph")


class _Reader:
    """Walks the tree; collects inline text until a block begins or ends."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.lines = [""]

    def walk(self, node: Any, kind: Kind) -> None:
        child = node.child
        while child is not None:
            tag = child.tag or ""
            if tag == "-text":
                self.text(child.text_content or "")
            elif tag == "br":
                self.lines.append("")
            elif tag in _LEFT_OUT:
                pass
            elif tag == "table" and _is_grid(child):
                self.flush(kind)
                self.builder.add_table(_grid(child))
            elif tag == "dl" and (rows := _described(child)):
                self.flush(kind)
                self.builder.add_table(rows)
            elif tag in _BLOCKS:
                self.flush(kind)
                inner: Kind = "heading" if tag in _HEADINGS else "item" if tag == "li" else kind
                self.walk(child, inner)
                self.flush(inner)
            else:
                self.walk(child, kind)
            child = child.next

    def text(self, text: str) -> None:
        """Text as a browser shows it, unless blank lines in it tell that its lines were meant."""
        meant = re.search(r"\S[ \t\r]*\n\s*\n\s*\S.*\n\s*\n\s*\S", text, re.DOTALL)
        first, *more = text.split("\n") if meant else [" ".join(text.splitlines()) if "\n" in text else text]
        self.lines[-1] += first
        self.lines += more

    def flush(self, kind: Kind) -> None:
        for text in paragraphs(self.lines):
            self.builder.add(text, kind)
        self.lines = [""]


def _described(described: Any) -> list[list[list[str]]]:
    """A description list of names and where they are from, as rows of a table; nothing where it describes anything else."""
    parts = [node for node in described.iter() if node.tag in ("dt", "dd")]
    pairs = [(first, second) for first, second in pairwise(parts) if (first.tag, second.tag) == ("dt", "dd")]
    texts = [[" ".join((node.text() or "").split()) for node in pair] for pair in pairs]
    people = all(_NAME.fullmatch(who) and len(what) < 120 for who, what in texts)
    return (
        [[[who], [what]] for who, what in texts] if len(texts) > 1 and len(parts) == 2 * len(texts) and people else []
    )


def _is_grid(table: Any) -> bool:
    rows = table.css("tr")
    return not table.css("table table") and any(len(_cells(row)) > 1 for row in rows)


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row.iter() if cell.tag in ("td", "th")]


def _grid(table: Any) -> list[list[list[str]]]:
    grid = []
    for row in table.css("tr"):
        cells = []
        for cell in _cells(row):
            inner = Builder("")
            reader = _Reader(inner)
            reader.walk(cell, "paragraph")
            reader.flush("paragraph")
            cells.append([block.text for block in inner.document().blocks])
        grid.append(cells)
    return grid
