"""Attendance in tables: a row for each person with post, body and mark, or a column for each group of people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ledger.drafting.names import Names
from ledger.drafting.people import beside, noted, people_in
from ledger.drafting.recognising.apologies import attendee_of
from ledger.drafting.statements import Attendee, Support
from ledger.drafting.tables import Table

_PRESENT = re.compile(
    r"(?i)(?:yes|y|p|✓|✔|√|present|attended|in person|remote(?:ly)?|online|virtual(?:ly)?|(?:via|by) .+)\b.*|[✓✔√]"
)
_APOLOGIES = re.compile(r"(?i)(?:sent |gave )?apol(?:ogies|ogy|s)?\b.*")
_ABSENT = re.compile(r"(?i)(?:absent|no|did not attend|not present)")
_AWAY = re.compile(r"(?i)(?<!without )\bapolog|\b(?:un|not )able to\b|\bcould not\b|\bregrets\b")
_NOT_THERE = re.compile(r"(?i)\babsen(?:t|ces?)\b|\bdid not attend\b|\bnot (?:attending|present)\b|^without$")
_BESIDES = re.compile(
    r"(?i)\b(?:non-?\s?voting|without (?:a )?vote|also|others?|besides|reserve|former|public|press|staff|subject|as observers?)\b"
)
_MEMBERS = re.compile(r"(?i)\b(?:members?|councillors?|cllrs?|governors?|trustees?|substitutes?)\b")
_OTHERS = re.compile(
    r"(?i)\b(?:officers?|advis[eo]rs?|observers?|clerks?|staff|support\w*|guests?|visitors?|(?:in|also) attend\w+|partners?|secretariat|employees?|minutes?|notes?|"
    r"invit\w+|experts?|witness\w*|public|press|also|others?|solicitors?|secretary|reserves?|non-?\s?voting|without (?:a )?vote)\b"
)
_OF_THE_BODY = re.compile(
    r"(?i)\b(?:directors?|commissioners?|representatives?|panel|chair\w*|heads?|headteachers?|co-?opt\w*|independent|lay|present|attend\w*|schools?|academ\w*|"
    r"primary|secondary|nursery|wards?|sub-committee|committee|board|cabinet|executive|voting|bench)\b"
)
_MARKS = {
    **dict.fromkeys(("p", "l", "x", "y", "✓", "✔", "√", "present"), "present"),
    **dict.fromkeys(("s", "ap", "apol", "apols", "apologies"), "apologies"),
    **dict.fromkeys(("a", "absent"), "absent"),
}


def group_of(label: str, names: Names) -> str | None:
    """Which list a group of people belongs to, by the words of its label ('Officers', 'Primary headteachers'); None if none of them tells."""
    if known := names.style.list_of(label):
        return known
    if _AWAY.search(label):
        return "apologies"
    if _NOT_THERE.search(label):
        return "absent"
    if _MEMBERS.search(label) and not _BESIDES.search(label):
        return "present"
    if _OTHERS.search(label) or _BESIDES.search(label):
        return "in_attendance"
    return "present" if _OF_THE_BODY.search(label) else None


def unsure_of(label: str) -> tuple[str, ...]:
    """What the clerk is asked where a label tells nothing of the capacity."""
    return (f"the label '{label}' does not say whether they sat as members",)


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
    unsure: tuple[str, ...] = ()
    for row in table.rows:
        cells = [" ".join(block.text for block in cell) for cell in row]
        filled = [cell for cell in cells if cell]
        if len(filled) == 1 and not names.begins_with_person(filled[0]) and re.fullmatch(r"[^\d.;]{3,70}", filled[0]):
            opened = group_of(filled[0], names)
            where, unsure = opened or "present", () if opened else unsure_of(filled[0])
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
            elif (
                re.fullmatch(r"[A-Z][A-Za-z]{1,3}", cell)
                and cell[0] == names.bare(person.name)[:1]
                and cell[-1].isupper()
            ):
                person = replace(person, initials=cell)
            elif cell and not re.fullmatch(r"(?i)member|[\W\d]+|\w", cell):
                if bracket := re.search(r"\s*\(([^()]+)\)$", cell):
                    person, cell = noted(person, bracket[1], names)[0], cell[: bracket.start()]
                beyond = beside(person, cell)
                both = person.capacity and beyond.capacity and beyond.capacity != person.capacity
                person = replace(beyond, capacity=f"{person.capacity}, {beyond.capacity}") if both else beyond
        block = row[at][0]
        yield attendee_of(
            person, listed, Support(block.text, block.place, block.start, block.end, "table of attendance", unsure)
        )


def _groups(table: Table, names: Names) -> Iterator[Attendee]:
    """A group in each column, which its head names."""
    heads, *rows = table.rows
    labels = [" ".join(block.text for block in cell) for cell in heads]
    for row in rows:
        for label, cell in zip(labels, row, strict=False):
            for block in cell:
                where = group_of(label, names)
                unsure = () if where else unsure_of(label)
                basis = Support(block.text, block.place, block.start, block.end, f"in the column '{label}'", unsure)
                yield from (attendee_of(person, where or "present", basis) for person in people_in(block.text, names))


def in_grids(tables: tuple[Table, ...], names: Names) -> Iterator[Attendee]:
    """A grid of names and letters: the last column in which a letter stands is that of this meeting."""
    for grid in tables:
        if grid.purpose != "grid":
            continue
        table = [[" ".join(block.text for block in cell) for cell in row] for row in grid.rows]
        people = [
            (next((i for i, c in enumerate(row) if c), 0), row, cells)
            for row, cells in zip(table, grid.rows, strict=True)
        ]
        people = [entry for entry in people if names.is_name(entry[1][entry[0]])]
        last = max((i for first, row, _ in people for i, cell in enumerate(row) if i > first and cell), default=0)
        # Merged cells of a PDF shift a mark by a column: the one before is the same where no row has marks in both.
        shift = 0 if any(row[last - 1] and row[last] for _, row, _ in people) else 1
        for first, row, blocks in people:
            mark = (row[last] or (row[last - shift] if last - shift > first else "")).strip().lower()
            where = _MARKS.get(mark)
            if where:
                block = blocks[first][0]
                yield Attendee(
                    row[first],
                    where,
                    Support(
                        block.text,
                        block.place,
                        block.start,
                        block.end,
                        "grid",
                        ("the column of this meeting is the last that is filled",),
                    ),
                )
