"""Somebody to whom the database belongs: drops the triggers, changes rows, and builds the trail anew if need be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ledger.audit.leaf import leaf_of
from ledger.store import COLUMNS, Datastore, EntryRow, Log
from ledger.transparency.checkpoint import Checkpoint, sign_checkpoint
from ledger.transparency.keys import SigningKey
from ledger.transparency.tree import Peaks, extend

GUARDED = ("entries", "entry_tags", "tree_hashes", "checkpoints", "cosignatures", "signing_keys", "disclosures")


class Forger:
    """One ledger's database in the hands of somebody with every right; the signing key only where it was stolen."""

    def __init__(self, datastore: Datastore) -> None:
        self.datastore = datastore
        self._drop_triggers()

    def run(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """One statement."""
        with self.datastore.write() as connection:
            return self.datastore.execute(connection, sql, values)

    def rows(self) -> list[EntryRow]:
        """The entries as they stand."""
        return list(Log(self.datastore).rows())

    def rewrite(self, rows: Sequence[EntryRow]) -> None:
        """Put these entries in place of all, numbered anew, with tags and head that agree."""
        numbered = [row._replace(position=number) for number, row in enumerate(rows, 1)]
        marks = ", ".join("?" * len(COLUMNS))
        with self.datastore.write() as connection:
            self.datastore.execute(connection, "DELETE FROM entries")
            self.datastore.execute_many(connection, f"INSERT INTO entries VALUES ({marks})", numbered)
            self.datastore.execute(connection, "DELETE FROM entry_tags")
            tags = [(row.stream, row.position) for row in numbered]  # the only tag of these entries
            self.datastore.execute_many(connection, "INSERT INTO entry_tags (tag, position) VALUES (?, ?)", tags)
        self.run("UPDATE head SET position = ?, recorded_at = ?", len(numbered), numbered[-1].recorded_at)

    def rebuild_tree(self) -> None:
        """Store the hashes that the entries have now."""
        nodes, _ = extend(Peaks(), [leaf_of(row) for row in self.rows()])
        self.run("DELETE FROM tree_hashes")
        with self.datastore.write() as connection:
            self.datastore.execute_many(
                connection, "INSERT INTO tree_hashes (pos, hash) VALUES (?, ?)", list(enumerate(nodes))
            )

    def sign_anew(self, key: SigningKey) -> None:
        """Sign a checkpoint of every size that there was one of, and of the last."""
        rows = self.rows()
        sizes = {size for (size,) in self.run("SELECT size FROM checkpoints") if size <= len(rows)} | {len(rows)}
        self.run("DELETE FROM checkpoints")
        for size in sorted(sizes):
            _, peaks = extend(Peaks(), [leaf_of(row) for row in rows[:size]])
            note = sign_checkpoint(Checkpoint(key.name, size, peaks.root), key).text
            self.run("INSERT INTO checkpoints (size, note) VALUES (?, ?)", size, note)

    def cut(self, size: int, *, entries: bool = True, trail: bool = True) -> None:
        """Take away what came after a size."""
        if entries:
            self.run("DELETE FROM entries WHERE position > ?", size)
            self.run("DELETE FROM entry_tags WHERE position > ?", size)
            last = self.rows()[-1]
            self.run("UPDATE head SET position = ?, recorded_at = ?", size, last.recorded_at)
        if trail:
            self.run("DELETE FROM tree_hashes WHERE pos >= ?", 2 * size - size.bit_count())
            self.run("DELETE FROM checkpoints WHERE size > ?", size)

    def make_lying_index(self, name: str, on: str, which: str) -> None:
        """Make an index of some rows only, and have the database believe that it is of all."""
        self.run(f"CREATE INDEX {name} ON {on} WHERE {which}")
        if self.datastore.backend == "sqlite":
            self.run("PRAGMA writable_schema = ON")
            self.run("UPDATE sqlite_master SET sql = ? WHERE name = ?", f"CREATE INDEX {name} ON {on}", name)
            self.run("PRAGMA writable_schema = RESET")
        else:
            self.run("UPDATE pg_index SET indpred = NULL WHERE indexrelid = ?::regclass", name)

    def _drop_triggers(self) -> None:
        if self.datastore.backend == "sqlite":
            for (name,) in self.run("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
                self.run(f"DROP TRIGGER {name}")
            return
        for table in GUARDED:
            self.run(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
