"""Resolutions: what a body decided, in exact words, limb by limb."""

from enum import StrEnum
from typing import Annotated, Self

from msgspec import Meta, Struct
from msgspec.structs import replace

from ledger.vocabulary.dates import DateText
from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.fields import ItemNumber, Term
from ledger.vocabulary.motions import AsGiven
from ledger.vocabulary.subjects import AddresseeId, BodyId, MeetingId, MemberId, MotionId, NewResolution, ProjectId


class Verb(StrEnum):
    """What a limb does; nothing but `approved` approves."""

    NOTED = "noted"
    AGREED = "agreed"
    APPROVED = "approved"
    ENDORSED = "endorsed"
    SUPPORTED = "supported"
    RECOMMENDED = "recommended"
    REFERRED = "referred"
    DELEGATED = "delegated"
    DEFERRED = "deferred"
    REQUESTED = "requested"
    REJECTED = "rejected"
    NOT_MOVED = "not moved"


class Limb(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One addressable part of a resolution."""

    verb: Verb
    text: Annotated[str, Meta(min_length=1, description="The words of the limb")]
    number: Annotated[Term, Meta(description="Its number as minuted; absent: counted")] = ""
    projects: Annotated[tuple[ProjectId, ...], Meta(description="The projects that it is about")] = ()
    verb_as_given: Annotated[Term, Meta(description="The clerk's own word, where it is not the verb itself")] = ""
    to: Annotated[AddresseeId | None, Meta(description="Who has to answer it, or to whom it is sent")] = None
    due: Annotated[DateText, Meta(description="By when it has to be answered")] = ""
    until: Annotated[DateText, Meta(description="Until when it is deferred")] = ""
    until_words: Annotated[str, Meta(description="Until when, in the words of the minutes: the next meeting")] = ""


def numbered(limbs: tuple[Limb, ...]) -> tuple[Limb, ...]:
    """The limbs, each with a number: the minuted one, or its place in the count."""
    return tuple(limb if limb.number else replace(limb, number=str(count)) for count, limb in enumerate(limbs, 1))


@recorded_as(
    "resolution.passed",
    stream="resolution",
    said_as="resolved",
    head="text",
    identity=("body", "meeting"),
    assigned=("resolution", "body"),
)
class ResolutionPassed(Event, frozen=True):
    """A body decided; `text` is the exact wording, `limbs` what it comes to."""

    text: Annotated[str, Meta(min_length=1, description="The exact words")]
    limbs: Annotated[tuple[Limb, ...], Meta(min_length=1)]
    body: BodyId = ""
    meeting: MeetingId | None = None
    item: ItemNumber = ""
    mover: Annotated[MemberId | None, Meta(description="Who moved it: a person or a post")] = None
    mover_as_given: AsGiven = ""
    seconder: Annotated[MemberId | None, Meta(description="Who seconded it: a person or a post")] = None
    seconder_as_given: AsGiven = ""
    motion: Annotated[MotionId | None, Meta(description="The motion that was carried as this")] = None
    resolution: NewResolution = ""

    def spelt_out(self) -> Self:
        """The same with its limbs numbered."""
        return replace(self, limbs=numbered(self.limbs))
