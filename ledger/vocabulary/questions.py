"""Questions with their answers, and remarks: what was asked, and whether it was ever answered."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.fields import ItemNumber
from ledger.vocabulary.subjects import ActorId, AnyId, MeetingId, NewQuestion, NewRemark, QuestionId, QuestionOrRemarkId

About = Annotated[tuple[AnyId, ...], Meta(description="The subjects concerned")]


class Completeness(StrEnum):
    """How far an answer answers; `none` says that the source records that nothing was answered."""

    FULL = "full"
    PARTIAL = "partial"
    DEFLECTED = "deflected"
    DEFERRED = "deferred"
    DECLINED = "declined"
    NONE = "none"


class RemarkKind(StrEnum):
    """What a remark is."""

    CONCERN = "concern"
    COMMENT = "comment"
    REQUEST = "request"
    RECOMMENDATION = "recommendation"


@recorded_as(
    "question.asked",
    stream="question",
    said_as="question",
    head="text",
    identity=("question",),
    assigned=("question",),
)
class QuestionAsked(Event, frozen=True):
    """Somebody asked something; without an answer it stays open."""

    text: Annotated[str, Meta(min_length=1, description="What was asked, in the words of the record")]
    by: Annotated[ActorId | None, Meta(description="Absent: the source does not say who")] = None
    to: ActorId | None = None
    about: About = ()
    from_public: Annotated[str, Meta(description="Which member of the public asked it, as the record puts it")] = ""
    supplementary_to: Annotated[QuestionId | None, Meta(description="The question upon whose answer it was put")] = None
    meeting: MeetingId | None = None
    item: ItemNumber = ""
    question: NewQuestion = ""


@recorded_as("answer.given", stream="question", said_as="answer", head="question", identity=("question", "by"))
class AnswerGiven(Event, frozen=True):
    """Somebody answered a question, or responded to a remark, more or less completely."""

    question: QuestionOrRemarkId
    completeness: Completeness
    text: str = ""
    by: Annotated[ActorId | None, Meta(description="Absent: the source does not say who")] = None
    about: Annotated[
        tuple[AnyId, ...], Meta(description="What it speaks of, where that is something else than what was asked")
    ] = ()
    meeting: MeetingId | None = None
    item: ItemNumber = ""


@recorded_as("remark.made", stream="remark", said_as="remark", head="text", identity=("remark",), assigned=("remark",))
class RemarkMade(Event, frozen=True):
    """Somebody voiced a concern, a comment, a request or a recommendation."""

    text: Annotated[str, Meta(min_length=1)]
    kind: RemarkKind = RemarkKind.COMMENT
    by: ActorId | None = None
    to: ActorId | None = None
    about: About = ()
    meeting: MeetingId | None = None
    item: ItemNumber = ""
    remark: NewRemark = ""
