"""Recommendations: limbs addressed to whoever has to answer them, and the responses."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.fields import ItemNumber, Term
from ledger.vocabulary.subjects import ActorId, MeetingId, ResolutionId


class Response(StrEnum):
    """How a recommendation was answered; `none` says that the source records that it was not."""

    ACCEPTED = "accepted"
    IN_PART = "accepted in part"
    REJECTED = "rejected"
    NONE = "none"


@recorded_as(
    "recommendation.answered",
    stream="resolution",
    said_as="recommendation answered",
    head="resolution",
    identity=("resolution", "limb", "by"),
)
class RecommendationAnswered(Event, frozen=True):
    """A recommendation was answered by whom it was addressed to; an executive has two months (LGA 2000 s9FE)."""

    resolution: ResolutionId
    response: Annotated[Response, Meta(description="How it was answered; none: the record says that it was not")]
    limb: Annotated[Term, Meta(description="The number of the limb; absent: all of them")] = ""
    by: Annotated[ActorId | None, Meta(description="Absent: the source does not say who")] = None
    text: Annotated[str, Meta(description="The response, in the words of the record")] = ""
    meeting: MeetingId | None = None
    item: ItemNumber = ""
