"""Votes on a resolution or a decision: counts, names where they were recorded, casting vote, quorum."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any, Final, Self

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.subjects import DecidedId, MemberId

Count = Annotated[int, Meta(ge=0, le=100_000)]


class Choice(StrEnum):
    """How somebody voted."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINED = "abstained"
    ABSENT = "absent"


class Ballot(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """How one person voted, where the vote was recorded by name (SI 1993/202 Sch 2)."""

    member: MemberId
    choice: Choice


COUNTS: Final = tuple(str(choice.value) for choice in Choice)
"""The counts of a vote by the names that they are stored under."""


def _by_ballots(ballots: Iterable[Choice], some_named: bool) -> dict[str, int]:
    """The counts that follow from ballots; those of some who voted tell none, and who is absent need not be listed."""
    of = Counter(ballots)
    if some_named or not of:
        return {}
    return {choice.value: of[choice] for choice in Choice if choice is not Choice.ABSENT or of[choice]}


def _with_unknown_counts(payload: dict[str, Any]) -> dict[str, Any]:
    """From version 1, which left out a count of 0 as it left out one that nobody gave; ballots tell the two apart."""
    ballots = [Choice(ballot["choice"]) for ballot in payload.get("ballots", ())]
    return {**_by_ballots(ballots, payload.get("some_named", False)), **payload}


@recorded_as(
    "vote.recorded",
    stream="resolution",
    said_as="vote",
    head="resolution",
    identity=("resolution",),
    v=2,
    upcasters={1: _with_unknown_counts},
)
class VoteRecorded(Event, frozen=True):
    """How a vote went; a count that nobody gave is unknown.

    A casting vote is cast when the others are equal (LGA 1972 Sch 12 para 39).
    """

    resolution: DecidedId
    for_: Annotated[Count | None, Meta(description="Votes for it; absent: not counted")] = field(
        name="for", default=None
    )
    against: Annotated[Count | None, Meta(description="Votes against it; absent: not counted")] = None
    abstained: Annotated[Count | None, Meta(description="Abstentions; absent: not counted")] = None
    absent: Annotated[Count | None, Meta(description="Members who were not there; absent: not counted")] = None
    present: Annotated[Count | None, Meta(description="Members present, where the source counts them")] = None
    quorum: Annotated[Count | None, Meta(description="Members needed, where the source says")] = None
    ballots: Annotated[tuple[Ballot, ...], Meta(description="A recorded vote: who voted how")] = ()
    some_named: Annotated[
        bool, Meta(description="The ballots are only of some who voted: of those who asked for it (SI 1993/202 Sch 2)")
    ] = False
    casting: Annotated[Ballot | None, Meta(description="The casting vote, on top of the counts")] = None
    carried: Annotated[bool | None, Meta(description="Whether it was carried, as minuted")] = None

    @property
    def counted(self) -> bool:
        """Whether the source gives a count of those who voted, or ballots from which it follows."""
        return not (self.for_ is self.against is self.abstained is None)

    @property
    def cast(self) -> int:
        """How many voted or abstained, as far as they are counted."""
        return (self.for_ or 0) + (self.against or 0) + (self.abstained or 0)

    def count(self, choice: Choice) -> int | None:
        """How many chose so; None where nobody counted them."""
        found: int | None = getattr(self, "for_" if choice is Choice.FOR else choice.value)
        return found

    def spelt_out(self) -> Self:
        """The same with the counts that follow from a recorded vote of everybody."""
        found = _by_ballots((ballot.choice for ballot in self.ballots), self.some_named)
        left_out = {name: count for name, count in found.items() if self.count(Choice(name)) is None}
        return replace(self, **{"for_" if name == "for" else name: count for name, count in left_out.items()})

    def statement(self) -> dict[str, Any]:
        """What a clerk said, in the form in which version 1 had it: a count of 0 was not told apart from none."""
        return {name: value for name, value in super().statement().items() if value != 0 or name not in COUNTS}
