"""Delegations: granted by one who holds the function to another, revoked once.

A grantor who holds a function under an earlier delegation must be the one to whom that was granted, and it
must not be over by then. What is decided later by somebody who no longer holds a function is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ledger.aggregates.aggregate import Kind, Situation
from ledger.aggregates.post import Post
from ledger.aggregates.rules.lifecycle import (
    Existence,
    impossible_end,
    refuse_after,
    refuse_before,
    refuse_if_over,
    refuse_if_taken,
)
from ledger.entries.entry import Draft, Entry
from ledger.refusals import Untrue
from ledger.vocabulary.accountability import DelegationGranted, DelegationRevoked
from ledger.vocabulary.dates import When
from ledger.vocabulary.event import Event
from ledger.vocabulary.subjects import kind_of, name_of


@dataclass(frozen=True)
class Delegation:
    """A delegation as decisions need it: to whom, since when and until when."""

    being: Existence = Existence()
    to: str = ""


def decide(delegation: Delegation, draft: Draft, now: Situation) -> Event:
    """Refuse a delegation to oneself, by one who does not hold the function, and one that is revoked twice."""
    match draft.event:
        case DelegationGranted() as event:
            refuse_if_taken(delegation.being, draft.subject)
            if event.by == event.to:
                raise Untrue(f"'{name_of(event.by)}' cannot delegate to themselves", "name who may now exercise it")
            if event.under:
                _refuse_without_function(event, event.under, draft.occurred, now)
        case DelegationRevoked():
            refuse_if_over(delegation.being, draft, f"the delegation '{name_of(draft.subject)}'")
    return draft.event


def evolve(delegation: Delegation, entry: Entry) -> Delegation:
    """The delegation after one more entry."""
    match entry.event:
        case DelegationGranted(to=to):
            return replace(delegation, being=delegation.being.begun(entry), to=to)
        case DelegationRevoked():
            return replace(delegation, being=delegation.being.ended(entry))
    return delegation


def faults(delegation: Delegation) -> Iterator[str]:
    """What corrections have made impossible."""
    return impossible_end(delegation.being, "the delegation")


def _refuse_without_function(event: DelegationGranted, under: str, at: When, now: Situation) -> None:
    if under == event.delegation:
        raise Untrue(
            "a delegation cannot be granted under itself", "name the one by which the grantor holds the function"
        )
    held: Delegation = now.state(under)
    what = f"'{name_of(event.by)}' cannot delegate under '{name_of(under)}'"
    if not _is_or_holds(event.by, held.to, at, now):
        raise Untrue(
            f"{what}, which was granted to '{name_of(held.to)}'", "name the delegation to the grantor, or none"
        )
    refuse_before(at, held.being.start, what, "it was granted")
    refuse_after(at, held.being.end, what, "it ended")


def _is_or_holds(grantor: str, grantee: str, at: When, now: Situation) -> bool:
    """Whether the grantor is the grantee, or holds the post that is, or may hold it."""
    if grantor == grantee or kind_of(grantee) != "post":
        return grantor == grantee
    post: Post = now.state(grantee)
    return any(not spell.apart_from(at) for spell in post.appointments.of(grantor).values())


KIND = Kind("delegation", Delegation(), evolve, decide, faults)
