"""Interests that persons declare, conflicts that bodies acknowledge, and dispensations (Localism Act 2011 ss31, 33)."""

from typing import Annotated

from msgspec import Meta

from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.fields import Term
from ledger.vocabulary.subjects import ActorId, AnyId, MeetingId, PersonId


@recorded_as(
    "interest.declared",
    stream="meeting",
    said_as="interest",
    head="person",
    identity=("meeting", "person", "about"),
)
class InterestDeclared(Event, frozen=True):
    """A person declared an interest in something before a meeting, and what they did about it."""

    person: PersonId
    meeting: MeetingId
    about: Annotated[tuple[AnyId, ...], Meta(description="What the interest is in")] = ()
    item: Annotated[Term, Meta(description="The item of the agenda")] = ""
    kind: Annotated[Term, Meta(description="disclosable pecuniary, other registrable, non-registrable, ...")] = ""
    nature: str = ""
    action: Annotated[str, Meta(description="left the room, did not vote, stayed, ...; empty: not said")] = ""


@recorded_as(
    "conflict.acknowledged",
    stream="meeting",
    said_as="conflict",
    head="text",
    identity=("meeting", "of", "about"),
)
class ConflictAcknowledged(Event, frozen=True):
    """A meeting acknowledged a conflict of interest, which can be that of a whole class of people."""

    text: Annotated[str, Meta(min_length=1)]
    meeting: MeetingId
    of: Annotated[str, Meta(description="Whose conflict: a class ('GPs') or a name as minuted")] = ""
    persons: tuple[PersonId, ...] = ()
    about: tuple[AnyId, ...] = ()
    managed: Annotated[str, Meta(description="How it was managed; empty: nothing recorded")] = ""


@recorded_as(
    "dispensation.granted",
    stream="person",
    said_as="dispensation",
    head="person",
    identity=("person", "about"),
)
class DispensationGranted(Event, frozen=True):
    """A person was allowed to take part in spite of an interest (Localism Act 2011 s33)."""

    person: PersonId
    about: Annotated[tuple[AnyId, ...], Meta(description="What the interest is in")] = ()
    by: ActorId | None = None
    reason: str = ""
    meeting: MeetingId | None = None
