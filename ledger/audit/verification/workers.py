"""The reading of pages, by this process or by several worker processes.

Each process opens the database for itself. Pages come back in order, and only a few are under way at a time, so
memory does not grow with the ledger.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from types import TracebackType
from typing import Final, Self

from ledger.audit.verification.findings import Finding
from ledger.audit.verification.rows import Keys, Page, read_page
from ledger.audit.verification.structure import asked_of_the_database
from ledger.database import datastore_at
from ledger.database.address import read_address
from ledger.database.datastore import Datastore

PAGE: Final = 4_000
_WORTH_IT: Final = 20_000  # entries: with fewer, starting processes takes longer than reading
_AHEAD: Final = 2

_opened: Datastore | None = None


class Workers:
    """Worker processes for a ledger of `size` entries; none where this process alone is quicker."""

    def __init__(self, datastore: Datastore, count: int, size: int) -> None:
        self._datastore, self._count = datastore, count
        self._pool: ProcessPoolExecutor | None = None
        if count > 1 and size >= _WORTH_IT:
            url = datastore.address.text
            self._pool = ProcessPoolExecutor(count, get_context("spawn"), _open, (url,))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

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
        """Begin with what is asked of the database, beside the pages; what is returned waits for the answer."""
        if self._pool is None:
            return lambda: asked_of_the_database(self._datastore, size)
        return self._pool.submit(_ask, size).result


def _open(url: str) -> None:
    global _opened  # one ledger for the life of the process
    gc.disable()  # pages make no cycles; looking for some among their rows takes a tenth of the time
    _opened = datastore_at(read_address(url))


def _read(after: int, upto: int, keys: Keys, mentioned: tuple[str, ...]) -> Page:
    assert _opened is not None
    return read_page(_opened, after, upto, keys, mentioned)


def _ask(size: int) -> list[Finding]:
    assert _opened is not None
    return asked_of_the_database(_opened, size)
