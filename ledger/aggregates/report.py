"""Reports: presented once under one id, by authors who are each named once."""

from __future__ import annotations

from ledger.aggregates.aggregate import Kind, Situation
from ledger.aggregates.rules.lifecycle import Existence, refuse_if_taken
from ledger.aggregates.rules.repeats import refuse_repeats
from ledger.entries.entry import Draft, Entry
from ledger.vocabulary.event import Event
from ledger.vocabulary.reports import ReportPresented
from ledger.vocabulary.subjects import name_of


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
