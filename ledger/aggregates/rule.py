"""Rules: adopted once, amended while they are in force, repealed once; what they require must be able to be met.

A rule that nobody keeps is recorded, and so is every step that goes past it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ledger.aggregates.aggregate import Kind, Situation
from ledger.aggregates.rules.lifecycle import (
    Existence,
    impossible_end,
    impossible_order,
    refuse_after,
    refuse_before,
    refuse_if_over,
    refuse_if_taken,
)
from ledger.aggregates.rules.repeats import refuse_repeats
from ledger.entries.entry import Draft, Entry
from ledger.refusals import Untrue
from ledger.vocabulary.accountability import Requirement, RuleAdopted, RuleAmended, RuleRepealed, Sense, Step
from ledger.vocabulary.dates import When
from ledger.vocabulary.event import Event
from ledger.vocabulary.provenance import IN_BEING
from ledger.vocabulary.subjects import name_of


@dataclass(frozen=True)
class Rule:
    """A rule as decisions need it: adopted and repealed (its end), and the dates of its amendments."""

    being: Existence = Existence()
    amended: tuple[When, ...] = ()


def decide(rule: Rule, draft: Draft, now: Situation) -> Event:
    """Refuse a rule that no route could satisfy, and one that is amended or repealed when it is not in force."""
    what = f"the rule '{name_of(draft.subject)}'"
    match draft.event:
        case RuleAdopted() as event:
            refuse_if_taken(rule.being, draft.subject)
            _refuse_unsatisfiable(event.requires)
        case RuleAmended() as event:
            if not (event.text or event.requires or event.saving):
                raise Untrue(f"the amendment leaves {what} as it is", "say what is different: text, requires, saving")
            _refuse_unsatisfiable(event.requires)
            refuse_before(draft.occurred, rule.being.start, f"{what} cannot be amended", "it was adopted")
            refuse_after(draft.occurred, rule.being.end, f"{what} cannot be amended", "it ended")
        case RuleRepealed():
            refuse_if_over(rule.being, draft, what)
    return draft.event


def evolve(rule: Rule, entry: Entry) -> Rule:
    """The rule after one more entry."""
    match entry.event:
        case RuleAdopted():
            return replace(rule, being=rule.being.begun(entry))
        case RuleAmended() if entry.standing in IN_BEING:
            return replace(rule, amended=(*rule.amended, entry.occurred))
        case RuleRepealed():
            return replace(rule, being=rule.being.ended(entry))
    return rule


def faults(rule: Rule) -> Iterator[str]:
    """What corrections have made impossible."""
    yield from impossible_end(rule.being, "the rule")
    for at in rule.amended:
        yield from impossible_order(rule.being.start, at, "the rule would be amended")
        if rule.being.end is not None and rule.being.end.is_before(at):
            yield f"the rule would be amended {at.on}, after its last day, {rule.being.end}"


def _refuse_unsatisfiable(requires: tuple[Requirement, ...]) -> None:
    """The order in which A and B must stand is told by identity of the steps: the same words are the same step."""
    before: set[tuple[object, object]] = set()
    for count, requirement in enumerate(requires, 1):
        a, b = _told(requirement.a), _told(requirement.b)
        _refuse_lacking_step(requirement, count)
        if a == b:
            raise Untrue(
                f"requirement {count} has the same step before and after itself", "say which step is the other"
            )
        if requirement.sense is Sense.SOME_BEFORE:
            if (b, a) in before:
                raise Untrue(
                    f"requirement {count} wants before what another wants after", "no route can satisfy both: drop one"
                )
            before.add((a, b))
    refuse_repeats(
        ((_told(r.a), _told(r.b), r.sense) for r in requires), "a requirement stands twice in one rule", "drop one"
    )


def _refuse_lacking_step(requirement: Requirement, count: int) -> None:
    if requirement.a == Step():
        raise Untrue(f"requirement {count} requires no step", "say by whom, in what role, or with what report: 'a'")
    if requirement.b == Step() and requirement.sense is Sense.NONE_AFTER:
        raise Untrue(
            f"requirement {count} does not say after what", "name the step 'b' after which there must be no 'a'"
        )


def _told(step: Step) -> tuple[object, ...]:
    """What a step comes to, whatever the order in which its bodies and roles are listed."""
    return (
        frozenset(step.by),
        frozenset(step.of),
        step.kind_of_body.casefold(),
        frozenset(step.roles),
        step.report.casefold(),
    )


KIND = Kind("rule", Rule(), evolve, decide, faults)
