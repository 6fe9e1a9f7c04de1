"""What every subject has: it is introduced once, and some come to an end.

An end that is only expected, proposed or disputed ends nothing: the end itself may still be told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ledger.entries.entry import Draft, Entry, called
from ledger.refusals import Taken, Untrue
from ledger.vocabulary.dates import When
from ledger.vocabulary.provenance import IN_BEING
from ledger.vocabulary.subjects import kind_of, name_of


class Existence(NamedTuple):
    """Since when a subject is there, and until when; `position` is the entry that introduced it, 0 for none."""

    position: int = 0
    start: When | None = None
    end: When | None = None

    @property
    def introduced(self) -> bool:
        """Whether an entry that counts has introduced the subject."""
        return self.start is not None

    def begun(self, entry: Entry) -> Existence:
        """The same, introduced by an entry."""
        return self._replace(position=entry.position, start=entry.occurred)

    def ended(self, entry: Entry) -> Existence:
        """The same, at the end that an entry tells, if it says that the end has come."""
        return self._replace(end=entry.occurred) if entry.standing in IN_BEING else self


def refuse_if_taken(existence: Existence, subject: str) -> None:
    """Refuse to introduce a subject twice.

    Raises:
        Taken: an entry has introduced it.
    """
    if existence.introduced:
        raise Taken(kind_of(subject), name_of(subject), f"{called(existence.position)} introduced it")


def refuse_if_over(existence: Existence, draft: Draft, what: str) -> None:
    """Refuse to end what has ended, or what would end before it began.

    Raises:
        Untrue: either of these.
    """
    if existence.end is not None and draft.standing in IN_BEING:
        raise Untrue(f"{what} has ended already, {existence.end.on}", "correct that entry instead")
    refuse_before(draft.occurred, existence.start, f"{what} cannot end", "it began")


def refuse_before(at: When, start: When | None, what: str, began: str) -> None:
    """Refuse what would come before that which it presupposes: 'a target cannot be revised on D: it was set on S'.

    Raises:
        Untrue: it certainly would.
    """
    if start is not None and at.is_before(start):
        raise Untrue(f"{what} {at.on}: {began} {start.on}", "correct the one or the other date")


def refuse_after(at: When, end: When | None, what: str, ended: str) -> None:
    """Refuse what would come after the end of that which it presupposes.

    Raises:
        Untrue: it certainly would.
    """
    if end is not None and end.is_before(at):
        raise Untrue(f"{what} {at.on}: {ended} {end.on}", "correct the one or the other date")


def impossible_order(first: When | None, then: When | None, what: str) -> Iterator[str]:
    """A sentence where what must come first certainly comes after what must follow it."""
    if first is not None and then is not None and then.is_before(first):
        yield f"{what} {then.on}, before {first}"


def impossible_end(existence: Existence, what: str) -> Iterator[str]:
    """A sentence for what would end before it began."""
    yield from impossible_order(existence.start, existence.end, f"{what} would end")
