"""Meetings: called as the site lists them, cancelled or held as it says of them; their agenda, papers and attendance.

The words for a meeting's state are no closed list, so they are looked at word by word. A day that has passed does not
show that a meeting was held: its minutes do, or decisions, or somebody who was present.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain
from typing import Final
from xml.etree.ElementTree import Element

from ledger.imports.moderngov.agenda import agenda_item, attendance, presence_in
from ledger.imports.moderngov.answers import plain_text, read_answer, record, records, truth
from ledger.imports.moderngov.before import meeting_before
from ledger.imports.moderngov.british_dates import at_time, day_in
from ledger.imports.moderngov.folder import Folder, SavedAnswer
from ledger.imports.moderngov.html_text import text_of
from ledger.imports.moderngov.index import ListedMeeting, SiteIndex, TakenMeeting
from ledger.imports.records import Found, Item, Record, Removed, Unfit, Whole, safely, told, unfit, wholly
from ledger.refusals import Refusal
from ledger.vocabulary.dates import day_text, when
from ledger.vocabulary.decisions import DecisionMade
from ledger.vocabulary.meetings import (
    AgendaItemListed,
    AttendanceRecorded,
    MeetingAdjourned,
    MeetingCalled,
    MeetingCancelled,
    MeetingHeld,
    Presence,
)
from ledger.vocabulary.reports import ReportPresented

_CANCELLED: Final = ("cancel", "postpone", "withdrawn", "abandon", "will not be held")
_OF_A_MEETING: Final = (AgendaItemListed, AttendanceRecorded, ReportPresented)
"""What only the answer about a meeting tells of it, and all of that."""
_ADJOURNED: Final = "adjourn"


def listed_meetings(folder: Folder, index: SiteIndex) -> Iterator[Item]:
    """Takes in which meetings the site lists, whose each is, and since when it is listed; says only what is wrong."""
    newest: dict[str, list[str]] = {}
    for name in ("GetAllMeetingsByDate", "GetMeetings"):
        for answer in folder.take(name):
            try:
                root = read_answer(answer, "getmeetingsbydate", "getmeetings").root
            except Refusal as refusal:
                yield Unfit(refusal)
                continue
            numbers = [plain_text(each.text or "") for each in root.iter("meetingid")]
            counted = sum(int(each.text or 0) for each in root.iter("meetingscount") if (each.text or "").isdigit())
            if counted > len(numbers):
                yield unfit(
                    answer.place, f"it counts {counted} meetings and lists {len(numbers)}", "fetch them otherwise"
                )
            newest[f"{name} {answer.key}"] = numbers
            yield from _listed(answer, root, index)
    index.gone = _gone_from(newest.values(), index)


def _gone_from(newest: Collection[list[str]], index: SiteIndex) -> set[str]:
    """The meetings that no newest list has, though one is of a time in which their day lies."""
    listed = {number for numbers in newest for number in numbers}
    spans = []
    for numbers in newest:
        days = [each.on.earliest for number in numbers if (each := index.meetings.get(number)) and each.on]
        if days:
            spans.append((min(days), max(days)))
    return {
        number
        for number, each in index.meetings.items()
        if number not in listed and each.on and any(first <= each.on.earliest <= last for first, last in spans)
    }


def _listed(answer: SavedAnswer, root: Element, index: SiteIndex) -> Iterator[Item]:
    parents = {child: parent for parent in root.iter() for child in parent}
    for each, element in records(answer.place, root, "meeting"):
        try:
            number, committee = each.text("meetingid"), _committee(each, element, parents)
            before = index.meetings.get(number)
            if before is not None and before.committee != committee:
                index.of_two[number] = (before.committee, committee)
            on = day_in(each, "meetingdate")
            on = at_time(on, each.optional("meetingtime")) if on else None
            first = before.first_listed if before else answer.day
            index.meetings[number] = ListedMeeting(committee, on, each.optional("meetingstatus"), first)
        except Refusal as refusal:
            yield Unfit(refusal.at(each.place))


def _committee(record: Record, element: Element, parents: dict[Element, Element]) -> str:
    """The number of the committee that a meeting is of, as it says itself or as what it stands within says."""
    above, given = parents.get(element), record.optional("committeeid")
    while above is not None and not given:
        if above.tag == "committee":
            given = next(filter(None, (plain_text(above.findtext(name) or "") for name in ("committeeid", "id"))), "")
        above = parents.get(above)
    if not given:
        raise Refusal("it does not say of which committee it is", "fetch the meetings of each committee")
    return given


def meetings(folder: Folder, index: SiteIndex) -> Iterator[Item]:
    """Each meeting with what was before it; those of which the site's list alone tells follow."""
    told_of: set[str] = set()
    for answer in folder.take("GetMeeting"):
        try:
            found = read_answer(answer, "meeting", "getmeeting")
            if found.is_recoded:
                yield Found("answers in another encoding than they say: read as they are")
            root = next(found.root.iter("meeting"), found.root)
            given = record(answer.place, root)
            if answer.key in index.gone:
                yield from _gone(answer.key, answer, index)
            else:
                yield from _meeting(answer, given, root, index)
            told_of.add(answer.key)  # of what was refused, the list may still say something
        except Refusal as refusal:
            yield Unfit(refusal.at(answer.place))
    for number in index.meetings:
        if number not in told_of:
            try:
                only = _gone if number in index.gone else _only_listed
                yield from only(number, _of_list(folder, number, index), index)
            except Refusal as refusal:
                yield Unfit(refusal.at(f"meeting {number}"))


