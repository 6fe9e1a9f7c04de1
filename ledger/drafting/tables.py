"""Tables that are no layout: grids of attendance, sheets of actions, tables of interests and of votes.

A table that only lays the minutes out in columns is none of these, and its cells are read as paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ledger.drafting.document import Block, Document
from ledger.drafting.names import Names

Purpose = Literal["grid", "actions", "interests", "votes", "people", "groups", "decisions"]
Row = tuple[tuple[Block, ...], ...]

_MARK = re.compile(r"(?i)p|a|s|l|x|✓|✔|√|ap|apols?|apologies|present|absent|y|n|-")
_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "who",
        re.compile(
            r"(?i)^(?:by whom|who|owner|lead|action (?:by|for|owner|lead)|responsib\w*(?: person| officer)?|person responsible|assigned to|name|member|councillor|responsible officer|lead officer|officer)\b"
        ),
    ),
    (
        "due",
        re.compile(
            r"(?i)^(?:by when|when|due(?: date| by)?|date due|deadline|target(?: date)?|timescale|completion date|by)\b"
        ),
    ),
    (
        "what",
        re.compile(
            r"(?i)^(?:actions?(?: required| agreed| point)?|task|what|description|action to be taken|details?)\b"
        ),
    ),
    (
        "item",
        re.compile(
            r"(?i)^(?:item|minute(?: number| no\.?| ref\w*)?|agenda item(?: no\.?)?|ref(?:erence)?|no\.?|min\.? ?no\.?|item no\.?)$"
        ),
    ),
    ("status", re.compile(r"(?i)^(?:status|update|progress|outcome|comments?|completed)\b")),
    ("kind", re.compile(r"(?i)^(?:level of interest|type of interest|interest|nature(?: of interest)?|reason)\b")),
    ("for", re.compile(r"(?i)^(?:for|in favour)$")),
    ("against", re.compile(r"(?i)^against$")),
    ("abstained", re.compile(r"(?i)^(?:abstain(?:ed)?|abstentions?)$")),
)


@dataclass(frozen=True)
class Table:
    """A table with a purpose: its columns by what they hold, its rows below the header, and the line above it."""

    number: int
    purpose: Purpose
    columns: dict[str, int]
    rows: tuple[Row, ...]
    label: str = ""

    @property
    def start(self) -> int:
        """Where the table begins in the plain text."""
        return min(block.start for row in self.rows for cell in row for block in cell)

    def text(self, row: Row, column: str) -> str:
        """The text of a cell, empty where the table has no such column."""
        at = self.columns.get(column, -1)
        return " ".join(block.text for block in row[at]) if 0 <= at < len(row) else ""


def tables_of(document: Document, names: Names) -> Iterator[Table]:
    """The tables of a document that have a purpose of their own."""
    for rows in document.tables():
        number = next(b.cell.table for row in rows for cell in row for b in cell if b.cell)
        texts = [[" ".join(block.text for block in cell) for cell in row] for row in rows]
        shifted = [row[next((i for i, cell in enumerate(row) if cell), 0) :] for row in texts]
        marked = [
            row
            for row in shifted
            if names.is_name(row[0])
            and any(_MARK.fullmatch(c) for c in row[1:] if c)
            and all(len(c) < 12 for c in row[1:])
        ]
        if len(marked) >= 3 and len(marked) >= len(texts) * 0.6:
            yield Table(number, "grid", {}, rows)
            continue
        if (decided := _decided(texts)) is not None and len(rows) > 1:
            yield Table(number, "decisions", {"decision": decided}, rows[1:])
            continue
        columns = _columns(texts[0])
        first = 1
        if people := _of_people(document, number, rows, texts, names):
            yield people
            continue
        if not columns.keys() & {"who", "due", "kind", "for"}:
            columns, first = _columns_before(document, rows), 0
        below = rows[first:]
        if not below:
            continue
        if {"who", "what"} <= columns.keys() and (
            "due" in columns or "item" in columns or "status" in columns or len(texts[0]) <= 3
        ):
            yield Table(number, "actions", columns, below)
        elif {"who", "kind"} <= columns.keys():
            yield Table(number, "interests", columns, below)
        elif {"for", "against"} <= columns.keys():
            yield Table(number, "votes", columns, rows)
        elif sum(bool(re.fullmatch(r"(?i)for|against|abstain(?:ed|tions?)?", row[0])) for row in texts) >= 2:
            yield Table(number, "votes", {}, rows)


def _of_people(
    document: Document, number: int, rows: tuple[Row, ...], texts: list[list[str]], names: Names
) -> Table | None:
    """A table of attendance: one column of people beside posts, bodies and marks, or columns of people under their groups.

    It stands in the head of the minutes or under the label of a list; a table of people further down is of something else.
    """
    above = [block for block in document.blocks if block.start < rows[0][0][0].start] if rows[0][0] else []
    label = next((block.text for block in reversed(above) if block.cell is None), "")
    if len([block for block in above if block.cell is None]) > 15 and not names.style.list_of(label):
        return None
    headed = not any(names.begins_with_person(cell) for cell in texts[0])
    below = texts[1:] if headed else texts
    grouped = max(map(len, texts)) > 2  # then a row with a single cell is the label of a group
    people = [row for row in below if not grouped or sum(map(bool, row)) > 1]
    filled = [[row[c] for row in people if c < len(row) and row[c]] for c in range(max(map(len, texts)))]
    of_people = [
        c
        for c, cells in enumerate(filled)
        if len(cells) > (len(filled) < 2) and sum(map(names.begins_with_person, cells)) >= 0.75 * len(cells)
    ]
    several = len(below) == 1 and all(
        len(cell) > 1 for cell in rows[-1]
    )  # a cell for each group, a line for each person
    if (
        several
        and headed
        and all(map(_heads_group, texts[0]))
        and all(names.begins_with_person(cell[0].text) for cell in rows[-1])
    ):
        return Table(number, "groups", {}, rows, label)
    if len(below) < 2 or any(len(cell) > 120 for row in below for cell in row):
        return None
    if headed and len(of_people) >= 2 and len(of_people) == len(filled) and all(map(_heads_group, texts[0])):
        return Table(number, "groups", {}, rows, label)
    if (
        len(of_people) == 1
        and len(filled) > 1
        and not any(names.style.list_of(row[0]) for row in texts if any(row[1:]))
    ):
        return Table(number, "people", {"who": of_people[0]}, rows[1:] if headed else rows, label)
    return None


def _decided(texts: list[list[str]]) -> int | None:
    """The column of decisions, of a table that has something to decide on in each row ('Application | Proposal | Decision')."""
    at = next(
        (
            i
            for i, title in enumerate(texts[0])
            if re.fullmatch(r"(?i)(?:the )?(?:decision|resolution|determination)(?: made)?", title)
        ),
        None,
    )
    if at is None or at == 0 or any(not row[0] or len(row) <= at or len(row[at].split()) > 30 for row in texts[1:]):
        return None
    return at


def _heads_group(title: str) -> bool:
    return bool(title) and len(title.split()) <= 7 and not re.search(r"\d", title)


def _columns(header: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for i, title in enumerate(header):
        for name, pattern in _COLUMNS:
            if name not in found and len(title) < 40 and pattern.match(title.strip()):
                found[name] = i
                break
    return found


def _columns_before(document: Document, rows: tuple[tuple[tuple[Block, ...], ...], ...]) -> dict[str, int]:
    """Columns by a header that stands as a line above the table, as a PDF with shaded headers has it."""
    start = min(block.start for row in rows for cell in row for block in cell)
    above = [block for block in document.blocks if block.start < start][-1:]
    if not above or not re.search(r"(?i)\bby whom\b.*\bby when\b|\bowner\b.*\b(?:due|deadline)\b", above[0].text):
        return {}
    width = max(len(row) for row in rows)
    return (
        {"item": 0, "what": 1, "who": 2, "due": 3}
        if width == 4
        else {"what": 0, "who": 1, "due": 2}
        if width == 3
        else {}
    )
