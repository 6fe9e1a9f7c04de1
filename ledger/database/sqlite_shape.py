"""SQLite: a look at what readers read through, short enough for every question.

It is no proof, which is what verifying is for: a text that was put back to what it was hides an index that lies.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any, Final
from zlib import crc32

MADE: Final = MappingProxyType(
    {
        "disclosures": 252948631,
        "entries": 4037214046,
        "entry_tags": 128822486,
        "head": 604737650,
        "projections": 3018559921,
        "entries_by_occurrence": 3840941605,
        "entries_by_recorded_at": 1519497151,
        "entries_exempt": 3675985545,
        "disclosures_by_entry": 1886368408,
    }
)
"""Sums of the statements that make what the log and the answers are read through; a test holds them against these."""
LOOK: Final = (
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL AND (type = 'view' OR (type = 'table' "
    "AND name IN ('entries', 'entry_tags', 'head', 'disclosures', 'projections')) OR (type = 'index' AND (tbl_name IN "
    "('entries', 'entry_tags', 'disclosures') OR (tbl_name LIKE 'projected#_%' ESCAPE '#' AND "
    "(name NOT LIKE tbl_name || '#_by#_%' ESCAPE '#' OR instr(sql, ' WHERE '))))))"
)


def sum_of(statement: str) -> int:
    """The sum of a statement, whatever its white space."""
    return crc32("".join(statement.split()).encode())


def amiss(found: list[tuple[Any, ...]]) -> Iterator[str]:
    """What of all that the look has found is not as the migrations make it."""
    for kind, name, table, text in found:
        if kind == "view":
            if name in MADE or name.startswith("projected_"):
                yield f"'{name}' is no table but a view"
        elif name not in MADE:
            yield f"'{table}' has the index '{name}', which no ledger has"
        elif sum_of(text) != MADE[name]:
            yield f"'{name}' is not made as this release makes it"
