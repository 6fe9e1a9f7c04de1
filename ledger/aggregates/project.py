"""Projects: opened, sent from body to body, considered and scrutinised, appraised, paid for, closed.

Steps out of order, steps that a rule forbids and notices that come too late are recorded: the read side shows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ledger.aggregates.aggregate import Kind, Lane, Situation
from ledger.aggregates.decision import refuse_urgent_but_not_key
from ledger.aggregates.rules import targets as its_targets
from ledger.aggregates.rules.joins import refuse_impossible_join
from ledger.aggregates.rules.lifecycle import Existence, impossible_end, refuse_before, refuse_if_over, refuse_if_taken
from ledger.aggregates.rules.persistent_map import PersistentMap
from ledger.aggregates.rules.repeats import refuse_repeats
from ledger.aggregates.rules.sums import refuse_impossible_sum
from ledger.entries.entry import Draft, Entry
from ledger.refusals import Untrue
from ledger.vocabulary.appraisals import OptionsAppraised, OptionVerdict
from ledger.vocabulary.dates import when
from ledger.vocabulary.decisions import DecisionNoticed
from ledger.vocabulary.event import Event
from ledger.vocabulary.projects import (
    ProjectClosed,
    ProjectConsidered,
    ProjectDerived,
    ProjectOpened,
    ProjectReferred,
    ProjectRenamed,
    ProjectScrutinised,
)
from ledger.vocabulary.subjects import name_of
from ledger.vocabulary.sums import SumStated
from ledger.vocabulary.targets import TargetRevised, TargetSet


@dataclass(frozen=True)
class Project:
    """A project as decisions need it: its being, its targets by name, its sums and what each is part of."""

    being: Existence = Existence()
    targets: its_targets.Targets = field(default_factory=PersistentMap)
    sums: PersistentMap[str, str] = field(default_factory=PersistentMap)


def decide(project: Project, draft: Draft, now: Situation) -> Event:
    """Refuse what cannot be true of a project."""
    refuse_impossible_join(draft.event)
    match event := draft.event.spelt_out():
        case ProjectOpened(project=opened, part_of=whole):
            refuse_if_taken(project.being, draft.subject)
            if whole == opened:
                raise Untrue(f"'{name_of(opened)}' cannot be part of itself", "name the larger project")
        case ProjectRenamed(title="", number=""):
            raise Untrue(f"'{name_of(draft.subject)}' is renamed to nothing", "give its new 'title' or its 'number'")
        case ProjectClosed():
            refuse_if_over(project.being, draft, f"the project '{name_of(draft.subject)}'")
        case TargetSet():
            its_targets.refuse_known_target(project.targets, event)
        case TargetRevised():
            its_targets.refuse_unknown_target(project.targets, event, draft)
        case SumStated():
            refuse_impossible_sum(project.sums, event)
        case _:
            _refuse_impossible_step(event)
            _refuse_impossible_preparation(event, draft)
    return event


def evolve(project: Project, entry: Entry) -> Project:
    """The project after one more entry."""
    match entry.event:
        case ProjectOpened():
            return replace(project, being=project.being.begun(entry))
        case ProjectClosed():
            return replace(project, being=project.being.ended(entry))
        case TargetSet() as event:
            return replace(project, targets=its_targets.begun(project.targets, event, entry))
        case TargetRevised() as event:
            return replace(project, targets=its_targets.revised(project.targets, event, entry))
        case SumStated(text=text, part_of=whole):
            return replace(project, sums=project.sums.put(text, whole))
    return project


def faults(project: Project) -> Iterator[str]:
    """What corrections have made impossible."""
    yield from impossible_end(project.being, "the project")
    yield from its_targets.impossible(project.targets)
    for text, whole in sorted(project.sums.items()):
        if whole and whole not in project.sums:
            yield f"the sum '{text}' would be part of '{whole}', which is not stated"


def _refuse_impossible_step(event: Event) -> None:
    match event:
        case ProjectReferred(by=by, to=to) if by == to:
            raise Untrue(f"'{name_of(to)}' cannot refer a project to itself", "name who sent it, and to whom")
        case ProjectScrutinised() if not event.happened:
            _refuse_outcome(event.outcome or event.concerns or event.recommendations, "scrutiny")
        case ProjectConsidered() if not event.happened:
            _refuse_outcome(event.outcome, "consideration")


def _refuse_outcome(outcome: object, what: str) -> None:
    if outcome:
        raise Untrue(f"a {what} that did not happen cannot have an outcome", "leave out one of the two")


def _refuse_impossible_preparation(event: Event, draft: Draft) -> None:
    match event:
        case OptionsAppraised():
            _refuse_alike_options(event)
        case ProjectDerived(project=project, from_=sources):
            refuse_repeats(map(name_of, sources), "'{}' is named twice", "name each source once")
            if project in sources:
                raise Untrue(f"'{name_of(project)}' cannot derive from itself", "name what came before it")
        case DecisionNoticed():
            refuse_urgent_but_not_key(event)
            if event.due:
                due = when(event.due)
                refuse_before(due, draft.occurred, "a decision of which notice is given cannot be due", "it was given")


def _refuse_alike_options(event: OptionsAppraised) -> None:
    preferred = [option.number or option.text for option in event.options if option.verdict is OptionVerdict.PREFERRED]
    if len(preferred) > 1:
        problem = f"two options are preferred, '{preferred[0]}' and '{preferred[1]}'"
        raise Untrue(problem, "one can be; if others prefer another, record theirs as another appraisal")
    numbers = [option.number for option in event.options if option.number]
    refuse_repeats(numbers, "two options are numbered '{}'", "give each option a number of its own")
    refuse_repeats((option.text for option in event.options), "'{}' is an option twice", "name each option once")


def lane(entry: Entry) -> Lane | None:
    """Which target or sum an entry bears on; none for all the rest."""
    match entry.event:
        case TargetSet(target=target) | TargetRevised(target=target):
            return "targets", target
        case SumStated(text=text):
            return "sums", text
    return None


KIND = Kind("project", Project(), evolve, decide, faults, lane, lanes=("targets", "sums"))
