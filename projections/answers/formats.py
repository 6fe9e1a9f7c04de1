"""An answer as scripts are given it, by whatever face: JSON, JSON Lines and CSV, as octets in UTF-8.

All three carry the full ids, the bounds of every imprecise date, the certainty and the entries of each row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from ledger.csv_cells import cell
from ledger.vocabulary.dates import NO_END, NO_START, When, day_text
from projections.answers.listing import Listing, Row


class Said(msgspec.Struct, frozen=True):
    """What was asked, and which sources the rows rest on if that was asked too."""

    asked: Mapping[str, Any]
    sources: Mapping[int, Mapping[str, Any]] | None = None


def as_json(listing: Listing, said: Said) -> bytes:
    """The whole answer: what was asked, the sentence, the rows with all that stands beside them, notes, sources."""
    whole: dict[str, Any] = {
        "asked": said.asked,
        **({"sentence": listing.sentence} if listing.sentence else {}),
        **{name: [plain_row(other, row) for row in other.told] for name, other in listing.beside.items()},
        "rows": [plain_row(listing, row) for row in listing.told],
        **{name: [plain_row(other, row) for row in other.told] for name, other in listing.below.items()},
        "notes": listing.notes,
    }
    if said.sources is not None:
        whole["sources"] = {str(position): source for position, source in said.sources.items()}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


def as_jsonl(listing: Listing, said: Said) -> bytes:
    """The rows, one on a line."""
    return b"".join(msgspec.json.encode(plain_row(listing, row)) + b"\n" for row in listing.told)


def as_csv(listing: Listing, said: Said) -> bytes:
    """The rows under a header; no cell is a formula to a spreadsheet."""
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    header = [*_csv_keys(listing), "certainty", "entries"]
    writer.writerow(header)
    for row in listing.told:
        plain = plain_row(listing, row)
        writer.writerow([cell(_csv_text(plain.get(key))) for key in header])
    return text.getvalue().encode()


def plain_row(listing: Listing, row: Row) -> dict[str, Any]:
    """A row as JSON has it: a date is its EDTF text with the bounds beside it."""
    plain: dict[str, Any] = {}
    for column in listing.columns:
        value = row.cells.get(column.key)
        if not column.scripted:
            continue
        if column.dated:
            plain |= _with_bounds(column.key, value)
        else:
            plain[column.key] = _dates_as_text(value)
    return plain | {"certainty": row.certainty, "entries": row.entries}


def _csv_keys(listing: Listing) -> Iterable[str]:
    for column in (column for column in listing.columns if column.scripted):
        yield column.key
        if column.dated:
            yield from (f"{column.key}_earliest", f"{column.key}_latest")


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
