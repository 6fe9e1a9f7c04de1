"""Membership of bodies, offices in them, and how much of a membership list is known."""

from typing import Annotated

from msgspec import Meta

from ledger.vocabulary.event import Event, recorded_as
from ledger.vocabulary.fields import Term
from ledger.vocabulary.subjects import BodyId, MemberId, OrganisationId


@recorded_as(
    "membership.started",
    stream="body",
    said_as="member",
    head="member",
    identity=("body", "member"),
    ended_by="membership.ended",
    assigned=("membership",),
)
class MembershipStarted(Event, frozen=True):
    """A person, or whoever holds a post, is a member of a body from this day on."""

    body: BodyId
    member: MemberId
    on_behalf_of: OrganisationId | None = None
    voting: Annotated[bool | None, Meta(description="Whether the member votes; absent: not known")] = None
    role: Annotated[str, Meta(description="member, substitute, observer, ... as the source puts it")] = ""
    membership: Annotated[Term, Meta(description="Which membership it is; the ledger numbers them")] = ""


@recorded_as(
    "membership.ended",
    stream="body",
    said_as="membership ended",
    head="member",
    identity=("body", "member"),
    assigned=("membership",),
)
class MembershipEnded(Event, frozen=True):
    """A membership ended; the date is the last day in force."""

    body: BodyId
    member: MemberId
    reason: str = ""
    role: Annotated[str, Meta(description="As what, where somebody is two things in the body at once")] = ""
    membership: Annotated[Term, Meta(description="Which membership it is; the ledger fills it in")] = ""


@recorded_as(
    "office.assigned",
    stream="body",
    said_as="office",
    head="office",
    identity=("body", "office", "holder"),
    ended_by="office.vacated",
    assigned=("tenure",),
)
class OfficeAssigned(Event, frozen=True):
    """A person, or whoever holds a post, has an office in a body from this day on: chair, co-chair, lead."""

    body: BodyId
    office: Annotated[Term, Meta(min_length=1, description="chair, co-chair, vice-chair, lead, ...")]
    holder: MemberId
    on_behalf_of: OrganisationId | None = None
    tenure: Annotated[Term, Meta(description="Which tenure it is; the ledger numbers them")] = ""


@recorded_as(
    "office.vacated",
    stream="body",
    said_as="office vacated",
    head="office",
    identity=("body", "office", "holder"),
    assigned=("tenure",),
)
class OfficeVacated(Event, frozen=True):
    """An office was given up; the date is the last day."""

    body: BodyId
    office: Annotated[Term, Meta(min_length=1)]
    holder: MemberId
    reason: str = ""
    tenure: Annotated[Term, Meta(description="Which tenure it is; the ledger fills it in")] = ""


@recorded_as(
    "membership.list-declared",
    stream="body",
    said_as="members declared",
    head="body",
    identity=("body",),
)
class MembershipListDeclared(Event, frozen=True):
    """A source says whether the members it names are all there are."""

    body: BodyId
    complete: Annotated[bool, Meta(description="false: there are, or may be, others")]
