"""Targets of projects: a date or an amount that is aimed at, and what became of it."""

from enum import StrEnum
from typing import Annotated, Self

from msgspec import Meta
from msgspec.structs import replace

from ledger.vocabulary.dates import DateText
from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.fields import Term
from ledger.vocabulary.subjects import ActorId, ProjectId, slug
from ledger.vocabulary.sums import Amount


class TargetStatus(StrEnum):
    """How firm a target is."""

    ASPIRATIONAL = "aspirational"
    ANTICIPATED = "anticipated"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"


@recorded_as(
    "target.set", stream="project", said_as="target", head="text", identity=("project", "target"), assigned=("target",)
)
class TargetSet(Event, frozen=True):
    """A date or an amount is aimed at."""

    text: Annotated[str, Meta(min_length=1, description="What is to be reached")]
    project: ProjectId
    due: Annotated[DateText, Meta(description="The date aimed at")] = ""
    amount: Amount | None = None
    status: TargetStatus = TargetStatus.ANTICIPATED
    by: ActorId | None = None
    target: Annotated[Term, Meta(description="Which target of the project; the ledger names it")] = ""

    def spelt_out(self) -> Self:
        """The same, called after its first words unless it has a name."""
        return self if self.target else replace(self, target=slug(self.text))


@recorded_as(
    "target.revised", stream="project", said_as="target revised", head="target", identity=("project", "target")
)
class TargetRevised(Event, frozen=True):
    """A target was changed, confirmed or questioned."""

    target: Annotated[Term, Meta(min_length=1)]
    project: ProjectId
    due: DateText = ""
    amount: Amount | None = None
    status: TargetStatus = TargetStatus.ANTICIPATED
    reason: str = ""
