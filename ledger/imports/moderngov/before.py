"""What earlier imports of a site have told, where an answer or a page of it is not there now, or cannot be read.

A list says less of a meeting than the answer about it, and an agenda less of a decision than its page: what only these
told stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from ledger.entries.entry import Entry
from ledger.imports.former import Former
from ledger.imports.moderngov.folder import SavedAnswer
from ledger.imports.moderngov.index import ListedMeeting, SiteIndex, TakenMeeting
from ledger.vocabulary.decisions import DecisionMade
from ledger.vocabulary.meetings import AttendanceRecorded, MeetingCalled, MeetingHeld


def site_before(former: Former, register: str) -> str:
    """The address of the site, by which it called its committees; empty where it was not known."""
    for entry in former.introduced("body", register):
        address: str = getattr(entry.event, "identifiers", {}).get("moderngov", "")
        return address.rpartition("/")[0]
    return ""


def meeting_before(number: str, listed: ListedMeeting, answer: SavedAnswer, index: SiteIndex) -> TakenMeeting | None:
    """A meeting as the answer about it told, if it did, and if the list still has it on the same day."""
    told = index.former.of_subject(index.subject("meeting", number))
    held = next((e for e in told if isinstance(e.event, MeetingHeld)), None)
    called = next((e.event for e in told if isinstance(e.event, MeetingCalled)), None)
    on = held.occurred if held else listed.on
    if listed.on is None or on != listed.on or called is None or called.called_for != listed.on.text:
        return None
    if held is None and not called.place:
        return None  # a list told of it before, too
    there = (e.event.person.rpartition("/")[2] for e in told if isinstance(e.event, AttendanceRecorded))
    subject, body = index.subject("meeting", number), index.subject("body", listed.committee)
    return TakenMeeting(answer, number, subject, listed.committee, body, on, held is not None, tuple(there))


def with_its_page(event: DecisionMade, index: SiteIndex) -> tuple[DecisionMade, Entry | None]:
    """A decision in the words of the agenda, with what its page told of it before; and the entry that did."""
    told = index.former.introduction(event.decision)
    if told is None or not isinstance(told.event, DecisionMade) or told.event.text != event.text:
        return event, None
    return replace(told.event, kind=event.kind, by=event.by, meeting=event.meeting), told


def projects_before(decision: str, index: SiteIndex) -> Iterable[str]:
    """The projects that a decision was on by the pages of issues that are not there now."""
    told = index.former.introduction(decision)
    here = {index.subject("project", each) for each in index.issues}
    return (
        [each for each in told.event.projects if each not in here]
        if told and isinstance(told.event, DecisionMade)
        else []
    )
