"""The reading of pages, by this process or by several worker processes.

Each process opens the database for itself, and all read it as it was at one moment: what others record, erase or hand
over meanwhile is no part of what is verified. Pages come back in order, and only a few are under way at a time, so
memory does not grow with the ledger.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing.synchronize import Barrier
from typing import Final

from ledger.audit.verification.findings import Finding
from ledger.audit.verification.rows import Keys, Page, read_page
from ledger.audit.verification.structure import asked_of_the_database
from ledger.database import datastore_at
from ledger.database.address import read_address
from ledger.database.datastore import Datastore
from ledger.garbage import collector_resting
from ledger.processes import ANEW, interrupts_held_back

PAGE: Final = 4_000
_WORTH_IT: Final = 20_000  # entries: with fewer, starting processes takes longer than reading
_AHEAD: Final = 2

_TRIES: Final = 20
_PATIENCE: Final = 300
"""In seconds: how long a process waits for the others to start."""

_opened: Datastore | None = None
_all_here: Barrier | None = None


@contextmanager
def at_one_moment(datastore: Datastore, count: int) -> Iterator[Workers]:
    """So many processes that read one state of the database, this one among them; fewer where that is quicker.

    The others are there before the moment is. Where somebody records all the time, and SQLite cannot tell whether all
    of them see the same, this process reads alone.
    """
    with ExitStack() as left:
        left.enter_context(collector_resting())
        pool = _pool(datastore, count)
        if pool is not None:
            left.callback(pool.shutdown, cancel_futures=True)
        for _ in range(_TRIES if pool is not None else 0):
            token = datastore.enter_moment()
            with interrupts_held_back():
                entered = [pool.submit(_enter, token) for _ in range(count)] if pool is not None else []
            if all(each.result() for each in entered) and datastore.is_shared_moment():
                break
            datastore.leave_moment()
        else:
            pool = None
            datastore.enter_moment()
        left.callback(datastore.leave_moment)
        yield Workers(datastore, pool, count, left)


class Workers:
    """Worker processes; where there is no pool of them, this process does their work."""

    def __init__(self, datastore: Datastore, pool: ProcessPoolExecutor | None, count: int, left: ExitStack) -> None:
        self._datastore, self._pool, self._count, self._left = datastore, pool, count, left

    def pages(self, size: int, keys: Keys, mentioned: tuple[str, ...]) -> Iterator[Page]:
        """The pages up to a size, in order."""
        bounds = ((after, min(after + PAGE, size)) for after in range(0, size, PAGE))
        if self._pool is None:
            yield from (read_page(self._datastore, after, upto, keys, mentioned) for after, upto in bounds)
            return
        under_way: deque[Future[Page]] = deque()
        for after, upto in bounds:
            under_way.append(self._pool.submit(_read, after, upto, keys, mentioned))
            if len(under_way) > self._count * _AHEAD:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()

    def ask_the_database(self, size: int) -> Callable[[], list[Finding]]:
        """Begin with what is asked of the database, beside the pages; what is returned waits for the answer.

        A server answers while this process reads pages; a file is read by this process, which does one thing at a time.
        """
        if self._pool is not None:
            return self._pool.submit(_ask, size).result
        if not self._datastore.is_server:
            return lambda: asked_of_the_database(self._datastore, size)
        beside = self._left.enter_context(ThreadPoolExecutor(1))
        return beside.submit(asked_of_the_database, self._datastore, size).result


def _pool(datastore: Datastore, count: int) -> ProcessPoolExecutor | None:
    with datastore.read() as connection:
        [(last,)] = datastore.execute(connection, "SELECT max(position) FROM entries")
    if count < 2 or (last or 0) < _WORTH_IT:
        return None
    return ProcessPoolExecutor(count, ANEW, _open, (datastore.address.text, ANEW.Barrier(count)))


def _open(url: str, all_here: Barrier) -> None:
    global _opened, _all_here  # one ledger for the life of the process
    gc.disable()
    _opened, _all_here = datastore_at(read_address(url)), all_here


def _enter(token: str) -> bool:
    """Enter the moment; nobody returns before each of the others is in it, too, so that each is asked once."""
    assert _opened is not None
    assert _all_here is not None
    _opened.leave_moment()
    _opened.enter_moment(token)
    _all_here.wait(_PATIENCE)
    return True


def _read(after: int, upto: int, keys: Keys, mentioned: tuple[str, ...]) -> Page:
    assert _opened is not None
    return read_page(_opened, after, upto, keys, mentioned)


def _ask(size: int) -> list[Finding]:
    assert _opened is not None
    return asked_of_the_database(_opened, size)
