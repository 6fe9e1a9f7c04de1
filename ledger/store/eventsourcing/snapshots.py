"""A recorder for snapshots, kept for the `eventsourcing` package's applications; the ledger takes none.

They are derived and may be dropped at any time, so they are no part of the schema, the log or the audit trail.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from eventsourcing.persistence import AggregateRecorder, StoredEvent

from ledger.database.datastore import Datastore

_MAKE: Final = (
    "CREATE TABLE IF NOT EXISTS {table} (stream TEXT NOT NULL, version BIGINT NOT NULL, "
    "type TEXT NOT NULL, state {bytes} NOT NULL, PRIMARY KEY (stream, version))"
)


class SnapshotRecorder(AggregateRecorder):
    """Keeps states of aggregates in a table that is made when first needed."""

    def __init__(self, datastore: Datastore, purpose: str = "snapshots") -> None:
        if not purpose.isidentifier():
            raise ValueError(f"'{purpose}' cannot be part of a table's name")
        self.datastore = datastore
        self._table = f"derived_{purpose}"

    def create_table(self) -> None:
        """Make the table unless it is there."""
        made = _MAKE.format(table=self._table, bytes=self.datastore.octets)
        with self.datastore.write() as connection:
            self.datastore.execute(connection, made)

    def insert_events(self, stored_events: Sequence[StoredEvent], **_kwargs: Any) -> None:
        """Keep snapshots, all or none."""
        sql = f"INSERT INTO {self._table} (stream, version, type, state) VALUES (?, ?, ?, ?)"
        rows = [(_text(e.originator_id), e.originator_version, e.topic, e.state) for e in stored_events]
        with self.datastore.write() as connection:
            self.datastore.execute_many(connection, sql, rows)

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """The snapshots of an aggregate, by version."""
        sql, values = self._selection(originator_id, gt, lte, desc, limit)
        with self.datastore.read() as connection:
            found = self.datastore.execute(connection, sql, values)
        return [StoredEvent(originator_id, version, name, bytes(state)) for version, name, state in found]

    def _selection(
        self, originator_id: UUID | str, gt: int | None, lte: int | None, desc: bool, limit: int | None
    ) -> tuple[str, list[Any]]:
        sql = f"SELECT version, type, state FROM {self._table} WHERE stream = ?"
        values: list[Any] = [_text(originator_id)]
        for condition, bound in ((" AND version > ?", gt), (" AND version <= ?", lte)):
            if bound is not None:
                sql, values = sql + condition, [*values, bound]
        sql += " ORDER BY version DESC" if desc else " ORDER BY version"
        return (sql, values) if limit is None else (f"{sql} LIMIT ?", [*values, limit])


def _text(originator_id: UUID | str) -> str:
    return originator_id.hex if isinstance(originator_id, UUID) else originator_id
