"""Decisions of individuals and executives: made once, voted on where several decide, called in at most once.

What the law asks of the record (SI 2012/2089, SI 2014/2095) is not refused when it is missing: no reasons,
no notice, special urgency that nobody agreed to, a delegation that the decider does not hold. That is for
the read side to show.
"""

from __future__ import annotations

from dataclasses import replace

from ledger.aggregates.aggregate import Kind, Situation
from ledger.aggregates.rules.decisions import Decided, after, faults, refuse_alike_limbs, refuse_what_cannot_follow
from ledger.aggregates.rules.lifecycle import refuse_before, refuse_if_taken
from ledger.entries.entry import Draft, Entry
from ledger.refusals import Untrue
from ledger.vocabulary.dates import when
from ledger.vocabulary.decisions import DecisionMade, DecisionNoticed, Urgency
from ledger.vocabulary.event import Event
from ledger.vocabulary.subjects import name_of


def decide(decision: Decided, draft: Draft, now: Situation) -> Event:
    """Refuse a decision whose record contradicts itself, and what cannot follow it."""
    event = draft.event.spelt_out()
    if not isinstance(event, DecisionMade):
        refuse_what_cannot_follow(decision, draft, now)
        return event
    refuse_if_taken(decision.being, draft.subject)
    refuse_alike_limbs(event.limbs)
    refuse_urgent_but_not_key(event)
    _refuse_agreement_to_nothing(event)
    if event.no_alternatives and event.alternatives:
        raise Untrue("the decision both rejects alternatives and says that there were none", "keep one of the two")
    if event.effective_from:
        effective = when(event.effective_from)
        refuse_before(effective, draft.occurred, "the decision cannot take effect", "it was made")
    return event


def evolve(decision: Decided, entry: Entry) -> Decided:
    """What was decided, and what followed."""
    if isinstance(entry.event, DecisionMade):
        made = entry.event
        return replace(
            decision,
            being=decision.being.begun(entry),
            limbs=tuple(limb.number for limb in made.limbs),
            meeting=made.meeting or "",
            callable_in=made.callable_in,
        )
    return after(decision, entry)


def refuse_urgent_but_not_key(event: DecisionMade | DecisionNoticed) -> None:
    """Refuse urgency of what is not a key decision (SI 2012/2089 regs 10 and 11 are about key decisions only).

    Raises:
        Untrue: it is said to be both.
    """
    if event.key is False and event.urgency is not Urgency.NONE:
        raise Untrue(f"a decision that is not key cannot be under '{event.urgency}'", "correct the one or the other")


def _refuse_agreement_to_nothing(event: DecisionMade) -> None:
    if event.urgency_agreed_by and event.urgency is Urgency.NONE:
        who = name_of(event.urgency_agreed_by)
        raise Untrue(f"'{who}' agreed to an urgency that the decision does not claim", "say which urgency it was")


KIND = Kind("decision", Decided(), evolve, decide, faults)
