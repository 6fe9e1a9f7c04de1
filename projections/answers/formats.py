"""An answer as scripts are given it, by whatever face: JSON, JSON Lines and CSV, as octets in UTF-8.

All three carry the full ids, the bounds of every imprecise date, the certainty and the entries of each row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from ledger.csv_cells import cell
from ledger.vocabulary.dates import NO_END, NO_START, When, day_text
from projections.answers.layout import cells
from projections.answers.names import Name
from projections.answers.question import Answer, Column, Line


def _unnamed(subjects: Any) -> Any:
    """The name of a subject in an answer that names none."""
    return subjects


class Said(msgspec.Struct, frozen=True):
    """What stands around an answer: what was asked, what subjects are called, and, if asked for, the sources."""

    asked: Mapping[str, Any]
    name: Name = _unnamed
    sources: Mapping[int, Mapping[str, Any]] | None = None


def as_json(answer: Answer[Any], said: Said) -> bytes:
    """The whole answer: what was asked, the sentence, the rows with all that stands beside them, notes, sources."""
    whole: dict[str, Any] = {
        "asked": said.asked,
        "sentence": answer.sentence,
        **{name: _rows(other, said) for name, other in answer.beside.items()},
        "rows": _rows(answer, said),
        **{name: _rows(other, said) for name, other in answer.below.items()},
        "notes": answer.notes,
    }
    if said.sources is not None:
        whole["sources"] = {str(position): source for position, source in said.sources.items()}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


def as_jsonl(answer: Answer[Any], said: Said) -> bytes:
    """The rows, one on a line."""
    return b"".join(msgspec.json.encode(row) + b"\n" for row in _rows(answer, said))


def as_csv(answer: Answer[Any], said: Said) -> bytes:
    """The rows under a header; no cell is a formula to a spreadsheet."""
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    header = [*_csv_keys(answer), "certainty", "entries"]
    writer.writerow(header)
    for row in _rows(answer, said):
        writer.writerow([cell(_csv_text(row.get(key))) for key in header])
    return text.getvalue().encode()


def _rows(answer: Answer[Any], said: Said) -> list[dict[str, Any]]:
    """The rows as JSON has them: a date is its EDTF text with the bounds beside it."""
    columns = [column for column in answer.columns if column.scripted]
    return [_row(row, columns, said) for row in answer.told]


def _row(row: Line, columns: Iterable[Column], said: Said) -> dict[str, Any]:
    told: dict[str, Any] = {}
    dates = {column.key for column in columns if column.holds.is_date}
    for key, value in cells(row, columns, said.name):
        told |= _with_bounds(key, value) if key in dates else {key: _dates_as_text(value)}
    return told | {"certainty": row.certainty, "entries": row.entries}


def _csv_keys(answer: Answer[Any]) -> Iterable[str]:
    for column in (column for column in answer.columns if column.scripted):
        yield column.key
        if column.holds.is_date:
            yield from (f"{column.key}_earliest", f"{column.key}_latest")
        if column.kind and not column.bare:
            yield f"{column.key}_name"


def _csv_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple) and not any(isinstance(item, Mapping) for item in value):
        return "; ".join(map(str, value))
    return value if isinstance(value, str) else msgspec.json.encode(value).decode().strip('"')


def _with_bounds(key: str, date: When | None) -> dict[str, str | None]:
    return {
        key: date.text if date else None,
        f"{key}_earliest": _bound(date.earliest) if date else None,
        f"{key}_latest": _bound(date.latest) if date else None,
    }


def _dates_as_text(value: Any) -> Any:
    """Dates within lists as their EDTF text."""
    if isinstance(value, When):
        return value.text
    if isinstance(value, Mapping):
        return {key: _dates_as_text(inner) for key, inner in value.items()}
    return [_dates_as_text(inner) for inner in value] if isinstance(value, list | tuple) else value


def _bound(day: int) -> str | None:
    return None if day in (NO_START, NO_END) else day_text(day)
