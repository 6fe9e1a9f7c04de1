"""Which entries are not for the public, as a register knows them; what rests on one is not for the public either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ledger.erasure.exempt import exempt_entries
from projections.engine.register import Register, RowAsAt
from projections.engine.rows import R


class Public:
    """Lets through what anybody may read, and notes what it keeps back; with `everything` it keeps nothing back."""

    def __init__(self, register: Register, *, everything: bool = False) -> None:
        self._exempt = frozenset[int]() if everything else frozenset(exempt_entries(register.datastore))
        self._kept_back: set[int] = set()

    @property
    def kept_back(self) -> int:
        """How many exempt entries something was left out for."""
        return len(self._kept_back)

    def passes(self, *positions: int) -> bool:
        """Whether none of the entries is exempt."""
        if self._exempt.isdisjoint(positions):
            return True
        self._kept_back.update(self._exempt.intersection(positions))
        return False

    def answers(self, found: Iterable[RowAsAt[R]]) -> Iterator[RowAsAt[R]]:
        """The answers that rest on no exempt entry."""
        return (answer for answer in found if self.passes(*answer.row.entries))
