"""What a command answers: rows under columns, and notes; every rendering of it says the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec


class TableColumn(msgspec.Struct, frozen=True):
    """One column: its key in JSON and CSV, its heading in a table, and how a table writes its values."""

    key: str
    heading: str = ""
    text: Callable[[Any], str] | None = None
    dated: bool = False
    """Its values are imprecise dates (`When`), or None where there is none."""
    tabled: bool = True
    """False: for scripts only; tables leave it out."""
    scripted: bool = True
    """False: for people only, who see in it what scripts find in other columns."""

    @property
    def title(self) -> str:
        """The heading, or the key in words."""
        return self.heading or self.key.replace("_", " ")


class Row(msgspec.Struct, frozen=True):
    """One row of an answer: values by column, the entries it rests on, and how certain it is."""

    cells: Mapping[str, Any]
    entries: tuple[int, ...] = ()
    certainty: str = "yes"
    aside: bool = False
    """For people only: a line that says again what scripts find within another row."""


class Listing(msgspec.Struct, frozen=True):
    """An answer; `vertical` where it is about one thing and reads better as a page than as a line."""

    columns: tuple[TableColumn, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    empty: str = "none recorded"
    vertical: bool = False
    tree: bool = False
    """Its first column draws a tree, which reads better as lines than in a cell."""
    sentence: str = ""
    """The answer in a sentence, before all rows, where there is one."""
    title: str = ""
    """What stands over its table where there are several."""
    drawn: str = ""
    """The answer as a graph in Graphviz' DOT, where it has one."""
    beside: Mapping[str, Listing] = {}
    """Further tables that belong to the answer, before its own; by the name that JSON gives them.

    JSON Lines and CSV, which have one table, leave them out.
    """

    below: Mapping[str, Listing] = {}
    """The same, after its own table: what bears on the answer without being part of it."""

    @property
    def told(self) -> tuple[Row, ...]:
        """The rows that scripts are given."""
        return tuple(row for row in self.rows if not row.aside)

    @property
    def positions(self) -> tuple[int, ...]:
        """Every entry that some row rests on, once, in order."""
        own = {position for row in self.rows for position in row.entries}
        others = (*self.beside.values(), *self.below.values())
        return tuple(sorted(own.union(*(other.positions for other in others))))


def columns(*keys: str | TableColumn) -> tuple[TableColumn, ...]:
    """Columns from their keys."""
    return tuple(key if isinstance(key, TableColumn) else TableColumn(key) for key in keys)


def dated(key: str, heading: str = "") -> TableColumn:
    """A column of imprecise dates."""
    return TableColumn(key, heading, dated=True)
