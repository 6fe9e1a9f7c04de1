"""Votes on a resolution or a decision: counts, names where they were recorded, casting vote, quorum."""

from collections import Counter
from enum import StrEnum
from typing import Annotated, Self

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


@recorded_as("vote.recorded", stream="resolution", said_as="vote", head="resolution", identity=("resolution",))
class VoteRecorded(Event, frozen=True):
    """How a vote went; a casting vote is cast when the others are equal (LGA 1972 Sch 12 para 39)."""

    resolution: DecidedId
    for_: Count = field(name="for", default=0)
    against: Count = 0
    abstained: Count = 0
    absent: Count = 0
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
        """Whether the source gives counts, or ballots from which they follow."""
        return bool(self.for_ or self.against or self.abstained)

    def spelt_out(self) -> Self:
        """The same with the counts that follow from a recorded vote of everybody."""
        if self.counted or self.some_named or not self.ballots:
            return self
        of = Counter(ballot.choice for ballot in self.ballots)
        return replace(
            self,
            for_=of[Choice.FOR],
            against=of[Choice.AGAINST],
            abstained=of[Choice.ABSTAINED],
            absent=self.absent or of[Choice.ABSENT],
        )
