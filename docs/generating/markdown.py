"""The few pieces of Markdown that the generated pages are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

MADE: Final = "<!-- Made from the code by `make docs`; do not edit. -->"


def page(title: str, introduction: str, parts: Iterable[str]) -> str:
    """A page: its title, what it is about, and its parts with a line between them."""
    return "\n\n".join(part for part in (MADE, f"# {title}", introduction, *parts) if part).rstrip() + "\n"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table without the columns that are empty in every row; nothing at all where there is no row."""
    filled = [[cell(value) for value in row] for row in rows]
    if not filled:
        return ""
    kept = [n for n in range(len(headings)) if any(row[n] for row in filled)]
    lines = [[headings[n] for n in kept], ["---"] * len(kept), *([row[n] for n in kept] for row in filled)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cell(text: str) -> str:
    """A text as it can stand in a table."""
    return re.sub(r"\s+", " ", text).strip().replace("|", "\\|")


def code(text: str) -> str:
    """Words that stand in a terminal or a file."""
    return f"`{text}`" if text else ""


def block(language: str, text: str) -> str:
    """Lines that stand in a terminal or a file."""
    return f"```{language}\n{text.rstrip()}\n```"


def sentence(docstring: str | None) -> str:
    """The first paragraph of a docstring on one line."""
    return " ".join((docstring or "").strip().partition("\n\n")[0].split())
