"""The address of a database, as it may be printed and as its driver takes it.

SQLite's is read here, since a question about a file need not wait for SQLAlchemy; all others are read by that.
"""

from __future__ import annotations

import os
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from ledger.database import kind_of
from ledger.database.errors import CannotOpen

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

EXAMPLES: Final = "write sqlite:///path/to/ledger.db or postgresql+psycopg://user@host/database"
_WITH_PORT: Final = "write postgresql+psycopg://user@host:5432/database, and an IPv6 host in brackets"
_ODD_PASSWORD: Final = "write one that is part of the password as %40, or give the password by PGPASSWORD or ~/.pgpass"
_ALIASES: Final = MappingProxyType({"postgres": "postgresql"})
_SEVERAL: Final = re.compile(r"^([a-z0-9+]+://(?:[^@/?]*@)?)([^/?]*,[^/?]*)/([^?]*)(?:\?(.*))?$")
_FILE: Final = re.compile(r"sqlite(?:\+\w+)?:///([^?]+)(?:\?(.*))?", re.DOTALL)


class Address(NamedTuple):
    """Where a ledger's database is: a file, or a database on a server."""

    drivername: str
    text: str
    """All of it, a password included: for the driver alone."""
    shown: str
    """The same as it may be printed: without the password, and without what only the driver reads."""
    database: str
    username: str = ""
    query: str = ""
    """What follows the '?' of a file's address."""

    @property
    def backend(self) -> str:
        """The name of the database."""
        return self.drivername.partition("+")[0]


def read_address(url: str) -> Address:
    """The address of a ledger, with the drivers this project uses.

    Raises:
        CannotOpen: it is not a URL, or not of a database that a ledger can live in.
    """
    if "\0" in url or not _is_text(url):
        raise CannotOpen("the ledger's address has characters in it that are no text", EXAMPLES)
    if (found := _FILE.fullmatch(url)) and found[1] != ":memory:":
        file, query = _plain(found[1], found[2] or "")
        shown = f"sqlite:///{file}"
        return Address("sqlite", f"{shown}?{query}" if query else shown, shown, file, query=query)
    return _of_server(_made(url))


def _plain(file: str, query: str) -> tuple[str, str]:
    """A file that is written as a URI within the address, as SQLAlchemy has it, by its path."""
    if not file.startswith("file:"):
        return file, query
    path = os.fsencode(re.sub(r"^file:(//(localhost)?(?=/))?", "", file))
    plain = re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes.fromhex(found[1].decode()), path)
    return os.fsdecode(plain), "&".join(part for part in query.split("&") if part not in ("uri=true", ""))


def _made(url: str) -> URL:
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    if url.partition("?")[0].count("@") > 1:  # what follows the first would be read as the host, and printed
        raise CannotOpen("the ledger's address has more than one '@' in it", _ODD_PASSWORD)
    try:
        return make_url(_SEVERAL.sub(_as_query, url))
    except ArgumentError as unreadable:
        raise CannotOpen("the ledger's address is not a database URL", EXAMPLES) from unreadable
    except ValueError as unreadable:  # nothing but the port is read as a number
        raise CannotOpen("the port in the ledger's address is not a number", _WITH_PORT) from unreadable


def _as_query(found: re.Match[str]) -> str:
    """Several servers as they stand in an address (`alpha:5432,beta:5433`), in the form that SQLAlchemy reads."""
    hosts = "&".join(f"host={host}" for host in found[2].split(","))
    return f"{found[1]}/{found[3]}?{hosts}{'&' if found[4] else ''}{found[4] or ''}"


def _of_server(url: URL) -> Address:
    backend = url.drivername.partition("+")[0]
    kind = kind_of(_ALIASES.get(backend, backend))
    if kind is None:
        raise CannotOpen(f"a ledger cannot live in a database of the kind '{url.drivername}'", EXAMPLES)
    if backend == "sqlite":
        if url.database in (None, "", ":memory:"):
            raise CannotOpen("a ledger cannot live in memory", f"name a file: {EXAMPLES}")
        raise CannotOpen("the driver does not understand the ledger's address", EXAMPLES)
    url = url.set(drivername=kind.drivername)
    shown = url.set(query={}).render_as_string(hide_password=True)
    if not url.host and (hosts := _hosts_of(url)):
        shown = shown.replace("@/" if "@/" in shown else ":///", f"{'@' if '@/' in shown else '://'}{hosts}/", 1)
    whole = url.render_as_string(hide_password=False)
    return Address(url.drivername, whole, shown, url.database or "", url.username or "")


def _hosts_of(url: URL) -> str:
    """The servers that stand after the '?', as they are shown; a folder of sockets is none."""
    hosts = url.query.get("host", ())
    return ",".join(host for host in ((hosts,) if isinstance(hosts, str) else hosts) if not host.startswith("/"))


def _is_text(url: str) -> bool:
    """Whether it can be handed to a driver; the name of a file may have octets in it that are not UTF-8."""
    try:
        return bool(url.encode())
    except UnicodeEncodeError:
        return False
