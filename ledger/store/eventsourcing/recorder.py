"""The package's recorders: recording by its contracts, and reading back by stream and in the order of the log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from threading import Thread
from typing import Any, Final
from uuid import UUID

from eventsourcing.persistence import (
    ApplicationRecorder,
    DataError,
    ListenNotifySubscription,
    ProcessRecorder,
    StoredEvent,
    Subscription,
)

from ledger.database.datastore import Connection, Datastore
from ledger.entries.row import COLUMNS, EntryRow
from ledger.store.append import new_event_id
from ledger.store.eventsourcing.stored_entry import RecordedEntry, StoredEntry
from ledger.store.eventsourcing.tracking import LedgerTrackingRecorder
from ledger.store.recorder import Participant, Recorder

_SELECT: Final = f"SELECT {', '.join(COLUMNS)} FROM entries"


class LedgerSubscription(ListenNotifySubscription[ApplicationRecorder]):
    """An iterator over entries that waits, after the last, for those still to come."""

    def __init__(
        self, recorder: ApplicationRecorder, datastore: Datastore, gt: int | None = None, topics: Sequence[str] = ()
    ) -> None:
        super().__init__(recorder=recorder, gt=gt, topics=topics)
        self._watcher = Thread(target=self._loop_on_watch, args=(datastore,), daemon=True)
        self._watcher.start()

    def __exit__(self, *args: object, **kwargs: Any) -> None:
        try:
            super().__exit__(*args, **kwargs)
        finally:
            self._watcher.join()

    @property
    def is_stopped(self) -> bool:
        """Whether nobody waits any more."""
        return self._has_been_stopped

    def wake(self) -> None:
        """Have the pull thread look for new entries."""
        self._has_been_notified.set()

    def _loop_on_watch(self, datastore: Datastore) -> None:
        try:
            datastore.watch(self.wake, lambda: self.is_stopped)
        except BaseException as error:
            if self._thread_error is None:
                self._thread_error = error
            self.stop()


class LedgerRecorder(Recorder, ApplicationRecorder):
    """Appends entries and reads them back, by stream and in the order of the log.

    `identify` makes a stream's id of its text, for applications whose ids are UUIDs.
    """

    def __init__(
        self,
        datastore: Datastore,
        participants: Sequence[Participant] = (),
        identify: Callable[[str], UUID | str] = str,
    ) -> None:
        super().__init__(datastore, participants)
        self._identify = identify

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        """Record entries, all or none; returns their positions.

        Raises:
            IntegrityError: a version of a stream, or an event id, is taken.
            Unavailable: the database is locked, full or gone.
        """
        made = [stored for stored in stored_events if isinstance(stored, StoredEntry)]
        rows = self.append(
            [_row_of(stored) for stored in stored_events],
            [stored.disclosures if isinstance(stored, StoredEntry) else () for stored in stored_events],
            [digest for stored in made for digest in stored.erases],
            others=partial(self.take_part, **kwargs),
        )
        return [row.position for row in rows]

    def take_part(self, connection: Connection, **kwargs: Any) -> None:
        """For subclasses: what else belongs to the transaction, by the keyword arguments of the recording."""

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[RecordedEntry]:
        """The entries of a stream, by version."""
        sql, values = f"{_SELECT} WHERE stream = ?", [_text_of(originator_id)]
        bounds = [("version > ?", gt), ("version <= ?", lte)]
        order = "ORDER BY version DESC" if desc else "ORDER BY version"
        return self._select(sql, values, bounds, order, limit)

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[RecordedEntry]:
        """Entries in the order of the log; topics are the stable names of their events."""
        sql, values = f"{_SELECT} WHERE true", []
        if topics:
            sql, values = f"{sql} AND type IN ({', '.join('?' * len(topics))})", list(topics)
        bounds = [("position >= ?" if inclusive_of_start else "position > ?", start), ("position <= ?", stop)]
        return self._select(sql, values, bounds, "ORDER BY position", limit)

    def max_notification_id(self) -> int | None:
        """The last position; none in an empty ledger."""
        with self.datastore.read() as connection:
            found = self.datastore.execute(connection, "SELECT max(position) FROM entries")
        last: int | None = found[0][0]
        return last

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
        """Follow the log from after a position."""
        return LedgerSubscription(self, self.datastore, gt, topics)

    def _select(
        self, sql: str, values: list[Any], bounds: list[tuple[str, int | None]], order: str, limit: int | None
    ) -> list[RecordedEntry]:
        for condition, bound in (*bounds, ("", None)):
            if bound is not None:
                sql, values = f"{sql} AND {condition}", [*values, bound]
        sql = f"{sql} {order}"
        if limit is not None:
            sql, values = f"{sql} LIMIT ?", [*values, limit]
        with self.datastore.read() as connection:
            found = self.datastore.execute(connection, sql, values)
        return [self._recorded(EntryRow._make(row)) for row in found]

    def _recorded(self, row: EntryRow) -> RecordedEntry:
        return RecordedEntry(self._identify(row.stream), row.version, row.type, row.body.encode(), row.position, row)


class LedgerProcessRecorder(LedgerTrackingRecorder, LedgerRecorder, ProcessRecorder):
    """A recorder whose entries follow from those of another log: `tracking=` notes how far it has read."""

    def __init__(
        self,
        datastore: Datastore,
        reader: str = "",
        participants: Sequence[Participant] = (),
        identify: Callable[[str], UUID | str] = str,
    ) -> None:
        LedgerTrackingRecorder.__init__(self, datastore, reader)
        LedgerRecorder.__init__(self, datastore, participants, identify)

    def take_part(self, connection: Connection, **kwargs: Any) -> None:
        """Note how far the process has read."""
        if (tracking := kwargs.get("tracking")) is not None:
            self.track(connection, tracking)


def _text_of(originator_id: UUID | str) -> str:
    return originator_id.hex if isinstance(originator_id, UUID) else originator_id


def _row_of(stored: StoredEvent) -> EntryRow:
    """The row of what is to be recorded; other applications' events have no envelope, only an id."""
    if isinstance(stored, StoredEntry):
        row = stored.row
        return row if row.event_id else row._replace(event_id=new_event_id())
    try:
        body = stored.state.decode()
    except UnicodeDecodeError as binary:
        raise DataError(f"the body of '{stored.topic}' is not text in UTF-8: {binary}") from binary
    stream = _text_of(stored.originator_id)
    return EntryRow(0, 0, stream, stored.originator_version, stored.topic, 1, body, event_id=new_event_id())
