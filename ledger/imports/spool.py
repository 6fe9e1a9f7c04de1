"""A waiting room on disk: records that come in any order and are needed in another, however many they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Any, NamedTuple, Self

import msgspec

_write = msgspec.msgpack.Encoder().encode
_read = msgspec.msgpack.Decoder().decode


class Spooled(NamedTuple):
    """A record with the place where it stood."""

    place: str
    value: Any


class Spool:
    """Keeps records by kind in temporary files that are gone when it is closed."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._files: dict[str, IO[bytes]] = {}
        self._stack = ExitStack()

    def put(self, kind: str, place: str, value: Any) -> None:
        """Let a record wait."""
        if kind not in self._files:
            self._files[kind] = self._stack.enter_context(TemporaryFile())  # noqa: SIM115 - the stack closes it
        packed = _write((place, value))
        self._files[kind].write(len(packed).to_bytes(4, "big") + packed)
        self.counts[kind] += 1

    def take(self, kind: str) -> Iterator[Spooled]:
        """The records of a kind in the order in which they came, as often as they are asked for."""
        file = self._files.get(kind)
        if file is None:
            return
        at = 0
        while True:
            file.seek(at)
            head = file.read(4)
            if not head:
                return
            packed = file.read(int.from_bytes(head, "big"))
            at = file.tell()
            yield Spooled(*_read(packed))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()
