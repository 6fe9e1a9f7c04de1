"""From the register's answers to listings: columns are fields of the rows, with names beside the ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ledger.vocabulary.dates import Certainty, When, when
from ledger.vocabulary.subjects import name_of
from projections.answers.listing import Column, Listing, Row, columns
from projections.answers.names import naming
from projections.engine.rows import values_of

if TYPE_CHECKING:
    from projections.engine.register import Answer, Register


def named(key: str, heading: str = "") -> tuple[Column, Column]:
    """Two columns for one field: the id for scripts, and what it is called for everybody."""
    title = heading or key.replace("_", " ")
    return Column(key, title, tabled=False), Column(f"{key}_name", title, names=key)


def short_id(key: str = "id", heading: str = "") -> Column:
    """A column of ids, which tables show without the kind, as a clerk would type them."""
    return Column(key, heading, text=lambda subject: name_of(subject or "") or subject or "")


def listing(register: Register, rows: Iterable[Row], *keys: str | Column | tuple[Column, ...], **rest: Any) -> Listing:
    """A listing of rows, with what the `named` columns are called filled in."""
    wanted = columns(*(column for key in keys for column in (key if isinstance(key, tuple) else (key,))))
    name = naming(register)
    filled = tuple(_with_names(row, wanted, name) for row in rows)
    return Listing(wanted, filled, **rest)


def row_of(answer: Answer[Any], certainty: Certainty | None = None, **more: Any) -> Row:
    """An answer's fields as cells: `id` is its subject, `since` and `until` are dates with their bounds."""
    cells = values_of(answer.row)
    cells |= {"id": answer.stream, "since": since(answer.row), "until": until(answer.row), **more}
    return Row(cells, answer.row.entries, (certainty or answer.certainty).value)


def rows_of(answers: Iterable[Answer[Any]]) -> list[Row]:
    """`row_of` for many."""
    return [row_of(answer) for answer in answers]


def rests_on(answer: Answer[Any], certainty: Certainty | None = None) -> dict[str, Any]:
    """What every row within a row says besides: with what standing, how certain it is, and by which entries."""
    row = answer.row
    return {
        "standing": row.standing.value,
        "certainty": (certainty or answer.certainty).value,
        "entries": row.entries,
    }


def since(row: Any) -> When:
    """The start of a projection's row."""
    return when(row.since)


def until(row: Any) -> When | None:
    """Its last day, or None while no end is told."""
    return when(row.until) if row.until else None


def _with_names(row: Row, wanted: Iterable[Column], name: Any) -> Row:
    called: Mapping[str, Any] = {c.key: name(row.cells.get(c.names)) for c in wanted if c.names}
    return replace(row, cells={**row.cells, **called})
