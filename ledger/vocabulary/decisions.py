"""Decisions of individuals and executives, notices of them, and call-in.

SI 2012/2089 regs 8 to 13 (England, executives) and SI 2014/2095 reg 7 (officers) say what must be recorded.
"""

from enum import StrEnum
from typing import Annotated, Self

from msgspec import Meta
from msgspec.structs import replace

from ledger.vocabulary.dates import DateText
from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.resolutions import Limb, numbered
from ledger.vocabulary.subjects import (
    ActorId,
    BodyId,
    DecidedId,
    DeciderId,
    DelegationId,
    MeetingId,
    NewDecision,
    ProjectId,
    ReportId,
)


class DecisionKind(StrEnum):
    """Whose decision it was."""

    EXECUTIVE = "executive"
    OFFICER = "officer"
    OTHER = "other"


class Urgency(StrEnum):
    """How a key decision came without 28 clear days' notice (SI 2012/2089 regs 10 and 11)."""

    NONE = "none"
    GENERAL_EXCEPTION = "general exception"
    SPECIAL_URGENCY = "special urgency"


class CallInOutcome(StrEnum):
    """What became of a decision that was called in (LGA 2000 s9F)."""

    CONFIRMED = "confirmed"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"
    REFERRED_BACK = "referred back"
    REFERRED_TO_COUNCIL = "referred to council"


@recorded_as(
    "decision.made",
    stream="decision",
    said_as="decided",
    head="text",
    identity=("decision",),
    assigned=("decision",),
)
class DecisionMade(Event, frozen=True):
    """An individual, an officer or the executive decided (SI 2012/2089 regs 12, 13; SI 2014/2095 reg 7)."""

    text: Annotated[str, Meta(min_length=1, description="The decision, in exact words")]
    by: DeciderId
    kind: DecisionKind = DecisionKind.EXECUTIVE
    limbs: tuple[Limb, ...] = ()
    projects: tuple[ProjectId, ...] = ()
    reasons: Annotated[str, Meta(description="Why; regs 12(2)(b), 13(4)(b) require it")] = ""
    alternatives: Annotated[tuple[str, ...], Meta(description="Alternatives considered and rejected")] = ()
    no_alternatives: Annotated[bool, Meta(description="The record says that there were none")] = False
    interests: Annotated[tuple[str, ...], Meta(description="Conflicts of interest declared by those consulted")] = ()
    dispensations: Annotated[tuple[str, ...], Meta(description="Dispensations noted in the record")] = ()
    power: Annotated[str, Meta(description="The power used")] = ""
    under: Annotated[DelegationId | None, Meta(description="The delegation under which it was taken")] = None
    key: Annotated[bool | None, Meta(description="Whether a key decision (reg 8); absent: not known")] = None
    urgency: Urgency = Urgency.NONE
    urgency_agreed_by: Annotated[ActorId | None, Meta(description="Who agreed to special urgency (reg 11)")] = None
    callable_in: bool | None = None
    effective_from: DateText = ""
    report: ReportId | None = None
    meeting: MeetingId | None = None
    decision: NewDecision = ""

    def spelt_out(self) -> Self:
        """The same with its limbs numbered."""
        return replace(self, limbs=numbered(self.limbs))


@recorded_as("decision.noticed", stream="project", said_as="notice", head="project", identity=("project", "by", "due"))
class DecisionNoticed(Event, frozen=True):
    """Notice was given of a decision to come (SI 2012/2089 regs 9 to 11); the date is that of publication."""

    project: ProjectId
    by: Annotated[DeciderId, Meta(description="Who will decide")]
    due: Annotated[DateText, Meta(description="When the decision is due")] = ""
    key: bool | None = None
    urgency: Urgency = Urgency.NONE
    private: Annotated[str, Meta(description="Why the public will be excluded, if so")] = ""
    documents: tuple[str, ...] = ()


@recorded_as("decision.called-in", stream="decision", said_as="called in", head="decision", identity=("decision",))
class DecisionCalledIn(Event, frozen=True):
    """A decision that was made was called in: it is not to be acted on until that is determined (LGA 2000 s9F)."""

    decision: DecidedId
    by: Annotated[tuple[ActorId, ...], Meta(min_length=1, description="Who called it in")]
    to: Annotated[BodyId | None, Meta(description="The committee that will look at it")] = None
    grounds: str = ""


@recorded_as(
    "call-in.determined",
    stream="decision",
    said_as="call-in determined",
    head="decision",
    identity=("decision",),
)
class CallInDetermined(Event, frozen=True):
    """What became of a call-in."""

    decision: DecidedId
    by: DeciderId
    outcome: CallInOutcome
    text: str = ""
    meeting: MeetingId | None = None
