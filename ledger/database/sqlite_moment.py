"""One state of an SQLite file for several processes: a transaction that reads in each, all begun while nobody wrote.

SQLite hands no snapshot from one process to another. So every process begins a transaction for itself, and a look at
the file's data version, from before the first began and from after the last did, tells whether they see the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Final

_SEE: Final = "SELECT count(*) FROM sqlite_master"
"""A transaction sees the file as it is at its first statement, not at its BEGIN."""


class SqliteMoment:
    """A transaction that reads for as long as it is wanted, and a connection beside it that sees who writes."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._beside = connect()
        self._before = self._version()
        self.connection = connect()
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
