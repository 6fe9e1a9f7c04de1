"""Of many rows what they are counted and put in order by; those that are shown are then read whole.

Most of what a long list costs is reading every column of every row, and making the rows. A brief has of its row where
it stands, how certain it is, and the columns that are asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any, Final, NamedTuple

import msgspec

from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.provenance import IN_BEING
from projections.engine.columns import layout_of
from projections.engine.engine import Projection, by_itself
from projections.engine.register import DAY_LENGTH, Register, RowAsAt, order_of
from projections.engine.rows import R, value_of

_FEW: Final = 500
"""Of so many streams rows are looked up; of more, all rows are read."""
_ORDER: Final = '"from_earliest", "from_latest", length("key"), "key"'
"""As `order_of`, where keys are numbers and no time of a day is told."""
_entries: Final = msgspec.json.Decoder(tuple[int, ...]).decode


class Brief(NamedTuple):
    """Where a row stands, how certain it is, and what it says in some columns."""

    stream: str
    key: str
    certainty: Certainty
    told: tuple[Any, ...]


def briefs(register: Register, projection: Projection[R], *columns: str, **equals: Any) -> list[Brief]:
    """Briefs of the rows in force that `Register.rows` gives, in the same order; of columns whose texts nobody erases.

    The database puts them in order where each row is made of an entry, under whose position it stands; only times of a
    day are compared here. Where ids are joined, or a month is asked about, the whole rows tell where they stand.
    """
    is_plain = not register.joins and register.first is None and projection.lane is by_itself
    lines = _lines(register, projection, columns, equals) if is_plain else []
    if not is_plain or not all(line[1].isdecimal() for line in lines):
        rows = register.rows(projection, **equals)
        told = [tuple(value_of(each.row, name) for name in columns) for each in rows]
        return [Brief(each.stream, each.key, each.certainty, says) for each, says in zip(rows, told, strict=True)]
    if withheld := register.log.unsealing.withheld.keys():
        lines = [line for line in lines if withheld.isdisjoint(_entries(line[6]))]
    if any(line[5] is not None for line in lines):
        lines.sort(key=_place)
    reads = [layout_of(projection.row, projection.handles).columns[name].read for name in columns]
    said = {told: _read(told, reads) for told in {line[7:] for line in lines}}  # many rows say the same
    yes, possibly = Certainty.YES, Certainty.POSSIBLY
    return [Brief(line[0], line[1], yes if line[2] else possibly, said[line[7:]]) for line in lines]


def _lines(
    register: Register, projection: Projection[R], columns: Sequence[str], equals: dict[str, Any]
) -> list[tuple[Any, ...]]:
    """Of each row its stream and key, whether it is surely so, its dates, its entries, and what is in columns."""
    day = register.as_at
    values: list[Any] = [each.value for each in IN_BEING]
    surely = f'"standing" IN ({", ".join("?" * len(IN_BEING))})'
    if day is not None:
        surely, values = f'{surely} AND "from_latest" <= ?', [*values, day]
    what = [
        *('"stream"', '"key"', f"CASE WHEN {surely} THEN 1 ELSE 0 END", '"from_earliest"', '"from_latest"'),
        f'CASE WHEN length("since") > {DAY_LENGTH} THEN "since" END',
        '"entries"' if register.log.unsealing.withheld else "NULL",
        *map('"{}"'.format, columns),
    ]
    return register.select(projection, ", ".join(what), values, _ORDER, **equals)


def _place(line: Sequence[Any]) -> tuple[Any, ...]:
    return order_of(line[3], line[4], line[5] or "", line[1])


def _read(told: tuple[Any, ...], reads: Sequence[Any]) -> tuple[Any, ...]:
    pairs = zip(told, reads, strict=True)
    return tuple(value if value is None or read is None else read(value) for value, read in pairs)


def whole(register: Register, projection: Projection[R], asked: Sequence[Brief]) -> list[RowAsAt[R]]:
    """The rows of some briefs, in the same order."""
    streams = tuple(dict.fromkeys(map(_stream, asked)))
    rows = register.rows(projection, stream=streams if len(streams) <= _FEW else None) if asked else ()
    own = {(each.stream, each.key): each for each in rows}
    return [own[each.stream, each.key] for each in asked if (each.stream, each.key) in own]


_stream: Final = itemgetter(0)
