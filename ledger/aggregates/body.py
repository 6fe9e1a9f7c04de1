"""Bodies: their being, their memberships and their offices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import msgspec

from ledger.aggregates.aggregate import Kind, Lane, Situation
from ledger.aggregates.rules.joins import refuse_impossible_join
from ledger.aggregates.rules.lifecycle import Existence, impossible_end, refuse_if_over, refuse_if_taken
from ledger.aggregates.rules.terms import Spells, begun, ended, impossible, one_to_begin, one_to_end
from ledger.entries.entry import Draft, Entry
from ledger.vocabulary.event import Event
from ledger.vocabulary.membership import MembershipEnded, MembershipStarted, OfficeAssigned, OfficeVacated
from ledger.vocabulary.organisations import BodyDissolved, BodyEstablished
from ledger.vocabulary.subjects import name_of


@dataclass(frozen=True)
class Body:
    """A body as decisions need it: its being, and the spells of membership and of office in it."""

    being: Existence = Existence()
    memberships: Spells = field(default_factory=Spells)
    tenures: Spells = field(default_factory=Spells)


def decide(body: Body, draft: Draft, now: Situation) -> Event:
    """Refuse what cannot be true of a body; number the memberships and tenures that begin."""
    refuse_impossible_join(draft.event)
    match draft.event:
        case BodyEstablished():
            refuse_if_taken(body.being, draft.subject)
        case BodyDissolved():
            refuse_if_over(body.being, draft, f"the body '{name_of(draft.subject)}'")
        case MembershipStarted() as event:
            return _start_membership(body, event, draft)
        case MembershipEnded() as event:
            return _end_membership(body, event, draft)
        case OfficeAssigned() as event:
            return _assign_office(body, event, draft)
        case OfficeVacated() as event:
            return _vacate_office(body, event, draft)
    return draft.event


def evolve(body: Body, entry: Entry) -> Body:
    """The body after one more entry."""
    match entry.event:
        case BodyEstablished():
            return replace(body, being=body.being.begun(entry))
        case BodyDissolved():
            return replace(body, being=body.being.ended(entry))
        case MembershipStarted(member=member, membership=spell, role=role, on_behalf_of=behalf):
            return replace(body, memberships=begun(body.memberships, spell, member, entry, role, behalf or ""))
        case MembershipEnded(member=member, membership=spell):
            return replace(body, memberships=ended(body.memberships, spell, member, entry))
        case OfficeAssigned(tenure=spell) as event:
            return replace(body, tenures=begun(body.tenures, spell, _seat(event), entry))
        case OfficeVacated(tenure=spell) as event:
            return replace(body, tenures=ended(body.tenures, spell, _seat(event), entry))
    return body


def faults(body: Body) -> Iterator[str]:
    """What corrections have made impossible."""
    yield from impossible_end(body.being, "the body")
    yield from impossible(body.memberships, "the membership")
    yield from impossible(body.tenures, "the tenure")


def _start_membership(body: Body, event: MembershipStarted, draft: Draft) -> Event:
    what = f"'{name_of(event.member)}' is a member of '{name_of(event.body)}'"
    behalf = event.on_behalf_of or ""
    spell = one_to_begin(body.memberships, event.membership, event.member, draft, what, role=event.role, behalf=behalf)
    return msgspec.structs.replace(event, membership=spell)


def _end_membership(body: Body, event: MembershipEnded, draft: Draft) -> Event:
    what = f"the membership of '{name_of(event.member)}' in '{name_of(event.body)}'"
    spell = one_to_end(body.memberships, event.membership, event.member, draft, what, role=event.role)
    return msgspec.structs.replace(event, membership=spell)


def _assign_office(body: Body, event: OfficeAssigned, draft: Draft) -> Event:
    what = f"'{name_of(event.holder)}' is {event.office} of '{name_of(event.body)}'"
    spell = one_to_begin(body.tenures, event.tenure, _seat(event), draft, what, of=event.office.replace(" ", "-"))
    return msgspec.structs.replace(event, tenure=spell)


def _vacate_office(body: Body, event: OfficeVacated, draft: Draft) -> Event:
    what = f"the office of '{name_of(event.holder)}' as {event.office} of '{name_of(event.body)}'"
    spell = one_to_end(body.tenures, event.tenure, _seat(event), draft, what)
    return msgspec.structs.replace(event, tenure=spell)


def _seat(event: OfficeAssigned | OfficeVacated) -> str:
    """Holder and office in one, since one person may have several offices in a body."""
    return f"{event.office} {event.holder}"


def lane(entry: Entry) -> Lane | None:
    """Which membership or tenure an entry bears on; none for the body's being."""
    match entry.event:
        case MembershipStarted(membership=spell) | MembershipEnded(membership=spell):
            return "memberships", spell
        case OfficeAssigned(tenure=spell) | OfficeVacated(tenure=spell):
            return "tenures", spell
    return None


KIND = Kind("body", Body(), evolve, decide, faults, lane, lanes=("memberships", "tenures"))
