"""Sums of money: what a project costs, saves, lacks or is given, as the source states it."""

from enum import StrEnum
from typing import Annotated, ClassVar

from msgspec import Meta

from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.subjects import ActorId, ProjectId

Amount = Annotated[str, Meta(pattern=r"^-?\d{1,15}(\.\d{1,2})?$", description="In pounds, as digits: 42500000")]


class Basis(StrEnum):
    """What a sum is."""

    BUDGET = "budget"
    CONTRIBUTION = "contribution"
    SAVING = "saving"
    GAP = "gap"
    THRESHOLD = "threshold"
    CONDITIONAL = "conditional"
    NONE_AGREED = "none agreed"


@recorded_as("sum.stated", stream="project", said_as="sum", head="text", identity=("project", "text"), assigned=())
class SumStated(Event, frozen=True):
    """An amount or a range, and what it is: budget, contribution, saving, gap, threshold."""

    ACTOR: ClassVar[str] = ""

    text: Annotated[str, Meta(min_length=1, description="What the money is for")]
    project: ProjectId
    basis: Basis
    low: Amount | None = None
    high: Annotated[Amount | None, Meta(description="Absent: the same as low")] = None
    about: Annotated[bool, Meta(description="circa, in the region of")] = False
    by: Annotated[ActorId | None, Meta(description="Who pays, saves or contributes")] = None
    condition: Annotated[str, Meta(description="On what it depends")] = ""
    period: str = ""
    share: Annotated[str, Meta(description="A share as the source gives it, never recomputed: 87%")] = ""
    part_of: Annotated[str, Meta(description="The text of the sum that it is a part of")] = ""
