"""The columns of a projection's table, made of the fields of its rows and their events; and values there and back.

Of an event, the field that names the stream is left out: that is a column of every table.
Texts, numbers and truth values have columns of their kind; whatever else a row holds is JSON in a text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, cached_property, partial
from operator import attrgetter
from typing import Any, Final, NamedTuple, get_type_hints

import msgspec

from ledger.vocabulary.event import Event
from ledger.vocabulary.field_types import (
    BoolType,
    ChoiceType,
    DateType,
    FieldType,
    IntroductionType,
    ListType,
    MappingType,
    NumberType,
    ReferenceType,
    StructType,
    TextType,
)
from ledger.vocabulary.fields import fields_of, type_of
from projections.engine.rows import CALLED_OTHERWISE, TEXTS, Row, Span

Write = Callable[[Sequence[Any]], Iterable[Any]]
"""Writes the values of many rows at once, which takes a fraction of the time of one after the other."""
Read = Callable[[Any], Any]
_JSON: Final = msgspec.json.Encoder(order="deterministic")


class TableColumn(NamedTuple):
    """A column: how values are written and one is read, None where they go as they are; `many` holds several texts."""

    name: str
    sql: str
    write: Write | None
    read: Read | None
    many: bool = False


class _Part(NamedTuple):
    """A struct whose fields are columns: the row itself, or one of its events, which the row holds as `held_as`."""

    of: type[Any]
    held_as: str
    columns: Mapping[str, TableColumn]
    """By field; a field that is missing here is no column."""


class Layout:
    """How the rows of a projection lie in the columns of its table."""

    def __init__(self, row: type[Row], handles: tuple[type[Event], ...]) -> None:
        hints = get_type_hints(row)
        events = dict(zip(_EVENTS, handles, strict=False))
        own = {name: _column(name, type_of(hints[name])) for name in row.__struct_fields__ if name not in _EVENTS}
        self._row = _Part(row, "", own)
        self._events: list[_Part] = []
        taken = {"key", *own}
        for held_as in (name for name in _EVENTS if name in row.__struct_fields__):
            part = _of_event(events[held_as], held_as, taken, may_be_untold=issubclass(row, Span))
            self._events.append(part)
            taken.update(column.name for column in part.columns.values())
        self.columns = {c.name: c for part in (self._row, *self._events) for c in part.columns.values()}

    def values(self, rows: Sequence[Row]) -> list[Sequence[Any]]:
        """What rows say, column by column, not yet as it is written."""
        found = _turned(self._row, rows)
        for part in self._events:
            found += _turned(part, list(map(attrgetter(part.held_as), rows)))
        return found

    def value(self, name: str) -> Callable[[Row], Any]:
        """How to get from a row what it says in a column."""
        for part in self._events:
            for field, column in part.columns.items():
                if column.name == name:
                    return attrgetter(f"{part.held_as}.{field}")
        return attrgetter(name)

    @cached_property
    def row(self) -> Callable[[str, Sequence[Any]], Any]:
        """Makes of a subject, and of what the columns hold, the row of its story that says so.

        It is one expression, put together here: a dictionary of fields for each row and each event took twice as long,
        and what is read of a ledger is rows first of all.
        """
        says: dict[str, Any] = {"_row": self._row.of}
        used, given = 0, list[str]()
        for number, part in enumerate((self._row, *self._events)):
            fields = []
            for field, column in part.columns.items():
                value = f"v[{used}]"
                if column.read is not None:
                    says[f"_read{used}"] = column.read
                    value = f"None if {value} is None else _read{used}({value})"
                fields.append(f"{field}={value}")
                used += 1
            if number == 0:
                given = fields
                continue
            says[f"_event{number}"] = part.of
            own = [f"{part.of.STREAM}=stream"] if part.of.STREAM else []
            made = f"_event{number}({', '.join([*fields, *own])})"
            ends = f"v[{list(self._row.columns).index('until_standing')}]"
            given.append(f"{part.held_as}={f'None if {ends} is None else ' if part.held_as == 'end' else ''}{made}")
        made_of: Callable[[str, Sequence[Any]], Any] = eval(f"lambda stream, v: _row({', '.join(given)})", says)
        return made_of


_EVENTS: Final = ("event", "end")
"""Where rows hold their events."""


def _of_event(event: type[Event], held_as: str, taken: Collection[str], *, may_be_untold: bool) -> _Part:
    columns = {}
    for field in fields_of(event):
        if field.name == event.STREAM:
            continue
        name, holds = CALLED_OTHERWISE.get(field.name, field.name), field.type
        if name in taken:
            name = f"{'until' if held_as == 'end' else held_as}_{name}"
        if held_as == "end" or (may_be_untold and field.required and not isinstance(holds, TEXTS)):
            holds = msgspec.structs.replace(holds, nullable=True)
        columns[field.name] = _column(name, holds)
    return _Part(event, held_as, columns)


def _turned(part: _Part, structs: Sequence[Any]) -> list[Sequence[Any]]:
    """The fields of many structs, each with those of all; None in each where there is no struct."""
    fields = part.of.__struct_fields__
    nothing = (None,) * len(fields)
    lines = (nothing if struct is None else msgspec.structs.astuple(struct) for struct in structs)
    by_field = dict(zip(fields, zip(*lines, strict=True), strict=True))
    return [by_field[field] for field in part.columns]


@cache
def layout_of(row: type[Row], handles: tuple[type[Event], ...]) -> Layout:
    """How rows of a type lie in a table, the events that they hold being of these types."""
    return Layout(row, handles)


def _column(name: str, holds: FieldType) -> TableColumn:
    sql, write, read = _form_of(holds)
    if holds.nullable and write is not None:
        write = partial(_but_none, write)
    holds_texts = isinstance(holds, ListType) and isinstance(holds.item, TEXTS)
    return TableColumn(name, sql if holds.nullable else f"{sql} NOT NULL", write, read, holds_texts)


def _form_of(holds: FieldType) -> tuple[str, Write | None, Read | None]:
    """In what kind of column values of a type are kept, and how they get there and back."""
    match holds:
        case TextType() | DateType() | ReferenceType() | IntroductionType():
            return "TEXT", None, None
        case BoolType():
            return "SMALLINT", partial(map, int), bool
        case NumberType():
            return "BIGINT", None, None
        case ChoiceType(choices=choices):
            # `value` and calling the type are the same, several times slower.
            return "TEXT", partial(map, attrgetter("_value_")), {each.value: each for each in choices}.__getitem__
    return "TEXT", _as_json, msgspec.json.Decoder(_python_type(holds)).decode


def _python_type(holds: FieldType) -> Any:
    """The type of the values as Python writes it, for reading JSON."""
    match holds:
        case StructType(struct=struct):
            return struct
        case ListType(item=item):
            return tuple[_python_type(item), ...]  # type: ignore[misc]
        case MappingType(values=values):
            return dict[str, _python_type(values)]  # type: ignore[misc]
        case ChoiceType(choices=choices):
            return choices
        case BoolType():
            return bool
    return int if isinstance(holds, NumberType) else str


def _but_none(write: Write, values: Sequence[Any]) -> list[Any]:
    """Values written where there are any; None stays None."""
    written = iter(write([value for value in values if value is not None]))
    return [None if value is None else next(written) for value in values]


def _as_json(values: Sequence[Any]) -> list[str]:
    return _JSON.encode_lines(values).decode().split("\n")[:-1]  # in JSON, no line break stands for itself
