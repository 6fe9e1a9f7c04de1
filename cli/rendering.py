"""How an answer is written: a table for people, JSON, JSON Lines and CSV for scripts, or a drawing.

Data goes to stdout, talk to stderr. JSON, JSON Lines and CSV are UTF-8 whatever the terminal is, and carry the
full ids, the bounds of every imprecise date, the certainty and the entries of each row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import click
import msgspec

from cli.terminal import put, say
from ledger.csv_cells import cell
from ledger.vocabulary.dates import NO_END, NO_START, When, day_text
from projections.answers.listing import Listing, Row

FORMATS: Final = ("table", "json", "jsonl", "csv")


@dataclass(frozen=True)
class Said:
    """What was asked, and which sources the rows rest on if that was asked too."""

    asked: Mapping[str, Any]
    sources: Mapping[int, Mapping[str, Any]] | None = None


def render(listing: Listing, said: Said, form: str) -> None:
    """Write an answer in one of `FORMATS`; notes, and that there is nothing, go to stderr besides."""
    renderings: dict[str, Callable[[Listing, Said], None]]
    renderings = {"table": _table, "json": _json, "jsonl": _jsonl, "csv": _csv, "dot": _dot}
    renderings[form](listing, said)
    for note in listing.notes if form != "json" else ():
        say(f"Note: {note}")
    if not listing.rows and listing.empty:
        say(f"{listing.empty[:1].upper()}{listing.empty[1:]}{_moment(said.asked)}.")


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


def _table(listing: Listing, said: Said) -> None:
    from cli.tables import cited, written

    parts = []
    several = bool(listing.beside or listing.below)
    for each in (*listing.beside.values(), listing, *listing.below.values()):
        if each.rows:
            text = written(each, with_entries=said.sources is not None)
            parts.append(f"{each.title}\n\n{text}" if each.title and several else text)
    if parts and said.sources:
        parts.append(cited(said.sources))
    if parts:
        click.echo("\n\n".join(parts))


def _dot(listing: Listing, said: Said) -> None:
    put(listing.drawn.encode())


def _json(listing: Listing, said: Said) -> None:
    whole: dict[str, Any] = {
        "asked": said.asked,
        **{name: [plain_row(other, row) for row in other.told] for name, other in listing.beside.items()},
        "rows": [plain_row(listing, row) for row in listing.told],
        **{name: [plain_row(other, row) for row in other.told] for name, other in listing.below.items()},
        "notes": listing.notes,
    }
    if said.sources is not None:
        whole["sources"] = {str(position): source for position, source in said.sources.items()}
    put(msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n")


def _jsonl(listing: Listing, said: Said) -> None:
    put(b"".join(msgspec.json.encode(plain_row(listing, row)) + b"\n" for row in listing.told))


def _csv(listing: Listing, said: Said) -> None:
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    header = [*_csv_keys(listing), "certainty", "entries"]
    writer.writerow(header)
    for row in listing.told:
        plain = plain_row(listing, row)
        writer.writerow([cell(_csv_text(plain.get(key))) for key in header])
    put(text.getvalue().encode())


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


def _moment(asked: Mapping[str, Any]) -> str:
    said = [
        f"{word} {asked[key]}"
        for key, word in (("as_at", "as at"), ("known_at", "known at"))
        if asked.get(key) is not None
    ]
    return f" ({', '.join(said)})" if said else ""
