"""Who makes a clerk wait on PostgreSQL: looked at from aside, so that a recording that waits for nobody costs nothing.

A server's process that waits for a lock cannot say for whose. So while transactions write, one thread looks now and
then whether one of them has been at it for long, and asks the server by another connection.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from ledger.database.datastore import SILENT_WAIT

_LOOK: Final = SILENT_WAIT / 8
"""Seconds between two looks."""
_LAST_LOOKS: Final = 8
"""How often it is looked in vain before the thread ends."""


class WaitWatch:
    """Calls `tell` with a server's process, once, where a transaction in it has lasted longer than `SILENT_WAIT`."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        self._tell = tell
        self._since: dict[int, float] = {}
        self._lock = threading.Lock()
        self._is_watched = False

    @contextmanager
    def over(self, process: int) -> Iterator[None]:
        """While a server's process works for us."""
        with self._lock:
            self._since[process] = time.monotonic()
            if not self._is_watched:
                self._is_watched = True
                threading.Thread(target=self._look, daemon=True).start()
        try:
            yield
        finally:
            with self._lock:
                self._since.pop(process, None)

    def _look(self) -> None:
        idle = 0
        while True:
            time.sleep(_LOOK)
            with self._lock:
                idle = 0 if self._since else idle + 1
                if idle > _LAST_LOOKS:
                    self._is_watched = False
                    return
                long_ago = time.monotonic() - SILENT_WAIT
                waiting = [process for process, since in self._since.items() if since < long_ago]
                for process in waiting:
                    del self._since[process]
            for process in waiting:
                self._tell(process)
