"""Which entries are not for the public, as a register knows them; what rests on one is not for the public either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ledger.corrections import ABOUT_ENTRIES, effective
from ledger.store import Log
from projections.register import Answer, Register
from projections.rows import R


class Public:
    """Lets through what anybody may read, and notes what it keeps back; with `everything` it keeps nothing back."""

    def __init__(self, register: Register, *, everything: bool = False) -> None:
        self._exempt = frozenset[int]() if everything else exempt_entries(register)
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

    def answers(self, found: Iterable[Answer[R]]) -> Iterator[Answer[R]]:
        """The answers that rest on no exempt entry."""
        return (answer for answer in found if self.passes(*answer.row.entries))


def exempt_entries(register: Register) -> frozenset[int]:
    """The positions of exempt entries, and of what corrects or retracts one.

    An entry that a correction made exempt, or public, counts as what it was corrected to; one that has been
    retracted, as what it was recorded as.
    """
    log = Log(register.datastore)
    exempt = set(log.exempt(upto=register.known_at))
    about = list(log.entries(types=[event.TYPE for event in ABOUT_ENTRIES], upto=register.known_at))
    for stream in {entry.stream for entry in about if getattr(entry.event, "visibility", None) is not None}:
        for stands in effective(register.recorded(stream)):
            (exempt.add if stands.visibility else exempt.discard)(stands.position)
    for entry in about:  # in the order of the log, so what a correction is about has been settled before
        named: Any = entry.event
        (exempt.add if named.entry in exempt else exempt.discard)(entry.position)
    return frozenset(exempt)
