"""One state of an SQLite file for several processes: a transaction that reads in each, all begun while nobody wrote.

SQLite hands no snapshot from one process to another. So every process begins a transaction for itself, and a look at
the file's data version, from before the first began and from after the last did, tells whether they see the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from ledger.database.sqlite_access import octets_of

_SEE: Final = "SELECT count(*) FROM sqlite_master"
"""A transaction sees the file as it is at its first statement, not at its BEGIN."""

_MAPPED: Final = "PRAGMA mmap_size = 2147418112"
"""As much of the file as SQLite maps: looking up every row in every index then takes two thirds of the time."""
_AT_ONCE: Final = 1 << 20


def can_be_mapped(file: Path) -> bool:
    """Whether a file can be read from its first octet to the last.

    Where a place of it cannot, SQLite says so as long as it reads; a program that has it mapped would just be ended.
    """
    room = bytearray(_AT_ONCE)
    try:
        opened: Any = octets_of(file)
        while opened.readinto(room):
            pass
    except OSError:
        return False
    return True


class SqliteMoment:
    """A transaction that reads for as long as it is wanted, and a connection beside it that sees who writes."""

    def __init__(self, connect: Callable[[], sqlite3.Connection], *, is_mapped: bool) -> None:
        self._beside = connect()
        self._before = self._version()
        self.connection = connect()
        if is_mapped:
            self.connection.execute(_MAPPED)
        self.connection.execute("BEGIN")
        self.connection.execute(_SEE).fetchall()

    def nobody_wrote(self) -> bool:
        """Whether all transactions that were begun since just before this one see what it sees."""
        return self._version() == self._before

    def close(self) -> None:
        """End it."""
        self.connection.close()
        self._beside.close()

    def _version(self) -> int:
        [(version,)] = self._beside.execute("PRAGMA data_version").fetchall()
        return int(version)
