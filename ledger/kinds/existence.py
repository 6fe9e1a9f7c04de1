"""What every subject has: it is introduced once, and some come to an end."""

from __future__ import annotations

from typing import NamedTuple

from ledger.dates import When
from ledger.entry import called
from ledger.refusals import Taken, Untrue
from ledger.subjects import kind_of, name_of


class Existence(NamedTuple):
    """Since when a subject is there, and until when; `position` is the entry that introduced it, 0 for none."""

    position: int = 0
    start: When | None = None
    end: When | None = None

    @property
    def introduced(self) -> bool:
        """Whether an entry that counts has introduced the subject."""
        return self.start is not None

    def begun(self, position: int, start: When) -> Existence:
        """The same, introduced."""
        return self._replace(position=position, start=start)

    def ended(self, end: When) -> Existence:
        """The same, at its end."""
        return self._replace(end=end)


def refuse_if_taken(existence: Existence, subject: str) -> None:
    """Refuse to introduce a subject twice.

    Raises:
        Taken: an entry has introduced it.
    """
    if existence.introduced:
        raise Taken(kind_of(subject), name_of(subject), f"{called(existence.position)} introduced it")


def refuse_if_over(existence: Existence, end: When, what: str) -> None:
    """Refuse to end what has ended, or what would end before it began.

    Raises:
        Untrue: either of these.
    """
    if existence.end is not None:
        raise Untrue(f"{what} has ended already, on {existence.end}", "correct that entry instead")
    if existence.start is not None and end.latest < existence.start.earliest:
        raise Untrue(f"{what} cannot end on {end}: it began on {existence.start}", "correct the one or the other date")
