"""Indexes: what a finding says of one by which rows are not found that are there.

Hashing reads the tables themselves. Questions are answered by way of indexes: one that leaves out a row hides it
from every reader, and no hash tells.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import Final, NamedTuple

from ledger.audit.verification.findings import Check, Finding
from ledger.database.errors import Damaged
from ledger.erasure.exempt import MAKES_EXEMPT
from ledger.store import Datastore

_ENTRY_IN: Final = (("entries", "position"), ("entry_tags", "position"), ("disclosures", "entry"))
_OF_PROJECTIONS: Final = "projected_"
_OF_SOME: Final = MappingProxyType({"entries_exempt": MAKES_EXEMPT})
"""Indexes of some rows only, by the condition by which the migrations make them."""


class Index(NamedTuple):
    """An index by name, with the table and the columns (or expressions) that it is of."""

    name: str
    table: str
    columns: tuple[str, ...]

    @property
    def where(self) -> str:
        """What keeps a query to the rows that it is to hold; empty where these are all."""
        return f"WHERE ({_OF_SOME[self.name]})" if self.name in _OF_SOME else ""

    @property
    def is_of_answers(self) -> bool:
        """Whether its table is one of those that are made from the log."""
        return self.table.startswith(_OF_PROJECTIONS)

    @property
    def entry(self) -> str:
        """The column that tells which entry a row of the table comes from; NULL where none does."""
        if self.is_of_answers:
            return "known_from"
        return dict(_ENTRY_IN).get(self.table, "NULL")

    def leaves_out(self, count: int, first: int | None) -> Finding:
        """It does not have so many rows of its table, or not in their place."""
        rows = "a row" if count == 1 else f"{count} rows"
        which = "" if first is None else f", {'that' if count == 1 else 'the first of them that'} of entry {first}"
        it = "it" if count == 1 else "them"
        return self.wrong(f"leaves out {rows} of {self.table}{which}; no question answered by it tells of {it}", first)

    def wrong(self, says: str, entry: int | None = None) -> Finding:
        """Something else about it."""
        return Finding(Check.STORAGE, f"the index '{self.name}' {says}", entry)


def quoted(name: str) -> str:
    """A name as SQL takes it, whatever characters somebody put into it."""
    return '"' + name.replace('"', '""') + '"'


def storage(datastore: Datastore) -> list[Finding]:
    """What is wrong with how the database keeps its tables, and what could not be looked at."""
    looking = import_module(f"ledger.audit.verification.indexes_on_{datastore.backend}")
    try:
        return list(looking.storage_faults(datastore))
    except Damaged as refusal:
        return [Finding(Check.STORAGE, refusal.problem)]
