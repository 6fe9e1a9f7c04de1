"""Following the log as it grows, on both databases, by the package's pull thread and a thread that wakes it."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Thread
from typing import Any, Final

from eventsourcing.persistence import ApplicationRecorder, ListenNotifySubscription

from ledger.database.datastore import Datastore
from ledger.store.append import CHANNEL

_LOOK_AGAIN: Final = 0.05  # seconds: SQLite, how often another process's commits are looked for
_LISTEN: Final = 0.1  # seconds: PostgreSQL, how long one wait for a notification lasts


class LedgerSubscription(ListenNotifySubscription[ApplicationRecorder]):
    """An iterator over entries that waits, after the last, for those still to come."""

    def __init__(
        self, recorder: ApplicationRecorder, datastore: Datastore, gt: int | None = None, topics: Sequence[str] = ()
    ) -> None:
        super().__init__(recorder=recorder, gt=gt, topics=topics)
        watch = _watch_file if datastore.is_sqlite else _listen
        self._watcher = Thread(target=self._loop_on_watch, args=(watch, datastore), daemon=True)
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

    def _loop_on_watch(self, watch: Any, datastore: Datastore) -> None:
        try:
            watch(self, datastore)
        except BaseException as error:
            if self._thread_error is None:
                self._thread_error = error
            self.stop()


def _watch_file(subscription: LedgerSubscription, datastore: Datastore) -> None:
    """SQLite: this process tells of its own commits; those of others change the file's data version."""
    connection = datastore.engine.raw_connection()
    try:
        seen: tuple[int, int] | None = None
        while not subscription.is_stopped:
            version = connection.cursor().execute("PRAGMA data_version").fetchone()[0]
            with datastore.news:
                if seen != (version, datastore.commits):
                    seen = (version, datastore.commits)
                    subscription.wake()
                else:
                    datastore.news.wait(_LOOK_AGAIN)
    finally:
        connection.close()


def _listen(subscription: LedgerSubscription, datastore: Datastore) -> None:
    """PostgreSQL: wake once the listening is in force, so that nothing slips in before it, then when told."""
    connection = datastore.engine.raw_connection()
    driver: Any = connection.driver_connection
    try:
        driver.autocommit = True
        driver.execute(f"LISTEN {CHANNEL}")
        subscription.wake()
        while not subscription.is_stopped:
            for _ in driver.notifies(timeout=_LISTEN, stop_after=1):
                subscription.wake()
    finally:
        connection.invalidate()
        connection.close()
