"""Following the log as it grows, on both databases, by the package's pull thread and a thread that wakes it."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Thread
from typing import Any

from eventsourcing.persistence import ApplicationRecorder, ListenNotifySubscription

from ledger.database.datastore import Datastore


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
