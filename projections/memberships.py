"""Who is on a body, on whose behalf and in what office, and is that everybody?

Where a post is a member, its holder sits on the body; post and holder are joined when asked, at the
register's two dates.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeAlias

import msgspec

from ledger.vocabulary.dates import Certainty
from ledger.vocabulary.membership import (
    MembershipEnded,
    MembershipListDeclared,
    MembershipStarted,
    OfficeAssigned,
    OfficeVacated,
)
from ledger.vocabulary.subjects import kind_of
from projections.engine.register import Answer, Register
from projections.engine.row_patterns import chains, spans
from projections.engine.rows import Point, Span
from projections.posts import Appointment, appointments, holders

Membership: TypeAlias = Span[MembershipStarted, MembershipEnded]
Tenure: TypeAlias = Span[OfficeAssigned, OfficeVacated]


class Completeness(StrEnum):
    """How much of a list of members is known."""

    COMPLETE = "complete"
    INCOMPLETE = "known to be incomplete"
    UNKNOWN = "not known to be complete"


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """A membership and, where a post is the member, one of those who hold it; `certainty` is that of both."""

    membership: Answer[Membership]
    holder: Answer[Appointment] | None
    certainty: Certainty

    @property
    def person(self) -> str:
        """Who sits there; empty where it is a post whose holder is not recorded."""
        if self.holder is not None:
            return self.holder.event.person
        member = self.membership.event.member
        return member if kind_of(member) == "person" else ""


MEMBERSHIPS = spans(
    "memberships",
    MembershipStarted,
    MembershipEnded,
    key=lambda event: event.membership or event.member,
    finds=("member", "on_behalf_of"),
)
TENURES = spans(
    "tenures",
    OfficeAssigned,
    OfficeVacated,
    key=lambda event: event.tenure or f"{event.holder} {event.office}",
    finds=("holder", "on_behalf_of"),
)
LIST_DECLARATIONS = chains("list_declarations", MembershipListDeclared)


def members(register: Register, body: str) -> list[Answer[Membership]]:
    """The members of a body at the register's date; all that it ever had where no date is asked for."""
    return register.rows(MEMBERSHIPS, stream=body)


def seats(register: Register, body: str) -> list[Seat]:
    """The members of a body, with the persons behind posts: one seat for each holder, one for a vacant post."""
    return [seat for membership in members(register, body) for seat in _seats(register, membership)]


def _seats(register: Register, membership: Answer[Membership]) -> list[Seat]:
    member = membership.event.member
    held_by = [h for h in holders(register, member) if _meet(membership, h)] if kind_of(member) == "post" else []
    if not held_by:
        return [Seat(membership=membership, holder=None, certainty=membership.certainty)]
    return [Seat(membership=membership, holder=h, certainty=both(membership, h)) for h in held_by]


def _meet(one: Answer[Any], other: Answer[Any]) -> bool:
    """Whether there may be a day on which both are in force."""
    first, second = one.row, other.row
    return bool(first.from_earliest <= second.to_latest and second.from_earliest <= first.to_latest)


def both(one: Answer[Any], other: Answer[Any]) -> Certainty:
    """How certain it is that two things are so that may each be so."""
    return Certainty.YES if one.is_certain and other.is_certain else Certainty.POSSIBLY


def offices(register: Register, body: str) -> list[Answer[Tenure]]:
    """Who has which office in a body."""
    return register.rows(TENURES, stream=body)


def memberships_of(register: Register, member: str) -> list[Seat]:
    """The bodies on which a person sits, also by a post that the person holds, or on which a post sits."""
    own = [seat for m in register.rows(MEMBERSHIPS, member=member) for seat in _seats(register, m)]
    by_posts = [
        Seat(membership=membership, holder=held, certainty=both(membership, held))
        for held in (appointments(register, member) if kind_of(member) == "person" else ())
        for membership in register.rows(MEMBERSHIPS, member=held.stream)
        if _meet(membership, held)
    ]
    return own + by_posts


def offices_of(register: Register, holder: str) -> list[Answer[Tenure]]:
    """The offices that a person, or whoever holds a post, has; each answer's stream is the body."""
    return register.rows(TENURES, holder=holder)


def represented_by(register: Register, organisation: str) -> list[Answer[Membership]]:
    """The memberships held on behalf of an organisation; each answer's stream is the body."""
    return register.rows(MEMBERSHIPS, on_behalf_of=organisation)


def declarations(register: Register, body: str) -> list[Answer[Point[MembershipListDeclared]]]:
    """What sources say about how complete their lists of a body's members are."""
    return register.rows(LIST_DECLARATIONS, stream=body)


def completeness(register: Register, body: str) -> Completeness:
    """Whether the members that are recorded are all; complete only where nothing speaks against it."""
    told = declarations(register, body)
    if any(not answer.event.complete for answer in told):
        return Completeness.INCOMPLETE
    certain = any(answer.is_certain for answer in told)
    return Completeness.COMPLETE if certain else Completeness.UNKNOWN
