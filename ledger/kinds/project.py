"""Projects: opened, sent from body to body, considered and scrutinised, closed."""

from __future__ import annotations

from ledger.entry import Draft, Entry
from ledger.events.base import Event
from ledger.events.projects import (
    ProjectClosed,
    ProjectConsidered,
    ProjectOpened,
    ProjectReferred,
    ProjectScrutinised,
)
from ledger.kinds.base import Kind, Situation
from ledger.kinds.existence import Existence, refuse_if_over, refuse_if_taken
from ledger.refusals import Untrue
from ledger.subjects import name_of


def decide(project: Existence, draft: Draft, now: Situation) -> Event:
    """Refuse what cannot be true of a project and of the steps that it took."""
    match draft.event:
        case ProjectOpened(project=opened, part_of=whole):
            refuse_if_taken(project, draft.subject)
            if whole == opened:
                raise Untrue(f"'{name_of(opened)}' cannot be part of itself", "name the larger project")
        case ProjectReferred(by=by, to=to) if by == to:
            raise Untrue(f"'{name_of(to)}' cannot refer a project to itself", "name who sent it, and to whom")
        case ProjectScrutinised() as event if not event.happened:
            _refuse_outcome(event.outcome or event.concerns or event.recommendations, "scrutiny")
        case ProjectConsidered() as event if not event.happened:
            _refuse_outcome(event.outcome, "consideration")
        case ProjectClosed():
            refuse_if_over(project, draft.occurred, f"the project '{name_of(draft.subject)}'")
    return draft.event


def evolve(project: Existence, entry: Entry) -> Existence:
    """The project after one more entry."""
    match entry.event:
        case ProjectOpened():
            return project.begun(entry.position, entry.occurred)
        case ProjectClosed():
            return project.ended(entry.occurred)
    return project


def _refuse_outcome(outcome: object, what: str) -> None:
    if outcome:
        raise Untrue(f"a {what} that did not happen cannot have an outcome", "leave out one of the two")


KIND = Kind("project", Existence(), evolve, decide)
