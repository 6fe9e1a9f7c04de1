"""Making a ledger's database and opening one, with a refusal that helps for whatever can be wrong with it."""

from __future__ import annotations

import os
from contextlib import suppress
from errno import ENAMETOOLONG
from pathlib import Path
from typing import Final

from eventsourcing.persistence import PersistenceError
from sqlalchemy import inspect, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from ledger.database.datastore import Datastore
from ledger.database.errors import CannotOpen, first_line
from ledger.refusals import StoreRefusal
from ledger.store.migrate import SCRIPTS, migrate, schema_of
from ledger.store.schema import SCHEMA, metadata

_EXAMPLES: Final = "write sqlite:///path/to/ledger.db or postgresql+psycopg://user@host/database"
_WITH_PORT: Final = "write postgresql+psycopg://user@host:5432/database, and an IPv6 host in brackets"
_LONGEST_SHOWN: Final = 160
_DRIVERS: Final = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


def create(url: str) -> Datastore:
    """Make the tables of a new ledger, in a file that is not there yet or a database that holds none.

    Raises:
        CannotOpen: there is a ledger already, its tables' names are taken, or the place cannot be written.
    """
    address = read_url(url)
    _refuse_bad_file(address, must_exist=False)
    _make_private(address)
    datastore = _datastore(address)
    try:
        _connect(datastore)
        _refuse_what_is_there(datastore)
        datastore.use_write_ahead_log()
        migrate(datastore)
    except BaseException:
        datastore.close()
        raise
    return datastore


def open(url: str) -> Datastore:
    """Open a ledger; one that an earlier release made is brought up to date first.

    Raises:
        CannotOpen: there is none, it is of a newer release, or the database does not let us in.
    """
    address = read_url(url)
    _refuse_bad_file(address, must_exist=True)
    datastore = _datastore(address)
    try:
        _connect(datastore)
        bring_up_to_date(datastore)
        datastore.use_write_ahead_log()
    except BaseException:
        datastore.close()
        raise
    return datastore


def read_url(url: str) -> URL:
    """The address of a ledger, with the drivers this project uses.

    Raises:
        CannotOpen: it is not a URL, or not of a database that a ledger can live in.
    """
    try:
        address = make_url(url)
    except ArgumentError as unreadable:
        raise CannotOpen("the ledger's address is not a database URL", _EXAMPLES) from unreadable
    except ValueError as unreadable:  # nothing but the port is read as a number
        raise CannotOpen("the port in the ledger's address is not a number", _WITH_PORT) from unreadable
    if "\0" in url or not _is_text(url):
        raise CannotOpen("the ledger's address has characters in it that are no text", _EXAMPLES)
    backend = address.drivername.partition("+")[0]
    if backend not in _DRIVERS:
        raise CannotOpen(f"a ledger cannot live in a database of the kind '{address.drivername}'", _EXAMPLES)
    if backend == "sqlite" and address.database in (None, "", ":memory:"):
        raise CannotOpen("a ledger cannot live in memory", f"name a file: {_EXAMPLES}")
    return address.set(drivername=_DRIVERS[backend])


def _is_text(url: str) -> bool:
    """Whether it can be handed to a driver; the name of a file may have octets in it that are not UTF-8."""
    try:
        return bool(url.encode())
    except UnicodeEncodeError:
        return False


def shown(address: URL) -> str:
    """The address as it may be printed: without its password."""
    return address.set(query={}).render_as_string(hide_password=True)


def _file_of(address: URL) -> Path | None:
    return Path(address.database or "") if address.get_backend_name() == "sqlite" else None


def _refuse_bad_file(address: URL, *, must_exist: bool) -> None:
    file = _file_of(address)
    if file is None:
        return
    try:
        _refuse_what_stands_there(file, must_exist=must_exist)
    except OSError as unreachable:
        remedy = "name one with a shorter path" if unreachable.errno == ENAMETOOLONG else "name one that you may read"
        raise CannotOpen(f"'{_cut(file)}' cannot be looked at: {unreachable.strerror}", remedy) from unreachable


def _refuse_what_stands_there(file: Path, *, must_exist: bool) -> None:
    if file.is_dir():
        raise CannotOpen(f"'{file}' is a directory, not a ledger", f"name a file in it, as {file / 'ledger.db'}")
    if must_exist and not file.exists():
        raise CannotOpen(f"there is no ledger at '{file}'", "run `govledger init` to make one, or name another")
    if not must_exist and not file.parent.is_dir():
        raise CannotOpen(f"there is no folder '{file.parent}'", "make the folder first, or name another place")


