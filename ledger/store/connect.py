"""Making a ledger's database and opening one, with a refusal that helps for whatever can be wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from ledger.database import datastore_at
from ledger.database.address import read_address
from ledger.database.datastore import Datastore
from ledger.database.errors import Busy, CannotBringUp, CannotOpen, Full
from ledger.refusals import StoreRefusal
from ledger.store.migrate import SCHEMA, SCRIPTS, VERSION_TABLE, make, migrate, schema_of

_CHANGED: Final = "somebody has changed it: keep it as it is for whoever looks into that, and restore a backup"
_OTHER_TABLES: Final = ("already exists", "no such ", "does not exist", "duplicate column")
"""What databases say of an upgrade of tables that are not those of the schema from which it starts."""


def create(url: str) -> Datastore:
    """Make the tables of a new ledger, in a file that is not there yet or a database that holds none.

    Raises:
        CannotOpen: there is a ledger already, its tables' names are taken, or the place cannot be written.
    """
    datastore = datastore_at(read_address(url))
    datastore.look_at_place(must_exist=False)
    datastore.make_private()
    try:
        _connect(datastore)
        _refuse_what_is_there(datastore)
        make(datastore)
    except BaseException:
        datastore.close()
        raise
    return datastore


def open(url: str) -> Datastore:
    """Open a ledger; one that an earlier release made is brought up to date first, of any other nothing is written.

    Raises:
        CannotOpen: there is none, it is of a newer release, or the database does not let us in.
    """
    datastore = datastore_at(read_address(url))
    datastore.look_at_place(must_exist=True)
    try:
        _connect(datastore)
        bring_up_to_date(datastore)
    except BaseException:
        datastore.close()
        raise
    return datastore


def open_to_read(url: str, prepare: Callable[[Datastore], object]) -> Datastore:
    """Open a ledger for questions and proofs, also one of an earlier release that may not be brought up to date.

    That one is read in a copy which has the shape of this release: its entries are the same octets. The copy is made
    ready by `prepare`, then nothing is written to it any more, and it goes when it is closed.

    Raises:
        CannotOpen: there is none, it is of a newer release, or the database does not let us in.
    """
    datastore = datastore_at(read_address(url))
    datastore.look_at_place(must_exist=True)
    try:
        _connect(datastore)
        try:
            bring_up_to_date(datastore)
        except CannotBringUp:

            def as_of_today(copy: Datastore) -> None:
                bring_up_to_date(copy)
                prepare(copy)

            if (copy := datastore.copy_to_read(as_of_today)) is None:
                raise
            datastore.close()
            return copy
    except BaseException:
        datastore.close()
        raise
    return datastore


def _connect(datastore: Datastore) -> None:
    try:
        with datastore.read() as connection:
            datastore.has_table(connection, "entries")
    except Exception as error:
        cause = error.__cause__ if isinstance(error.__cause__, Exception) else error
        raise datastore.why_not(cause) from error


def _is_of_a_ledger(datastore: Datastore) -> bool:
    with datastore.read() as connection:
        return datastore.has_table(connection, "entry_tags") and datastore.has_table(connection, VERSION_TABLE)


def _refuse_what_is_there(datastore: Datastore) -> None:
    from ledger.store.migrate import tables_of

    place = datastore.address.shown
    with datastore.read() as connection:
        encoding = datastore.encoding(connection)
    if encoding != "UTF8":
        raise CannotOpen(
            f"the database at {place} is encoded in {encoding}",
            f"make one in UTF-8: createdb --encoding UTF8 --template template0 {datastore.address.database}",
        )
    if schema_of(datastore) is not None:
        raise CannotOpen(f"there is a ledger at {place} already", "record into it, or name another place")
    with datastore.read() as connection:
        taken = sorted(tables_of(datastore).intersection(datastore.tables(connection)))
    if taken:
        raise CannotOpen(
            f"{place} has a table '{taken[0]}' that is not a ledger's", "name a database of its own for the ledger"
        )


def bring_up_to_date(datastore: Datastore, newest: str = SCHEMA, scripts: Path = SCRIPTS) -> None:
    """Bring a ledger that an earlier release made to the newest schema; one that has it is left alone.

    Raises:
        CannotOpen: there is no ledger, it is of a newer release, or it may not be changed.
    """
    place, found = datastore.address.shown, schema_of(datastore)
    if found is None and _is_of_a_ledger(datastore):
        raise CannotOpen(f"the ledger at {place} does not say any more which schema it has", _CHANGED)
    if found is None:
        raise CannotOpen(f"there is no ledger at {place}", "run `govledger init` to make one, or name another")
    if found > newest:
        raise CannotOpen(
            f"the ledger at {place} was made by a newer release (its schema is {found}, this one's {newest})",
            "update govledger",
        )
    if found < newest:
        from eventsourcing.persistence import PersistenceError  # who opens a ledger of today need not wait for it

        try:
            migrate(datastore, scripts)
        except (PersistenceError, StoreRefusal) as error:
            problem = error.problem if isinstance(error, StoreRefusal) else str(error)
            if any(words in problem for words in _OTHER_TABLES):
                says = f"the ledger at {place} says that it has schema {found}, and its tables are others"
                raise CannotOpen(f"{says}: {problem}", _CHANGED) from error
            remedy = "open it once as somebody who may change its tables"
            raise CannotBringUp(
                f"the ledger at {place} has schema {found} and cannot be brought to {newest}: {problem}",
                error.remedy if isinstance(error, Busy | Full) else remedy,
            ) from error
