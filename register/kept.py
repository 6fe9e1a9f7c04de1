"""Pages that were made lately, kept in memory: the same address at the same entry is the same page.

What is kept is of one state of the log. As soon as anything is recorded, an erasure or a reason to withhold among it,
everything is made anew.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Final

ROOM: Final = 32 * 2**20
"""Octets of pages that one process keeps."""


class Kept:
    """The pages of one state of the log, the last asked for last; those that nobody asks for make room."""

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._taken, self._state = room, 0, -1
        self._pages: OrderedDict[str, bytes] = OrderedDict()
        self._turn = Lock()

    def page(self, state: int, address: str) -> bytes | None:
        """The page at an address, if it is there."""
        with self._turn:
            if state == self._state and (found := self._pages.get(address)) is not None:
                self._pages.move_to_end(address)
                return found
        return None

    def keep(self, state: int, address: str, page: str) -> bytes:
        """Keep a page that was made of a state of the log."""
        octets = page.encode()
        with self._turn:
            if state > self._state:
                self._pages.clear()
                self._state, self._taken = state, 0
            if state == self._state and address not in self._pages:
                self._pages[address] = octets
                self._taken += len(octets)
            while self._taken > self._room:
                self._taken -= len(self._pages.popitem(last=False)[1])
        return octets
