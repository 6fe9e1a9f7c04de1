"""Tables and pages for people: wrapped to a terminal, whole in a pipe."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final

from ledger.vocabulary.date_wording import in_words
from projections.answers.layout import shown
from projections.answers.names import Name
from projections.answers.question import Answer, Column, Line
from projections.answers.trees import tree
from projections.answers.wording import harmless, worded

NARROWEST: Final = 8
LONGEST_WORD: Final = 24  # longer ones, such as ids, may be broken
GAP: Final = 2
INDENT: Final = "  "
IN_COMMON: Final = "In common:"
HEADING_ROOM: Final = 2  # every column is at least so much wider than its heading

_BREAKS = re.compile(r"\s+|(?<=[^\d\W]{2}-)")  # where a line may be broken: at spaces, after hyphens in words


def written(answer: Answer[Any], name: Name, *, with_entries: bool) -> str:
    """The rows of an answer as text, by choice with the entries that each rests on."""
    uncertain = any(row.certainty != "yes" for row in answer.rows)
    columns = [column for column in answer.columns if column.tabled]
    rows = [_cells(columns, row, name, with_certainty=uncertain, with_entries=with_entries) for row in answer.rows]
    room = _room()
    if answer.layout == "tree":
        return tree(rows, room)
    return _pages(rows, room) if answer.layout == "page" else _table(rows, room)


def _cells(
    columns: Sequence[Column], row: Line, name: Name, *, with_certainty: bool, with_entries: bool
) -> dict[str, Any]:
    cells = {column.heading: worded(column, shown(column, row, name)) for column in columns}
    if with_certainty:
        cells["certainty"] = row.certainty
    if with_entries:
        cells["entries"] = ", ".join(map(str, row.entries))
    return cells


def wrapped(text: str) -> str:
    """A sentence in lines as wide as the terminal."""
    room = _room()
    return textwrap.fill(harmless(text), room, break_on_hyphens=False) if room else harmless(text)


def _room() -> int | None:
    """How many characters a line may have; None in a pipe."""
    if not sys.stdout.isatty():
        return None
    from shutil import get_terminal_size  # with every way of packing files there is

    return get_terminal_size().columns


def _table(rows: Sequence[Mapping[str, Any]], room: int | None) -> str:
    """Lines under headings, where the words fit side by side and nothing else is shorter."""
    lines = [{key: _on_a_line(value) for key, value in row.items()} for row in rows]
    filled = [key for key in lines[0] if any(line[key] for line in lines)]
    body = [[line[key] for key in filled] for line in lines]
    if not room:
        return _side_by_side(body, filled)
    widths = _widths([[key + HEADING_ROOM * " " for key in filled], *body], room)
    if widths is None:
        return _narrow(rows, room)
    table = _side_by_side(body, filled, widths)
    fits = table.count("\n") == len(rows) + 1
    return table if fits else min(table, _narrow(rows, room), key=lambda text: text.count("\n"))


def _side_by_side(body: Sequence[Sequence[str]], headings: Sequence[str], widths: Sequence[int] = ()) -> str:
    """Headings, a rule under each, and the rows; with `widths` cells are wrapped to them."""
    room = widths or [0] * len(headings)
    head = [_wrapped(text, width and width - HEADING_ROOM) for text, width in zip(headings, room, strict=True)]
    rows = [[_wrapped(text, width) for text, width in zip(row, room, strict=True)] for row in body]
    sizes = [
        max(max(map(len, heading)) + HEADING_ROOM, *(len(line) for cell in cells for line in cell))
        for heading, *cells in zip(head, *rows, strict=True)
    ]
    laid_out = (head, [["-" * size] for size in sizes], *rows)
    return "\n".join(line for cells in laid_out for line in _beside_one_another(cells, sizes))


def _wrapped(text: str, width: int) -> list[str]:
    lines = text.strip().splitlines()
    return [part for line in lines for part in (textwrap.wrap(line, width) if width else [line])] or [""]


def _beside_one_another(cells: Sequence[Sequence[str]], sizes: Sequence[int]) -> Iterator[str]:
    """The lines of one row, each cell's from the top."""
    for parts in zip_longest(*cells, fillvalue=""):
        yield (" " * GAP).join(part.ljust(size) for part, size in zip(parts, sizes, strict=True)).rstrip()


def _narrow(rows: Sequence[Mapping[str, Any]], room: int) -> str:
    """What all rows have in common is said once, before the rest, where there is not the room to say it each time."""
    common = {key: value for key, value in rows[0].items() if value and all(row[key] == value for row in rows)}
    if len(rows) == 1 or not common or len(common) == len(rows[0]):
        return _pages(rows, room)
    rest = [{key: value for key, value in row.items() if key not in common} for row in rows]
    return f"{IN_COMMON}\n{_page(common, room)}\n\n{_table(rest, room)}"


def _on_a_line(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(" ".join(part for part in item.values() if part) for item in value)
    return str(value)


def _widths(lines: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """As wide as the longest cell; where that is too much, the widest give way first, but never break a word.

    None where not even the longest words fit beside one another.
    """
    cells = list(zip(*lines, strict=True))
    widths = [max(map(len, column)) for column in cells]
    floors = [max(_longest_word(cell) for cell in column) for column in cells]
    while (excess := sum(widths) + GAP * (len(widths) - 1) - room) > 0:
        slack = [width - floor for width, floor in zip(widths, floors, strict=True)]
        if max(slack) <= 0:
            return None
        widest = max((width, index) for index, width in enumerate(widths) if slack[index] > 0)[1]
        widths[widest] -= min(excess, slack[widest], max(1, slack[widest] // 8))
    return widths


def _longest_word(cell: str) -> int:
    trailing = len(cell) - len(cell.rstrip())
    return min(max(map(len, _BREAKS.split(cell))) + trailing, LONGEST_WORD)


def _pages(rows: Iterable[Mapping[str, Any]], room: int | None) -> str:
    return "\n\n".join(_page(row, room) for row in rows)


def _page(row: Mapping[str, Any], room: int | None) -> str:
    flat = {key: value for key, value in row.items() if isinstance(value, str) and value}
    nested = {key: value for key, value in row.items() if isinstance(value, list)}
    width = max(map(len, flat), default=0)
    lines = [_field(key.ljust(width), value, room) for key, value in flat.items()]
    for key, items in nested.items():
        lines += ["", f"{key}:", textwrap.indent(_table(items, room and room - len(INDENT)), INDENT)]
    return "\n".join(lines)


def _field(key: str, value: str, room: int | None) -> str:
    start = f"{key}  "
    if room is None:
        return start + value
    return textwrap.fill(
        value, max(room, len(start) + NARROWEST), initial_indent=start, subsequent_indent=" " * len(start)
    )


def cited(sources: Mapping[int, Mapping[str, Any]]) -> str:
    """The sources of an answer, entry by entry, with the words relied on; and why a document is dated as it is."""
    lines, dated = [], {}
    for position, source in sources.items():
        said = [f"{source[key]}" for key in ("document", "at") if source.get(key)]
        stated = [f"stated by {source['stated_by']}"] if source.get("stated_by") else []
        quote = f": \u201c{source['quote']}\u201d" if source.get("quote") else ""
        told = f"{', '.join(said)} ({', '.join([source['standing'], *stated])}){quote}"
        lines.append(_field(f"{position:>5}", harmless(told), _room()))
        if source.get("dated_by"):
            dated[source["document"]] = f"{source['document']} is of {in_words(source['date'])}: {source['dated_by']}"
    return "\n".join(["Sources", *lines, *(wrapped(each) for each in dated.values())])
