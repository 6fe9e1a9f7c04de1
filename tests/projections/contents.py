"""What stands in the projections' tables, to be compared as a whole."""

from __future__ import annotations

from typing import Any

from ledger.store import Datastore
from projections import ALL
from projections.engine.tables import Table

Contents = dict[str, list[tuple[Any, ...]]]


def contents(datastore: Datastore) -> Contents:
    """Every row of every projection's table and of those beside it, in an order of its own."""
    found: Contents = {}
    for projection in ALL:
        table = Table(projection, datastore)
        names = [table.name, *(f"{table.name}_{name}" for name in projection.finds if table.columns[name].many)]
        with datastore.read() as connection:
            for name in names:
                found[name] = sorted(datastore.execute(connection, f"SELECT * FROM {name}"), key=repr)
    return found
