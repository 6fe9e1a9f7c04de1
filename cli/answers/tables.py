"""Tables and pages for people: wrapped to a terminal, whole in a pipe, dates in words.

Nothing that a document holds can steer the terminal: control characters are shown, not obeyed.
"""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from tabulate import tabulate

from cli.answers.listing import Column, Listing, Row
from cli.answers.trees import tree
from ledger.dates import When

NARROWEST: Final = 8
LONGEST_WORD: Final = 24  # longer ones, such as ids, may be broken
GAP: Final = 2
IN_COMMON: Final = "In common:"
HEADING_ROOM: Final = 2  # tabulate makes every column two wider than its heading

_BREAKS = re.compile(r"\s+|(?<=[^\d\W]{2}-)")  # where a line may be broken: at spaces, after hyphens in words
_OPEN_START = re.compile(r"\[\.\.(.+)\]")
_OPEN_END = re.compile(r"\[(.+)\.\.\]")
_BETWEEN = re.compile(r"\[(.+)\.\.(.+)\]|([^\[\]]+)/([^\[\]]+)")
_SEASON = re.compile(r"(\d{4})-2([1-4])")
_SEASONS = ("spring", "summer", "autumn", "winter")


def written(listing: Listing, *, with_entries: bool) -> str:
    """The rows of a listing as text, by choice with the entries that each rests on."""
    uncertain = any(row.certainty != "yes" for row in listing.rows)
    rows = [_cells(listing, row, with_certainty=uncertain, with_entries=with_entries) for row in listing.rows]
    if listing.tree:
        return tree(rows, _room())
    return _pages(rows) if listing.vertical else _table(rows, _room())


def in_words(date: When | None) -> str:
    """An imprecise date as people say it; it says no more and no less than its EDTF text."""
    if date is None:
        return ""
    text = date.text
    if date.is_unknown:
        return "unknown"
    if season := _SEASON.fullmatch(text):
        return f"{_SEASONS[int(season[2]) - 1]} {season[1]}"
    if until := _OPEN_START.fullmatch(text):
        return f"by {until[1]}"
    if since := _OPEN_END.fullmatch(text):
        return f"{since[1]} or later"
    if between := _BETWEEN.fullmatch(text):
        first, last = (part for part in between.groups() if part)
        return f"some day {first} to {last}"
    return f"about {text[:-1]}" if text.endswith("~") else text


def harmless(text: str) -> str:
    """A text on one line, with whatever could steer a terminal written out."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(map(_shown, line))


def _shown(character: str) -> str:
    steers = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    return character.encode("unicode_escape").decode() if steers else character


def _cells(listing: Listing, row: Row, *, with_certainty: bool, with_entries: bool) -> dict[str, Any]:
    cells = {column.title: _text(column, row.cells.get(column.key)) for column in listing.columns if column.tabled}
    if with_certainty:
        cells["certainty"] = row.certainty
    if with_entries:
        cells["entries"] = ", ".join(map(str, row.entries))
    return cells


def _text(column: Column, value: Any) -> Any:
    if column.text is not None:
        return harmless(column.text(value))
    if isinstance(value, When) or column.dated:
        return in_words(value)
    if isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value):
        return _nested(value)
    return _plain(value)


def _nested(items: Iterable[Any]) -> list[dict[str, str]]:
    """Lines of a list within a page: names instead of ids, and certainty only where something is uncertain."""
    told = [item for item in items if isinstance(item, Mapping)]
    unsaid = {"entries"} if any(item.get("certainty", "yes") != "yes" for item in told) else {"entries", "certainty"}
    return [
        {
            key.removesuffix("_name").replace("_", " "): _plain(value)
            for key, value in item.items()
            if f"{key}_name" not in item and key not in unsaid
        }
        for item in told
    ]


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, When):
        return in_words(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_plain(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_plain, value))
    return harmless(str(value))


def _room() -> int | None:
    """How many characters a line may have; None in a pipe."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


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
    wrapped: dict[str, Any] = {}
    if widths:
        wrapped = {"maxcolwidths": [*widths], "maxheadercolwidths": [width - HEADING_ROOM for width in widths]}
    return tabulate(body, headers=headings, tablefmt="simple", disable_numparse=True, **wrapped)


def _narrow(rows: Sequence[Mapping[str, Any]], room: int) -> str:
    """What all rows have in common is said once, before the rest, where there is not the room to say it each time."""
    common = {key: value for key, value in rows[0].items() if value and all(row[key] == value for row in rows)}
    if len(rows) == 1 or not common or len(common) == len(rows[0]):
        return _pages(rows)
    rest = [{key: value for key, value in row.items() if key not in common} for row in rows]
    return f"{IN_COMMON}\n{_page(common)}\n\n{_table(rest, room)}"


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


def _pages(rows: Iterable[Mapping[str, Any]]) -> str:
    return "\n\n".join(_page(row) for row in rows)


def _page(row: Mapping[str, Any]) -> str:
    flat = {key: value for key, value in row.items() if isinstance(value, str) and value}
    nested = {key: value for key, value in row.items() if isinstance(value, list)}
    width = max(map(len, flat), default=0)
    lines = [_field(key.ljust(width), value) for key, value in flat.items()]
    for key, items in nested.items():
        lines += ["", f"{key}:", textwrap.indent(_table(items, (_room() or 0) - 2 if _room() else None), "  ")]
    return "\n".join(lines)


def _field(key: str, value: str) -> str:
    room, start = _room(), f"{key}  "
    if room is None:
        return start + value
    return textwrap.fill(
        value, max(room, len(start) + NARROWEST), initial_indent=start, subsequent_indent=" " * len(start)
    )


def cited(sources: Mapping[int, Mapping[str, Any]]) -> str:
    """The sources of an answer, entry by entry."""
    lines = []
    for position, source in sources.items():
        said = [f"{source[key]}" for key in ("document", "at") if source.get(key)]
        stated = [f"stated by {source['stated_by']}"] if source.get("stated_by") else []
        lines.append(f"{position:>5}  {harmless(', '.join(said))} ({', '.join([source['standing'], *stated])})")
    return "Sources\n" + "\n".join(lines)
