"""Commitments: who will do what for whom by when, and what became of it."""

from typing import Annotated

from msgspec import Meta

from ledger.vocabulary.dates import DateText
from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.fields import ItemNumber, Term
from ledger.vocabulary.subjects import ActorId, AnyId, CommitmentId, MeetingId, NewCommitment, ResolutionId


@recorded_as(
    "commitment.made",
    stream="commitment",
    said_as="commitment",
    head="text",
    identity=("commitment",),
    assigned=("commitment",),
)
class CommitmentMade(Event, frozen=True):
    """Somebody undertook something; without a due date it is undated and never overdue."""

    text: Annotated[str, Meta(min_length=1, description="What will be done")]
    by: Annotated[ActorId | None, Meta(description="Absent: the source names nobody")] = None
    to: ActorId | None = None
    due: DateText = ""
    due_words: Annotated[str, Meta(description="How the source puts the date: 'in due course', 'shortly'")] = ""
    about: tuple[AnyId, ...] = ()
    resolution: ResolutionId | None = None
    limb: Annotated[Term, Meta(description="The limb of the resolution that it comes from")] = ""
    meeting: MeetingId | None = None
    item: ItemNumber = ""
    commitment: NewCommitment = ""


@recorded_as(
    "commitment.rescheduled",
    stream="commitment",
    said_as="rescheduled",
    head="commitment",
    identity=("commitment", "due"),
)
class CommitmentRescheduled(Event, frozen=True):
    """A commitment is due on another date."""

    commitment: CommitmentId
    due: DateText = ""
    due_words: str = ""
    reason: str = ""


@recorded_as(
    "commitment.discharged",
    stream="commitment",
    said_as="discharged",
    head="commitment",
    identity=("commitment",),
)
class CommitmentDischarged(Event, frozen=True):
    """What was undertaken was done."""

    commitment: CommitmentId
    how: str = ""
    meeting: MeetingId | None = None
