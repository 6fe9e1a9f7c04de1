"""How far each reader of the log has come, kept beside what it wrote, in the same transaction."""

from __future__ import annotations

from typing import Final

from eventsourcing.persistence import IntegrityError, Tracking, TrackingRecorder

from ledger.database.datastore import Connection, Datastore

_ADVANCE: Final = (
    "INSERT INTO tracking (name, position) VALUES (?, ?) "
    "ON CONFLICT (name) DO UPDATE SET position = excluded.position "
    "WHERE tracking.position < excluded.position RETURNING position"
)


def advance(datastore: Datastore, connection: Connection, name: str, position: int) -> None:
    """Note that a reader has come to a position.

    Raises:
        IntegrityError: it, or another of its name, had come so far already; nothing of the transaction
            may be kept then, or entries would count twice.
    """
    if not datastore.execute(connection, _ADVANCE, (name, position)):
        raise IntegrityError(f"'{name}' had come to entry {position} already")


def reached(datastore: Datastore, connection: Connection, name: str) -> int | None:
    """The position that a reader has come to; none if it never began."""
    found = datastore.execute(connection, "SELECT position FROM tracking WHERE name = ?", (name,))
    return found[0][0] if found else None


def forget(datastore: Datastore, connection: Connection, name: str) -> None:
    """Let a reader begin again from the first entry."""
    datastore.execute(connection, "DELETE FROM tracking WHERE name = ?", (name,))


class LedgerTrackingRecorder(TrackingRecorder):
    """The package's contract for readers that keep tables of their own.

    `reader` keeps apart those that follow the same log.
    """

    def __init__(self, datastore: Datastore, reader: str = "") -> None:
        self.datastore = datastore
        self.reader = reader

    def insert_tracking(self, tracking: Tracking) -> None:
        """Note a position on its own.

        Raises:
            IntegrityError: that position, or a later one, is noted already.
        """
        with self.datastore.write() as connection:
            self.track(connection, tracking)

    def track(self, connection: Connection, tracking: Tracking) -> None:
        """Note a position in the transaction that writes what was read from it."""
        name = self._name_of(tracking.application_name)
        advance(self.datastore, connection, name, tracking.notification_id)

    def max_tracking_id(self, application_name: str) -> int | None:
        """The position reached in the log of that name."""
        with self.datastore.read() as connection:
            return reached(self.datastore, connection, self._name_of(application_name))

    def _name_of(self, application_name: str) -> str:
        return f"{self.reader}:{application_name}" if self.reader else application_name
