"""A part of a long list: sorted by a column, after a row, no more than so many; always said to be a part.

It is taken of the rows of any question that lists; an answer that is a page, or drawn as a tree, is whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from ledger.vocabulary.dates import When
from ledger.vocabulary.subjects import name_of
from projections.answers.deferred import Deferred
from projections.answers.names import naming
from projections.answers.parameters import not_among
from projections.answers.question import Answer, CannotAsk, Column, Line, Question

if TYPE_CHECKING:
    from projections.engine.register import Register

_DESCENDING: Final = "-"


def part_of(register: Register, question: Question, answer: Answer[Any], given: Mapping[str, Any]) -> Answer[Any]:
    """The part of an answer's rows that is asked for; the whole where it is no list, or nothing is asked of it.

    Raises:
        CannotAsk: there is no such column to sort by, or no such row to go on after.
    """
    taken = {each.name: given.get(each.name) for each in question.paging}
    if not any(taken.values()):
        return answer
    rows, limit, after, sort = answer.rows, taken.get("limit"), taken.get("after"), taken.get("sort")
    if sort:
        column = _column(answer, sort.removeprefix(_DESCENDING))
        answer = replace(answer, rows=_sorted(register, rows, column, sort.startswith(_DESCENDING)), for_people=None)
        rows = answer.rows
    count = len(rows)
    first = _place_after(rows, after) if after else 0
    last = len(rows) if limit is None else min(len(rows), first + limit)
    if (first, last) == (0, count):
        return answer
    shown = f"rows {first + 1} to {last} of {count} are shown" if first < last else "no further rows"
    if last == count:
        mark = ""
    elif "after" in taken:
        mark = _mark(rows, last)
    else:
        mark = _number(rows[last - 1], sort)
    notes = (*answer.notes, f"{shown}; `--after {mark}` goes on" if mark else shown)
    return replace(answer, rows=rows[first:last], complete=False, for_people=None, notes=notes)


def _column(answer: Answer[Any], key: str) -> Column:
    """The column with a key, as scripts or people write it."""
    keys = {each.key: each for each in answer.columns if each.holds.struct is None}
    headings = {each.heading: each for each in keys.values()}
    found = keys.get(key.replace("-", "_")) or headings.get(key)
    if found is None:
        raise CannotAsk(f"--sort: {not_among(key, keys)}")
    return found


def _sorted(register: Register, rows: Sequence[Line], column: Column, descending: bool) -> list[Line]:
    """The rows in the order of a column, by the names that people read; those of which it is not told come last."""
    name = naming(register)

    def value(row: Line) -> Any:
        told = getattr(row, column.name)
        if isinstance(told, When):
            return told.order
        if column.kind and not column.bare:
            told = name(told)
        several = told if isinstance(told, tuple) else (told,)
        return several if column.holds.type in (int, bool) else tuple(str(each).casefold() for each in several)

    known = [row for row in rows if getattr(row, column.name) not in (None, "", ())]
    unknown = [row for row in rows if getattr(row, column.name) in (None, "", ())]
    return [*sorted(known, key=value, reverse=descending), *unknown]


def _place_after(rows: Sequence[Line], after: str) -> int:
    """How many rows come before what follows one: named by its id, or counted."""
    for place, own in enumerate(_ids(rows), 1):
        if own and after in (own, name_of(own)):
            return place
    if after.isascii() and after.isdigit():
        return min(int(after), len(rows))
    raise CannotAsk(
        f"--after: no row here has the id '{after}'; write an id of the list, or how many rows to pass over"
    )


def _mark(rows: Sequence[Line], last: int) -> str:
    """How to ask for what follows the row shown last: by its id where that is its alone, else by its number."""
    own = getattr(rows[last - 1], "id", "") if last else ""
    return own if own and _ids(rows).count(own) == 1 else str(last)


def _ids(rows: Sequence[Line]) -> list[str]:
    """What the rows are known by; of those that are yet to be made, in whose story each stands."""
    if isinstance(rows, Deferred):
        return [getattr(each, "stream", "") for each in rows.found]
    return [getattr(row, "id", "") for row in rows]


def _number(row: Line, sort: str | None) -> str:
    """Of a list that goes on after an entry: the number of the last one shown, as long as they stand in their order."""
    return "" if sort else str(getattr(row, "entry", ""))
