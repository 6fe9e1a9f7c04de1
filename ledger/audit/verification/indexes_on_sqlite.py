"""SQLite: what the database says of its own file, and for each index that is wrong the first entry that is lost by it.

1. `PRAGMA integrity_check` looks up every row in every index. `quick_check` does not, and is no substitute.
2. Only where that complains: each index is read through, and compared with its table read without any. SQLite's own
   words count rows, and stop after so many; the comparison names entries, and leaves no index out.
3. What SQLite says beyond that is told in its own words.
"""

from __future__ import annotations

from collections.abc import Iterator
from sqlite3 import DatabaseError
from typing import Final

from ledger.audit.verification.findings import Check, Finding, Several
from ledger.audit.verification.indexes import Index, quoted
from ledger.database.datastore import Connection
from ledger.database.errors import Damaged
from ledger.store import Datastore

_MOST_SAID: Final = 1_000
_HEADING: Final = "*** in database"
_SOUND: Final = ["ok"]
_INDEXES: Final = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'index' ORDER BY tbl_name, name"
_COLUMNS: Final = "SELECT name FROM pragma_index_info(?) WHERE name IS NOT NULL ORDER BY seqno"
_KEY: Final = "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk"
_OWN_TREE: Final = (
    "SELECT i.name FROM pragma_table_list(?) AS t, pragma_index_list(t.name) AS i "
    "WHERE t.schema = 'main' AND t.wr AND i.origin = 'pk'"
)
_LOST: Final = (
    "SELECT count(*), min({entry}) FROM {table} {whole} WHERE ({key}) IN (SELECT {key} FROM "
    "(SELECT {columns} FROM {table} {whole} {where} EXCEPT SELECT {columns} FROM {table} INDEXED BY {index} {where}))"
)
_STRAY: Final = (
    "SELECT count(*) FROM "
    "(SELECT {columns} FROM {table} INDEXED BY {index} {where} EXCEPT SELECT {columns} FROM {table} {whole} {where})"
)


def storage_faults(datastore: Datastore) -> Iterator[Finding]:
    """What is wrong with the file, and with each index in it."""
    lines: list[str] = []
    wrong: list[Finding] = []
    try:
        with datastore.read() as connection, datastore.leniently(connection):
            lines = _said(connection)
            if lines != _SOUND:
                wrong, lines = _by_index(datastore, connection, lines)
    except Damaged:  # a damaged file does not even let a transaction end
        if not wrong and lines in ([], _SOUND):
            raise
    yield from wrong
    rest = Several(Check.STORAGE, "faults of the file")
    for line in lines if lines != _SOUND else ():
        rest.add(f"SQLite says of the ledger's file: {line}")
    yield from rest


def _by_index(datastore: Datastore, connection: Connection, lines: list[str]) -> tuple[list[Finding], list[str]]:
    """A finding for each index that is wrong, and those of SQLite's words that are about none of these."""
    wrong = []
    for index in _indexes(datastore, connection):
        about = [line for line in lines if line.endswith(f" index {index.name}")]
        finding = _compared(datastore, connection, index) or _in_its_words(index, about)
        if finding is not None:
            wrong.append(finding)
            lines = [line for line in lines if line not in about]
    return wrong, lines


def _said(connection: Connection) -> list[str]:
    """What SQLite says of its file, up to where it gives up."""
    lines: list[str] = []
    try:
        for (words,) in connection.execute(f"PRAGMA integrity_check({_MOST_SAID})"):
            lines += (line for line in str(words).splitlines() if not line.startswith(_HEADING))
    except DatabaseError as broken:
        lines.append(str(broken))
    return lines


def _indexes(datastore: Datastore, connection: Connection) -> list[Index]:
    found = []
    for name, table in datastore.execute(connection, _INDEXES):
        columns = tuple(quoted(column) for (column,) in datastore.execute(connection, _COLUMNS, (name,)))
        found.append(Index(name, table, columns))
    return found


def _compared(datastore: Datastore, connection: Connection, index: Index) -> Finding | None:
    """What reading by the index lacks or adds; None where nothing, or where it cannot be read so."""
    key, whole = _key_and_whole(datastore, connection, index.table)
    words = {
        "entry": index.entry,
        "table": quoted(index.table),
        "index": quoted(index.name),
        "key": ", ".join(key),
        "whole": whole,
        "where": index.where,
        "columns": ", ".join(dict.fromkeys((*index.columns, *key))),
    }
    try:
        [(lost, first)] = datastore.execute(connection, _LOST.format(**words))
        [(stray,)] = datastore.execute(connection, _STRAY.format(**words))
    except DatabaseError:
        return None
    if lost:
        return index.leaves_out(lost, first)
    return index.wrong(f"has rows that {index.table} does not have: {stray}") if stray else None


def _key_and_whole(datastore: Datastore, connection: Connection, table: str) -> tuple[list[str], str]:
    """What tells rows apart, and how to have all of them without any other index.

    NOT INDEXED does not keep SQLite from reading a table without row numbers by one that has all its columns.
    """
    own_tree = datastore.execute(connection, _OWN_TREE, (table,))
    if not own_tree:
        return ["rowid"], "NOT INDEXED"
    key = [quoted(name) for (name,) in datastore.execute(connection, _KEY, (table,))]
    return key, f"INDEXED BY {quoted(own_tree[0][0])}"


def _in_its_words(index: Index, lines: list[str]) -> Finding | None:
    if not lines:
        return None
    return index.wrong(f"does not agree with {index.table}; SQLite says: {lines[0]}")
