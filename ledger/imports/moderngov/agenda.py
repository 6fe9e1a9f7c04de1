"""What was before a meeting: its agenda, the papers under it, what was decided of an item; and who attended.

What a site shows to its members alone is kept from the public here too. An item that stands without a number is a
heading.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from ledger.imports.moderngov.answers import records, truth
from ledger.imports.moderngov.before import with_its_page
from ledger.imports.moderngov.html_text import text_of
from ledger.imports.moderngov.index import RESTRICTED, SiteIndex, TakenMeeting
from ledger.imports.records import Aside, Item, Record, safely, told
from ledger.vocabulary.decisions import DecisionKind, DecisionMade
from ledger.vocabulary.meetings import AgendaItemListed, AttendanceRecorded, Presence
from ledger.vocabulary.provenance import PUBLIC, Standing
from ledger.vocabulary.reports import ReportPresented

_PRESENCE: Final = (
    ("apolog", Presence.APOLOGIES),
    ("absent", Presence.ABSENT),
    ("not present", Presence.ABSENT),
    ("not attend", Presence.ABSENT),
    ("in attendance", Presence.IN_ATTENDANCE),
    ("present", Presence.PRESENT),
    ("attended", Presence.PRESENT),
)
"""Words that tell how somebody attended; the first that is found counts."""
_EXPECTED: Final = "expected"
_REMOTE: Final = ("virtual", "remote", "online")
_NO_NUMBER: Final = ("", "0")


def agenda_item(meeting: TakenMeeting, item: Record, element: Element, index: SiteIndex) -> Iterator[Item]:
    """An item with its papers, and what was decided of it."""
    title, number = item.optional("agendaitemtitle"), item.optional("agendaitemnumber")
    shown = item.optional("fulldisplaynumberformat").rstrip(". ") or number
    if not title or number in _NO_NUMBER:
        yield Aside("headings between agenda items")
        shown = ""
    elif title:
        restricted = truth(item, "isrestricted")
        event = AgendaItemListed(
            meeting=meeting.subject,
            title=title,
            number=shown,
            in_public=None if restricted is None else not restricted,
            identifiers={"moderngov": item.text("agendaitemid")},
        )
        at = f"meeting {meeting.number} item {item.text('agendaitemid')}"
        yield told(index.draft(meeting.answer, event, meeting.on, at=at, by=meeting.body))
        yield from _decision(meeting, item, index)
    for document, _ in records(item.place, element, "linkeddoc"):
        in_private = bool(truth(item, "isrestricted"))
        yield from safely(_document(meeting, document, shown, in_private, index), document.place)


def _decision(meeting: TakenMeeting, item: Record, index: SiteIndex) -> Iterator[Item]:
    """What was decided of an item, in the words of the answer; its page, where that was saved, tells more."""
    text = text_of(item.values.get("decisionnonemptyhtmlbody", ""))
    if not text or truth(item, "isdecision") is False or truth(item, "isdecisionpublished") is False:
        return
    number = item.text("agendaitemid")
    if f"item-{number}" in index.decision_pages:
        return
    kind = DecisionKind.EXECUTIVE if index.is_executive(meeting.committee) else DecisionKind.OTHER
    event = DecisionMade(
        decision=index.subject("decision", f"item-{number}"),
        text=Record(item.place, {"decision": text}).text("decision"),
        by=meeting.body,
        kind=kind,
        meeting=meeting.subject,
    )
    event, before = with_its_page(event, index)
    visibility = RESTRICTED if truth(item, "isrestricted") else PUBLIC
    at, on = f"decision item-{number}", before.occurred if before else meeting.on
    yield told(index.draft(meeting.answer, event, on, at=at, by=meeting.body, visibility=visibility))


def _document(meeting: TakenMeeting, document: Record, item: str, in_private: bool, index: SiteIndex) -> Iterator[Item]:
    number, title = document.text("attachmentid"), document.text("title")
    event = ReportPresented(
        report=index.subject("report", f"{meeting.number}-{number}"),
        title=title,
        to=meeting.body,
        meeting=meeting.subject,
        item=item,
    )
    is_restricted = in_private or truth(document, "isrestricted") is True
    yield told(
        index.draft(
            meeting.answer,
            event,
            meeting.on,
            at=f"meeting {meeting.number} document {number}",
            standing=meeting.standing,
            by=meeting.body,
            visibility=RESTRICTED if is_restricted else PUBLIC,
            url=document.optional("url") if not is_restricted else "",
        )
    )


def attendance(meeting: TakenMeeting, attendee: Record, index: SiteIndex) -> Iterator[Item]:
    """How somebody attended, or was expected to."""
    number, words = attendee.optional("memberid"), attendee.optional("attendance")
    if number in ("", "0", "-1"):
        yield Aside("attendees without a number: names alone tell nobody from a namesake")
        return
    yield from index.person(meeting.answer, attendee, number, attendee.text("name"))
    is_expected = words.casefold() == _EXPECTED and not meeting.is_cancelled
    presence = Presence.PRESENT if is_expected else presence_in(words)
    if presence is None:
        yield Aside(f"attendance in the words '{words[:40]}'" if words else "attendance that is not told")
        return
    role = attendee.optional("roledescription") or attendee.optional("membertype")
    event = AttendanceRecorded(
        meeting=meeting.subject,
        person=index.subject("person", number),
        presence=presence,
        remote=True if any(word in words.casefold() for word in _REMOTE) else None,
        capacity=role,
        further_capacities=tuple(filter(None, (attendee.optional("representing"),))),
    )
    at = f"meeting {meeting.number} attendee {number}"
    standing = Standing.EXPECTED if is_expected else Standing.REPORTED
    yield told(index.draft(meeting.answer, event, meeting.on, at=at, by=meeting.body, standing=standing))


def presence_in(words: str) -> Presence | None:
    """How somebody attended; None where the words do not say, or say that they were expected."""
    plain = words.casefold()
    return next((presence for word, presence in _PRESENCE if word in plain), None)
