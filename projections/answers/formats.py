"""An answer as scripts are given it, by whatever face: JSON, JSON Lines and CSV, as octets in UTF-8.

All three carry the full ids, the bounds of every imprecise date, the certainty and the entries of each row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import Any, Protocol

import msgspec

from ledger.csv_cells import cell
from ledger.vocabulary.dates import NO_END, NO_START, When, day_text
from projections.answers.layout import cells
from projections.answers.names import Name
from projections.answers.question import Answer, Column, Line, Question, columns_of

_ROW, _ROW_ID = "row", "row_id"
_ALWAYS = (Column("", name="certainty"), Column("", name="entries"))


def _unnamed(subjects: Any) -> Any:
    """The name of a subject in an answer that names none."""
    return subjects


class Said(msgspec.Struct, frozen=True):
    """What stands around an answer: what was asked, what subjects are called, and, if asked for, the sources."""

    asked: Mapping[str, Any]
    name: Name = _unnamed
    sources: Mapping[int, Mapping[str, Any]] | None = None


class Form(Protocol):
    """How an answer is written: what stands before its rows, these, some at a time, and what stands after them."""

    @property
    def header(self) -> bytes:
        """What stands before the first row."""

    def lines(self, rows: Sequence[Mapping[str, Any]]) -> bytes:
        """The rows that stand next."""

    @property
    def footer(self) -> bytes:
        """What stands after the last row."""


class JsonForm:
    """An answer as JSON: what was asked, the sentence, the rows with all that stands beside them, notes, sources.

    Its rows are written some at a time, so that a long list need not be in memory whole.
    """

    def __init__(self, answer: Answer[Any], said: Said) -> None:
        self._answer, self._said, self._has_rows = answer, said, False
        beside = {name: rows_told(other, other.told, said) for name, other in answer.beside.items()}
        told = _indented({"asked": said.asked, "sentence": answer.sentence, **beside})
        self.header = told.removesuffix(b"\n}") + b',\n  "rows": ['

    def lines(self, rows: Sequence[Mapping[str, Any]]) -> bytes:
        """The rows that stand next."""
        if not rows:
            return b""
        lines = _indented(rows).removeprefix(b"[").removesuffix(b"\n]").replace(b"\n", b"\n  ")
        had_rows, self._has_rows = self._has_rows, True
        return b"," + lines if had_rows else lines

    @property
    def footer(self) -> bytes:
        """What stands after the last row."""
        answer, said = self._answer, self._said
        told: dict[str, Any] = {name: rows_told(other, other.told, said) for name, other in answer.below.items()}
        told |= {"complete": answer.complete, "notes": answer.notes}
        if said.sources is not None:
            told["sources"] = {str(position): source for position, source in said.sources.items()}
        end = b"\n  ]," if self._has_rows else b"],"
        return end + _indented(told).removeprefix(b"{") + b"\n"


class CsvForm:
    """An answer as CSV: its rows under a header; no cell is a formula to a spreadsheet."""

    footer = b""

    def __init__(self, columns: Iterable[Column]) -> None:
        keys = dict(_csv_keys(columns))
        self._values = list(keys.values())
        self.header = _csv([keys])

    @classmethod
    def of(cls, answer: Answer[Any]) -> CsvForm:
        """That of the rows of an answer."""
        return cls(_csv_columns(answer))

    def lines(self, rows: Iterable[Mapping[str, Any]]) -> bytes:
        """The rows that stand next."""
        return _csv([cell(_csv_text(value(row))) for value in self._values] for row in rows)


def as_json(answer: Answer[Any], said: Said) -> bytes:
    """The whole answer as JSON."""
    form = JsonForm(answer, said)
    return b"".join((form.header, form.lines(rows_told(answer, answer.told, said)), form.footer))


def _indented(told: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(told), indent=2)


def _csv(lines: Iterable[Iterable[str]]) -> bytes:
    import csv
    import io

    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue().encode()


def parts_of(question: Question) -> tuple[str, ...]:
    """What can be written of an answer in place of its rows: tables that stand beside them, and rows within them."""
    within = (column.key for column in columns_of(question.row) if column.holds.struct is not None and column.scripted)
    return (*question.beside, *question.below, *within)


def as_jsonl(answer: Answer[Any], said: Said, part: str = "") -> bytes:
    """The rows, one on a line, or those of a part."""
    return b"".join(msgspec.json.encode(row) + b"\n" for row in _table(answer, said, part)[1])


def as_csv(answer: Answer[Any], said: Said, part: str = "") -> bytes:
    """The rows under a header, or those of a part; no cell is a formula to a spreadsheet."""
    columns, rows = _table(answer, said, part)
    form = CsvForm(columns)
    return form.header + form.lines(rows)


def _csv_columns(answer: Answer[Any]) -> tuple[Column, ...]:
    return (*(column for column in answer.columns if column.scripted), *_ALWAYS)


def _table(answer: Answer[Any], said: Said, part: str) -> tuple[Sequence[Column], Sequence[Mapping[str, Any]]]:
    """The columns and the rows of an answer, or of a part of it, as scripts are given them.

    Rows within rows have the number of the row in which they stand, and its id where it has one.
    """
    within = next((column for column in answer.columns if column.key == part), None)
    if within is None or within.holds.struct is None:
        one = {**answer.beside, **answer.below}.get(part, answer)
        return _csv_columns(one), rows_told(one, one.told, said)
    columns = columns_of(within.holds.struct)
    rows = []
    for number, row in enumerate(answer.told, 1):
        value = getattr(row, within.name)
        for each in value if isinstance(value, tuple) else (value,) if value is not None else ():
            told = {key: in_json(inner) for key, inner in cells(each, columns, said.name)}
            rows.append({_ROW: number, _ROW_ID: getattr(row, "id", None), **told})
    return (Column("", name=_ROW), Column("", name=_ROW_ID), *columns), rows


def rows_told(answer: Answer[Any], rows: Iterable[Line], said: Said) -> list[dict[str, Any]]:
    """Rows of an answer as scripts are given them."""
    columns = [column for column in answer.columns if column.scripted]
    return [_row(row, columns, said) for row in rows]


def _row(row: Line, columns: Iterable[Column], said: Said) -> dict[str, Any]:
    told = {key: in_json(value) for key, value in cells(row, columns, said.name)}
    return told | {"certainty": row.certainty, "entries": row.entries}


def in_json(value: Any) -> Any:
    """A value as JSON has it: a date is its EDTF text with its bounds, and what is not told is null."""
    if type(value) is str:  # as most are
        return value or None
    if isinstance(value, When):
        return {"text": value.text, "earliest": _bound(value.earliest), "latest": _bound(value.latest)}
    if isinstance(value, Mapping):
        return {key: in_json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [in_json(inner) for inner in value]
    return value


def _csv_keys(columns: Iterable[Column]) -> Iterator[tuple[str, Callable[[Mapping[str, Any]], Any]]]:
    """The header, each with what stands under it in a row: of a date its text, then its bounds."""
    for column in columns:
        yield column.key, itemgetter(column.key) if not column.holds.is_date else partial(_part, column.key, "text")
        for bound in ("earliest", "latest") if column.holds.is_date else ():
            yield f"{column.key}_{bound}", partial(_part, column.key, bound)
        if column.kind and not column.bare:
            yield f"{column.key}_name", itemgetter(f"{column.key}_name")


def _part(key: str, part: str, row: Mapping[str, Any]) -> Any:
    return row[key] and row[key][part]


def _csv_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple) and not any(isinstance(item, Mapping) for item in value):
        return "; ".join(map(str, value))
    return value if isinstance(value, str) else msgspec.json.encode(value).decode().strip('"')


def _bound(day: int) -> str | None:
    return None if day in (NO_START, NO_END) else day_text(day)
