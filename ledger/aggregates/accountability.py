"""Accountabilities: one answers to another, until that ends; nobody answers to themselves."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.aggregates.aggregate import Kind, Situation
from ledger.aggregates.rules.lifecycle import Existence, impossible_end, refuse_if_over, refuse_if_taken
from ledger.entries.entry import Draft, Entry
from ledger.refusals import Untrue
from ledger.vocabulary.accountability import AccountabilityDeclared, AccountabilityEnded
from ledger.vocabulary.event import Event
from ledger.vocabulary.subjects import name_of


def decide(accountability: Existence, draft: Draft, now: Situation) -> Event:
    """Refuse an accountability to oneself, and one that ends twice or before it began."""
    match draft.event:
        case AccountabilityDeclared(who=who, to=to, kind=kind):
            refuse_if_taken(accountability, draft.subject)
            if who == to:
                raise Untrue(f"'{name_of(who)}' cannot be {kind} themselves", "name to whom they answer")
        case AccountabilityEnded():
            refuse_if_over(accountability, draft, f"the accountability '{name_of(draft.subject)}'")
    return draft.event


def evolve(accountability: Existence, entry: Entry) -> Existence:
    """Since when, and until when."""
    match entry.event:
        case AccountabilityDeclared():
            return accountability.begun(entry)
        case AccountabilityEnded():
            return accountability.ended(entry)
    return accountability


def faults(accountability: Existence) -> Iterator[str]:
    """What corrections have made impossible."""
    return impossible_end(accountability, "the accountability")


KIND = Kind("accountability", Existence(), evolve, decide, faults)
