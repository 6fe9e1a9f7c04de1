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
from ledger.vocabulary.provenance import IN_BEING
from ledger.vocabulary.subjects import kind_of
from projections.bodies import BODIES
from projections.engine.register import Gathering, Register, RowAsAt
from projections.engine.row_patterns import chains, spans
from projections.engine.rows import Point, R, Span
from projections.people import APPOINTMENTS, Appointment, appointments

Membership: TypeAlias = Span[MembershipStarted, MembershipEnded]
Tenure: TypeAlias = Span[OfficeAssigned, OfficeVacated]


class Completeness(StrEnum):
    """How much of a list of members is known."""

    COMPLETE = "complete"
    INCOMPLETE = "known to be incomplete"
    UNKNOWN = "not known to be complete"


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """An office or a membership and, where a post has it, one of those who hold the post."""

    place: RowAsAt[Membership] | RowAsAt[Tenure]
    """Its stream is the body."""
    holder: RowAsAt[Appointment] | None = None

    @property
    def office(self) -> str:
        """Which office it is; empty where it is a membership."""
        told = self.place.event
        return told.office if isinstance(told, OfficeAssigned) else ""

    @property
    def role(self) -> str:
        """As what: in which office, or as what sort of member."""
        told = self.place.event
        return told.office if isinstance(told, OfficeAssigned) else told.role or "member"

    @property
    def member(self) -> str:
        """Who has it, a person or a post."""
        return _member(self.place)

    @property
    def voting(self) -> bool | None:
        """Whether it comes with a vote; of an office nothing is said."""
        told = self.place.event
        return None if isinstance(told, OfficeAssigned) else told.voting

    @property
    def held_by(self) -> str | None:
        """Who holds the post that sits there; None where a person does, or it is not recorded."""
        return None if self.holder is None else self.holder.event.person

    @property
    def person(self) -> str:
        """Who sits there; empty where it is a post whose holder is not recorded."""
        return self.held_by or (self.member if kind_of(self.member) == "person" else "")

    @property
    def certainty(self) -> Certainty:
        """How certain it is that the seat is there and, where a post has it, that its holder holds the post."""
        return self.place.certainty if self.holder is None else both(self.place, self.holder)

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries that it rests on, those of the appointment included."""
        return tuple(sorted({*self.place.row.entries, *(self.holder.row.entries if self.holder else ())}))


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


def members(register: Register, body: str) -> list[RowAsAt[Membership]]:
    """The members of a body at the register's date; all that it ever had where no date is asked for."""
    return _while_bodies_last(register, register.rows(MEMBERSHIPS, stream=body))


def seats(register: Register, body: str) -> list[Seat]:
    """The seats on a body, offices first, with the persons behind posts: one for each holder, one for a vacant post."""
    held: list[Any] = [*register.rows(TENURES, stream=body), *register.rows(MEMBERSHIPS, stream=body)]
    places, appointed = _while_bodies_last(register, held), Gathering(register, APPOINTMENTS)
    appointed.learn(_member(place) for place in places if kind_of(_member(place)) == "post")
    return [seat for place in places for seat in _seats(appointed, place)]


def seats_of(register: Register, holder: str) -> list[Seat]:
    """The seats of a person, offices first, also those by a post that the person holds; or the seats of a post."""
    appointed = appointments(register, holder)
    holders = (register.joins.one(holder), *dict.fromkeys(held.stream for held in appointed))
    found: list[Any] = [*register.rows(TENURES, holder=holders), *register.rows(MEMBERSHIPS, member=holders)]
    places: dict[str, list[Any]] = {each: [] for each in holders}
    for place in _while_bodies_last(register, found):
        places[_member(place)].append(place)
    own = [Seat(place=place) for place in places[holders[0]]]
    by_posts = [
        Seat(place=place, holder=held) for held in appointed for place in places[held.stream] if _meet(place, held)
    ]
    return sorted(own + by_posts, key=lambda seat: not seat.office)


def _while_bodies_last(register: Register, found: list[RowAsAt[R]]) -> list[RowAsAt[R]]:
    """What is held in bodies on the register's day: nothing in one that is over, though nobody told the end of it.

    Where a body may be over, what is held in it is possible.
    """
    day = register.as_at if register.first is None else register.first
    if day is None or not found:
        return found
    bodies = tuple(dict.fromkeys(each.stream for each in found))
    over = {
        each.stream: each.row.to_latest < day
        for each in register.rows(BODIES, in_force=False, stream=bodies)
        if each.row.to_earliest < day and each.row.until_standing in IN_BEING
    }
    lasting = [each for each in found if not over.get(each.stream)]
    return [each.with_certainty(Certainty.POSSIBLY) if each.stream in over else each for each in lasting]


def _seats(appointed: Gathering[Appointment], place: RowAsAt[Membership] | RowAsAt[Tenure]) -> list[Seat]:
    member = _member(place)
    held_by = [held for held in appointed.of(member) if _meet(place, held)] if kind_of(member) == "post" else []
    return [Seat(place=place, holder=held) for held in held_by] or [Seat(place=place)]


def _member(place: RowAsAt[Membership] | RowAsAt[Tenure]) -> str:
    told = place.event
    return told.holder if isinstance(told, OfficeAssigned) else told.member


def _meet(one: RowAsAt[Any], other: RowAsAt[Any]) -> bool:
    """Whether there may be a day on which both are in force."""
    first, second = one.row, other.row
    return bool(first.from_earliest <= second.to_latest and second.from_earliest <= first.to_latest)


def both(one: RowAsAt[Any], other: RowAsAt[Any]) -> Certainty:
    """How certain it is that two things are so that may each be so."""
    return Certainty.YES if one.is_certain and other.is_certain else Certainty.POSSIBLY


def offices(register: Register, body: str) -> list[RowAsAt[Tenure]]:
    """Who has which office in a body."""
    return _while_bodies_last(register, register.rows(TENURES, stream=body))


def offices_of(register: Register, holder: str) -> list[RowAsAt[Tenure]]:
    """The offices that a person, or whoever holds a post, has; each answer's stream is the body."""
    return _while_bodies_last(register, register.rows(TENURES, holder=holder))


def represented_by(register: Register, organisation: str) -> list[RowAsAt[Membership]]:
    """The memberships held on behalf of an organisation; each answer's stream is the body."""
    return _while_bodies_last(register, register.rows(MEMBERSHIPS, on_behalf_of=organisation))


def declarations(register: Register, body: str) -> list[RowAsAt[Point[MembershipListDeclared]]]:
    """What sources say about how complete their lists of a body's members are."""
    return register.rows(LIST_DECLARATIONS, stream=body)


def completeness(register: Register, body: str) -> Completeness:
    """Whether the members that are recorded are all; complete only where nothing speaks against it."""
    told = declarations(register, body)
    if any(not answer.event.complete for answer in told):
        return Completeness.INCOMPLETE
    certain = any(answer.is_certain for answer in told)
    return Completeness.COMPLETE if certain else Completeness.UNKNOWN
