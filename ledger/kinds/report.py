"""Reports: presented once under one id, by authors who are each named once."""

from __future__ import annotations

from ledger.entry import Draft, Entry
from ledger.events.base import Event
from ledger.events.reports import ReportPresented
from ledger.kinds.base import Kind, Situation
from ledger.kinds.existence import Existence, refuse_if_taken
from ledger.kinds.repeats import refuse_repeats
from ledger.subjects import name_of


def decide(report: Existence, draft: Draft, now: Situation) -> Event:
    """Refuse a second report under one id, and an author or a request that is named twice."""
    event = draft.event
    if isinstance(event, ReportPresented):
        refuse_if_taken(report, draft.subject)
        refuse_repeats(map(name_of, event.authors), "'{}' is an author twice", "name each author once")
        refuse_repeats(event.asks, "the report asks '{}' twice", "give each thing that it asks for once")
    return event


def evolve(report: Existence, entry: Entry) -> Existence:
    """When it was presented."""
    return report.begun(entry) if isinstance(entry.event, ReportPresented) else report


KIND = Kind("report", Existence(), evolve, decide)
