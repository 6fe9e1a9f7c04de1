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
    made = kind_of(address.backend)
    assert made is not None, "an address is of a database that there is"
    return made(address)


def for_reading(url: str) -> str:
    """The address of a ledger such that opening it can change nothing; as it is where it says itself how it is opened.

    Raises:
        CannotOpen: it is not the address of a database that a ledger can live in, or its driver is not installed.
    """
    from ledger.database.address import read_address

    kind = kind_of(read_address(url).backend)
    if kind is None or any(each in url for each in kind.tells_access):
        return url
    return f"{url}{'&' if '?' in url else '?'}{kind.only_reading}"


def kind_of(backend: str) -> type[Datastore] | None:
    """The class for a database of that name; none where no ledger can live in one.

    Raises:
        CannotOpen: its driver is not installed.
    """
    if not backend.isidentifier():
        return None
    try:
        module = import_module(f"ledger.database.{backend}")
    except ModuleNotFoundError:
        return None
    found: type[Datastore] | None = getattr(module, "DATASTORE", None)
    return found