def _cut(file: Path) -> str:
    """A path as it may be printed, which its name alone could make a screenful."""
    return str(file) if len(str(file)) <= _LONGEST_SHOWN else f"{str(file)[: _LONGEST_SHOWN // 2]}..."


def _datastore(address: URL) -> Datastore:
    try:
        return Datastore(address)
    except (ArgumentError, TypeError, ValueError) as refused:  # what follows the '?' of an address is for the driver
        raise CannotOpen("the driver does not understand the ledger's address", _EXAMPLES) from refused


def _make_private(address: URL) -> None:
    """Make the file of a new ledger such that its owner alone may read what is exempt in it, as SQLite's own beside it.

    Whoever wants others to read it changes its rights once; a file that is there keeps those it has.
    """
    file = _file_of(address)
    if file is not None and not str(file).startswith("file:"):
        with suppress(OSError):  # SQLite says better what is wrong with the place
            os.close(os.open(file, os.O_CREAT | os.O_EXCL, 0o600))


def _connect(datastore: Datastore) -> None:
    try:
        with datastore.read() as connection:
            datastore.execute(connection, "SELECT count(*) FROM (SELECT 1) AS reached")
            if datastore.is_sqlite:
                datastore.execute(connection, "SELECT count(*) FROM sqlite_master")
    except Exception as error:
        raise _why_not(datastore.url, error) from error


def _why_not(address: URL, error: Exception) -> StoreRefusal:
    """The refusal for a database that does not let us in; told by the words of its driver."""
    cause = error.__cause__ if isinstance(error.__cause__, Exception) else error
    words, place = first_line(cause), shown(address)
    text = words.lower()
    if file := _file_of(address):
        if "not a database" in text:
            return CannotOpen(
                f"'{file}' is not a database", "name the ledger's file, or run `govledger init` for a new one"
            )
        return CannotOpen(f"'{file}' does not open: {words}", "ask for the right to read and write it and its folder")
    if "password" in text or "authentication" in text:
        return CannotOpen(
            f"{place} refuses the user or the password", "check both; a password can stand in ~/.pgpass or PGPASSWORD"
        )
    if "does not exist" in text and "database" in text:
        return CannotOpen(
            f"there is no database '{address.database}' at {place}", f"create it first: createdb {address.database}"
        )
    if "does not exist" in text and "role" in text:
        return CannotOpen(
            f"{place} does not know the user '{address.username}'", "check the user's name, or create the role"
        )
    return CannotOpen(f"nothing answers at {place}: {words}", "see that PostgreSQL runs there and lets this machine in")


def _refuse_what_is_there(datastore: Datastore) -> None:
    place = shown(datastore.url)
    if (encoding := _encoding(datastore)) != "UTF8":
        raise CannotOpen(
            f"the database at {place} is encoded in {encoding}",
            f"make one in UTF-8: createdb --encoding UTF8 --template template0 {datastore.url.database}",
        )
    if schema_of(datastore) is not None:
        raise CannotOpen(f"there is a ledger at {place} already", "record into it, or name another place")
    with datastore.read() as connection:
        taken = sorted(set(inspect(connection).get_table_names()) & set(metadata.tables))
    if taken:
        raise CannotOpen(
            f"{place} has a table '{taken[0]}' that is not a ledger's", "name a database of its own for the ledger"
        )


def _encoding(datastore: Datastore) -> str:
    if datastore.is_sqlite:
        return "UTF8"
    with datastore.read() as connection:
        return str(datastore.execute(connection, "SHOW server_encoding")[0][0])


def bring_up_to_date(datastore: Datastore, newest: str = SCHEMA, scripts: Path = SCRIPTS) -> None:
    """Bring a ledger that an earlier release made to the newest schema; one that has it is left alone.

    Raises:
        CannotOpen: there is no ledger, it is of a newer release, or it may not be changed.
    """
    place, found = shown(datastore.url), schema_of(datastore)
    if found is None:
        raise CannotOpen(f"there is no ledger at {place}", "run `govledger init` to make one, or name another")
    if found > newest:
        raise CannotOpen(
            f"the ledger at {place} was made by a newer release (its schema is {found}, this one's {newest})",
            "update govledger",
        )
    if found < newest:
        try:
            migrate(datastore, scripts)
        except (PersistenceError, StoreRefusal) as error:
            raise CannotOpen(
                f"the ledger at {place} has schema {found} and cannot be brought to {newest}: {error}",
                "open it once as somebody who may change its tables",
            ) from error