def _meeting(answer: SavedAnswer, given: Record, root: Element, index: SiteIndex) -> Iterator[Item]:
    number = answer.key
    if given.optional("meetingid") not in ("", number):
        raise Refusal(f"it is the answer about the meeting {given.optional('meetingid')}", "fetch it anew")
    listed = _whose(number, index)
    on = day_in(given, "meetingdate")
    on = at_time(on, given.optional("meetingtime")) if on else listed.on
    if on is None:
        raise Refusal("it has no date", "ask the council when it is")
    items = list(records(answer.place, root, "agendaitem"))
    attendees = list(records(answer.place, root, "attendee"))
    is_held = _is_held(given, [each for each, _ in items], [each for each, _ in attendees])
    body = index.subject("body", listed.committee)
    there = tuple(each.optional("memberid") for each, _ in attendees)
    state, place = given.optional("meetingstatus") or listed.state, given.optional("meetinglocation")
    subject, is_off = index.subject("meeting", number), _is_cancelled(state)
    meeting = TakenMeeting(answer, number, subject, listed.committee, body, on, is_held, there, is_off)
    index.told_meetings[number] = meeting
    yield from _course(meeting, state, place, listed, index)
    told_of_it = (
        *(safely(agenda_item(meeting, each, element, index), each.place) for each, element in items),
        *(safely(attendance(meeting, each, index), each.place) for each, _ in attendees),
    )
    yield from wholly(chain.from_iterable(told_of_it), Whole(meeting.subject, _OF_A_MEETING))


def _whose(number: str, index: SiteIndex) -> ListedMeeting:
    """A meeting as the site lists it.

    Raises:
        Refusal: no list has it, or it is listed under two committees.
    """
    if number in index.of_two:
        one, other = index.of_two[number]
        problem = f"it is listed under the committees {one} and {other}, and a meeting is one body's"
        raise Refusal(problem, "record it by hand")
    listed = index.meetings.get(number)
    if listed is None or listed.committee not in index.committees:
        whose = "no list of meetings has it" if listed is None else f"no list has its committee {listed.committee}"
        raise Refusal(f"whose meeting it is, is not told: {whose}", "fetch the lists too")
    return listed


def _is_held(given: Record, items: list[Record], attendees: list[Record]) -> bool:
    """Whether an answer shows that its meeting took place."""
    if truth(given, "minutepublished"):
        return True
    done = ("minutesnonemptyhtmlbody", "decisionnonemptyhtmlbody")
    if any(text_of(each.values.get(key, "")) for each in items for key in done):
        return True
    return any(presence_in(each.optional("attendance")) is Presence.PRESENT for each in attendees)


def _of_list(folder: Folder, number: str, index: SiteIndex) -> SavedAnswer:
    """The list as the answer about a meeting that nothing else describes."""
    day = index.meetings[number].first_listed
    return SavedAnswer("GetAllMeetingsByDate", number, day, f"meeting {number}", folder.path)


def _gone(number: str, answer: SavedAnswer, index: SiteIndex) -> Iterator[Item]:
    """A meeting that the site has listed and lists no more: it is as if it had never been there."""
    yield Found("meetings that the site lists no more: not told")
    subject = index.subject("meeting", number)
    yield Removed(index.draft(answer, MeetingCancelled(meeting=subject), at=f"meeting {number}"))
    yield Whole(subject, (*_OF_A_MEETING, DecisionMade))


def _only_listed(number: str, answer: SavedAnswer, index: SiteIndex) -> Iterator[Item]:
    """A meeting that a list names and nothing describes: it was called, and perhaps cancelled."""
    listed = _whose(number, index)
    if listed.on is None:
        raise Refusal("it has no date", "ask the council when it is")
    is_as_before = not (_is_cancelled(listed.state) or _ADJOURNED in listed.state.casefold())
    if is_as_before and (before := meeting_before(number, listed, answer, index)) is not None:
        yield Found("meetings of which the answer is not there now: as they were told before")
        index.told_meetings[number] = before
        return
    subject, body = index.subject("meeting", number), index.subject("body", listed.committee)
    meeting = TakenMeeting(
        answer, number, subject, listed.committee, body, listed.on, False, (), _is_cancelled(listed.state)
    )
    index.told_meetings[number] = meeting
    yield from _course(meeting, listed.state, "", listed, index)


def _is_cancelled(state: str) -> bool:
    return any(word in state.casefold() for word in _CANCELLED)


def _course(meeting: TakenMeeting, state: str, place: str, listed: ListedMeeting, index: SiteIndex) -> Iterator[Item]:
    """Called, and what became of it."""
    last = min(filter(None, (listed.first_listed, meeting.on.latest)))
    announced = when(f"[..{day_text(last)}]")
    url = index.address("meeting", meeting.number)
    called = MeetingCalled(meeting=meeting.subject, body=meeting.body, called_for=meeting.on.text, place=place)
    page, at = url if index.site else "", f"meeting {meeting.number}"
    yield told(index.draft(meeting.answer, called, announced, at=at, by=meeting.body, url=page))
    by_its_day = when(f"[..{day_text(meeting.on.latest)}]")
    if _is_cancelled(state):
        cancelled = MeetingCancelled(meeting=meeting.subject, reason=state)
        yield told(index.draft(meeting.answer, cancelled, by_its_day, at=at, by=meeting.body))
    if meeting.is_held:
        held = MeetingHeld(meeting=meeting.subject, body=meeting.body, place=place, identifiers={"moderngov": url})
        yield told(index.draft(meeting.answer, held, meeting.on, at=at, by=meeting.body))
    if _ADJOURNED in state.casefold():
        adjourned = MeetingAdjourned(meeting=meeting.subject, reason=state)
        yield told(index.draft(meeting.answer, adjourned, meeting.on, at=at, by=meeting.body))
