"""From an answer to what is shown: columns under headings, names beside ids, rows within rows as mappings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from ledger.vocabulary.dates import Certainty, when
from ledger.vocabulary.subjects import name_of
from projections.answers import listing
from projections.answers.names import Name, Names
from projections.answers.question import Answer, Column, Item, Line, columns_of, plain
from projections.engine.rows import values_of

if TYPE_CHECKING:
    from projections.engine import register as engine
    from projections.engine.register import Register

S = TypeVar("S", bound=Line | Item)


def row_from(row: type[S], answer: engine.RowAsAt[Any], certainty: Certainty | None = None, **more: Any) -> S:
    """A row with what the register answered: by the same names, and `id` for its subject; dates as dates."""
    told, says = answer.row, values_of(answer.row)
    given = {
        "id": answer.stream,
        "since": when(told.since),
        "until": when(told.until) if told.until else None,
        "standing": told.standing.value,
        "certainty": (certainty or answer.certainty).value,
        "entries": told.entries,
        **more,
    }
    filled: dict[str, Any] = {}
    for column in columns_of(row):
        value = given[column.name] if column.name in given else says[column.name]
        is_text = column.holds.is_date and isinstance(value, str | None)
        filled[column.name] = (when(value) if value else None) if is_text else value
    return row(**filled)


def rests_on(answer: engine.RowAsAt[Any], certainty: Certainty | None = None) -> dict[str, Any]:
    """What every row within a row says besides: with what standing, how certain it is, and by which entries."""
    row = answer.row
    return {
        "standing": row.standing.value,
        "certainty": (certainty or answer.certainty).value,
        "entries": row.entries,
    }


def laid_out(register: Register, row: type[Line], answer: Answer[Any]) -> listing.Listing:
    """The answer as tables, JSON and CSV have it."""
    names = Names(register)
    names.learn(_subjects_of(answer))
    return _listing(row, answer, names)


def _subjects_of(answer: Answer[Any]) -> Iterator[str]:
    """Every subject whose name an answer shows, so that all names are read together."""
    for row in answer.rows:
        yield from _subjects(row)
    for other in (*answer.beside.values(), *answer.below.values()):
        yield from _subjects_of(other)


def _subjects(row: msgspec.Struct) -> Iterator[str]:
    for column in columns_of(type(row)):
        value = getattr(row, column.name)
        several = value if isinstance(value, tuple) else (value,)
        if column.holds.struct is not None:
            yield from (subject for each in several if each is not None for subject in _subjects(each))
        elif column.kind and not column.bare:
            yield from filter(None, several)


def _listing(row: type[Line], answer: Answer[Any], name: Name) -> listing.Listing:
    def further(others: Mapping[str, Answer[Any]]) -> dict[str, listing.Listing]:
        return {key: _listing(type(each.rows[0]) if each.rows else Line, each, name) for key, each in others.items()}

    return listing.Listing(
        tuple(_laid_columns(row)),
        tuple(_row(each, name) for each in answer.rows),
        notes=answer.notes,
        sentence=answer.sentence,
        empty=answer.empty,
        vertical=answer.layout == "page",
        tree=answer.layout == "tree",
        title=answer.title,
        drawn=answer.drawing,
        beside=further(answer.beside),
        below=further(answer.below),
    )


def own_columns(row: type[msgspec.Struct]) -> tuple[Column, ...]:
    """The columns of a line without those that every rendering adds by itself."""
    return tuple(column for column in columns_of(row) if column.name not in Line.__struct_fields__)


def _laid_columns(row: type[Line]) -> Iterator[listing.TableColumn]:
    """A column that names subjects is two: the ids for scripts, and the names for everybody."""
    for column in own_columns(row):
        key, heading, held = column.key, column.heading, column.holds
        shown: dict[str, Any] = {"tabled": column.tabled, "scripted": column.scripted}
        if not column.kind:
            yield listing.TableColumn(key, heading, column.text, dated=held.is_date, **shown)
        elif column.bare or column.short:
            yield listing.TableColumn(key, heading, None if held.many else _short, **shown)
        else:
            yield listing.TableColumn(key, heading, tabled=False)
            yield listing.TableColumn(f"{key}_name", heading, **shown)
        if column.short:
            yield listing.TableColumn(f"{key}_name", tabled=False)


def _row(row: Line, name: Name) -> listing.Row:
    return listing.Row(dict(_cells(row, own_columns(type(row)), name)), row.entries, row.certainty, row.aside)


def _cells(row: msgspec.Struct, columns: Iterable[Column], name: Name) -> Iterator[tuple[str, Any]]:
    for column in columns:
        value = getattr(row, column.name)
        if column.holds.struct is None:
            yield column.key, tuple(map(plain, value)) if column.holds.many and value is not None else plain(value)
        else:
            yield column.key, within(value, name)
        if column.kind and not column.bare:
            yield f"{column.key}_name", name(value) or (() if column.holds.many else None)


def within(value: Any, name: Name) -> Any:
    """A row within a row, or several, as mappings with names beside ids."""
    if isinstance(value, tuple):
        return tuple(within(each, name) for each in value)
    return None if value is None else dict(_cells(value, columns_of(type(value)), name))


def _short(subject: str | None) -> str:
    """An id without its kind, as a clerk would type it."""
    return name_of(subject or "") or subject or ""
