"""Attendance in tables: a row for each person with post, body and mark, or a column for each group of people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ledger.drafting.names import Names
from ledger.drafting.people import beside, people_in
from ledger.drafting.recognising.apologies import attendee_of
from ledger.drafting.statements import Attendee, Support
from ledger.drafting.tables import Table

_PRESENT = re.compile(
    r"(?i)(?:yes|y|p|✓|✔|√|present|attended|in person|remote(?:ly)?|online|virtual(?:ly)?|(?:via|by) .+)\b.*|[✓✔√]"
)
_APOLOGIES = re.compile(r"(?i)(?:sent |gave )?apol(?:ogies|ogy|s)?\b.*")
_ABSENT = re.compile(r"(?i)(?:absent|no|did not attend|not present)")
_OTHERS = re.compile(
    r"(?i)\b(?:officers?|advis[eo]rs?|observers?|clerks?|staff|support|guests?|visitors?|attendance|partners?|secretariat)\b"
)


def group_of(label: str, names: Names) -> str:
    """Which list a group of people belongs to, whose label names their kind ('Officers', 'Primary headteachers')."""
    if known := names.style.list_of(label):
        return known
    if re.search(r"(?i)\bapolog", label):
        return "apologies"
    return "in_attendance" if _OTHERS.search(label) else "present"


def in_tables(tables: tuple[Table, ...], names: Names) -> Iterator[Attendee]:
    """The people of the tables of attendance."""
    for table in tables:
        if table.purpose == "people":
            yield from _rows(table, names)
        elif table.purpose == "groups":
            yield from _groups(table, names)


def _rows(table: Table, names: Names) -> Iterator[Attendee]:
    """A person in each row; a row with one cell that is the label of a list opens that list."""
    where = names.style.list_of(table.label) or "present"
    for row in table.rows:
        cells = [" ".join(block.text for block in cell) for cell in row]
        filled = [cell for cell in cells if cell]
        if len(filled) == 1 and (opened := names.style.list_of(filled[0])):
            where = opened
            continue
        at = table.columns["who"]
        people = people_in(cells[at], names) if cells[at:] else []
        if len(people) != 1:
            continue
        person, listed = people[0], where
        for cell in cells[:at] + cells[at + 1 :]:
            if _APOLOGIES.fullmatch(cell):
                listed = "apologies"
            elif _ABSENT.fullmatch(cell):
                listed = "absent"
            elif _PRESENT.fullmatch(cell):
                listed = where if where == "in_attendance" else "present"
            elif cell and not re.fullmatch(r"(?i)member|[\W\d]+|\w", cell):
                noted = beside(person, cell)
                both = person.capacity and noted.capacity and noted.capacity != person.capacity
                person = replace(noted, capacity=f"{person.capacity}, {noted.capacity}") if both else noted
        block = row[at][0]
        yield attendee_of(
            person, listed, Support(block.text, block.place, block.start, block.end, "table of attendance")
        )


def _groups(table: Table, names: Names) -> Iterator[Attendee]:
    """A group in each column, which its head names."""
    heads, *rows = table.rows
    labels = [" ".join(block.text for block in cell) for cell in heads]
    for row in rows:
        for label, cell in zip(labels, row, strict=False):
            for block in cell:
                basis = Support(block.text, block.place, block.start, block.end, f"in the column '{label}'")
                yield from (
                    attendee_of(person, group_of(label, names), basis) for person in people_in(block.text, names)
                )
