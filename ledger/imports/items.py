"""What a reader makes of the records of a source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeAlias

from ledger.entries.entry import Draft
from ledger.refusals import Refusal


class Statement(NamedTuple):
    """What one record says: recorded whole or not at all."""

    drafts: tuple[Draft, ...]


class Unfit(NamedTuple):
    """A record that cannot be read or cannot be true; the refusal names its place."""

    refusal: Refusal


class Withdrawn(NamedTuple):
    """A subject that the source no longer stands by; `like` lends source and place, its note says why."""

    subject: str
    like: Draft


class About(NamedTuple):
    """A correction or retraction of an entry, which is named by its event id: each ledger has positions of its own."""

    draft: Draft
    event_id: str


class Aside(NamedTuple):
    """Something that the source holds and a ledger has no word for, or cannot hold; counted in the report."""

    what: str


class Found(NamedTuple):
    """A convention or a peculiarity of the source that was met, and how it was read; counted in the report."""

    what: str


Item: TypeAlias = Statement | Unfit | Withdrawn | About | Aside | Found


@dataclass
class Progress:
    """How far a reader is in its source, in units of its own (bytes or records)."""

    done: int = 0
    total: int = 0


class Reader(Protocol):
    """Reads one source, from its beginning to its end, the same items in the same order every time it is asked."""

    progress: Progress

    def items(self) -> Iterator[Item]:
        """What the source says; memory stays bounded however long the source is."""


def told(*drafts: Draft) -> Statement:
    """A statement of one or more drafts."""
    return Statement(drafts)


def unfit(place: str, problem: str, remedy: str = "") -> Unfit:
    """A record that is refused before it comes to the ledger."""
    return Unfit(Refusal(problem, remedy, place))
