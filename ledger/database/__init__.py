"""Databases: connections, statements and errors of SQLite and PostgreSQL; knows nothing of entries.

A database is a module here, named as in addresses, with a `DATASTORE`: the class that does what `Datastore` asks for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.database.address import Address
    from ledger.database.datastore import Datastore


def datastore_at(address: Address) -> Datastore:
    """The database at an address, not yet connected to.

    Raises:
        CannotOpen: its driver is not installed, or does not understand the address.
    """
    made: Datastore = import_module(f"ledger.database.{address.backend}").DATASTORE(address)
    return made
