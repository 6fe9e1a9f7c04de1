"""The course of a meeting in its section: called, cancelled, broken off, resumed, past midnight; its agenda."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from ledger.entries.entry import Draft
from ledger.meeting_file import MeetingFile, read_text
from ledger.refusals import Refusals
from ledger.vocabulary.dates import when
from ledger.vocabulary.event import Event
from ledger.vocabulary.meetings import (
    AgendaItemListed,
    AttendanceRecorded,
    MeetingAdjourned,
    MeetingCalled,
    MeetingCancelled,
    MeetingHeld,
    MeetingResumed,
    Sitting,
)
from ledger.vocabulary.provenance import Source
from tests.meeting_file.conftest import SmallLedger

Read = Callable[..., MeetingFile]
Mistakes = Callable[..., list[str]]
ICB = "meeting:icb/2018-01-16"


def told(file: MeetingFile) -> list[tuple[Event, str]]:
    return [(draft.event, draft.occurred.text) for draft in file.drafts]


def meeting(read: Read, *lines: str) -> list[tuple[Event, str]]:
    return told(read("\n".join(["source: Minutes", "meeting:", *(f"  {line}" for line in lines)])))


def test_a_meeting_that_is_called_is_not_held(read: Read) -> None:
    assert meeting(read, "body: icb", "on: 2018-01-16", "time: 19:00", "number: 4", "called: 2018-01-09") == [
        (MeetingCalled(meeting=ICB, body="body:icb", number="4", called_for="2018-01-16T19:00"), "2018-01-09")
    ]


@pytest.mark.parametrize("cancelled", ["snow", "{reason: snow}"])
def test_a_meeting_that_is_cancelled_was_called(read: Read, cancelled: str) -> None:
    assert meeting(read, "body: icb", "on: 2018-01-16", f"cancelled: {cancelled}") == [
        (MeetingCalled(meeting=ICB, body="body:icb", called_for="2018-01-16"), "XXXX"),
        (MeetingCancelled(meeting=ICB, reason="snow"), "XXXX"),
    ]


def test_a_meeting_may_be_called_and_held_in_one_file(read: Read) -> None:
    events = meeting(read, "body: icb", "on: 2018-01-16", "called: yes", "present: clerk")

    assert [type(event) for event, _ in events] == [MeetingHeld, MeetingCalled, AttendanceRecorded]


def test_a_meeting_is_adjourned_on_its_day_and_what_was_done_at_it_lies_on_one_of_its_days(read: Read) -> None:
    file = read("""
        source: Minutes
        meeting:
          body: icb
          on: 2018-01-16
          inquorate: yes
          adjourned: {to: 2018-01-23, item: 7, reason: no quorum}
          resumed: 2018-01-23
        statements:
          - {resolved: That it be noted, id: one, verb: noted}
          - {resolved: That it be done, id: two, verb: agreed, on: 2018-01-23}
    """)

    held, adjourned, resumed, one, two = told(file)
    assert held == (MeetingHeld(meeting=ICB, body="body:icb", inquorate=True), "2018-01-16")
    assert adjourned == (MeetingAdjourned(meeting=ICB, to="2018-01-23", item="7", reason="no quorum"), "2018-01-16")
    assert resumed == (MeetingResumed(meeting=ICB), "2018-01-23")
    assert (one[1], two[1]) == ("[2018-01-16,2018-01-23]", "2018-01-23")


def test_what_was_done_at_a_meeting_past_midnight_was_done_on_its_day_unless_it_says_otherwise(read: Read) -> None:
    file = read("""
        source: Minutes
        meeting: {body: icb, on: 2018-01-16, time: 19:00, ended: 00:40}
        statements:
          - {resolved: That it be noted, id: one, verb: noted}
          - {resolved: That it be done, id: two, verb: agreed, on: 2018-01-17T00:30}
    """)

    assert file.drafts[0].event == MeetingHeld(meeting=ICB, body="body:icb", ended="00:40")
    assert [draft.occurred.text for draft in file.drafts] == ["2018-01-16T19:00", "2018-01-16", "2018-01-17T00:30"]


def test_sittings_give_the_days_of_the_meeting(read: Read) -> None:
    file = read("""
        source: Minutes
        meeting:
          body: icb
          sittings:
            - {on: 2018-01-16, from: 10:00, until: 12:30}
            - {on: 2018-01-17, from: 09:00, place: Town Hall}
        statements:
          - {resolved: That it be noted, id: one, verb: noted}
    """)

    (held, on), (_, noted) = told(file)
    assert held == MeetingHeld(
        meeting=ICB,
        body="body:icb",
        sittings=(
            Sitting(on="2018-01-16", begun="10:00", until="12:30"),
            Sitting(on="2018-01-17", begun="09:00", place="Town Hall"),
        ),
    )
    assert (on, noted) == ("2018-01-16T10:00", "[2018-01-16,2018-01-17]")


def test_a_meeting_is_adjourned_by_a_statement_of_its_own_minutes_on_its_day(read: Read) -> None:
    file = read("""
        source: Minutes
        meeting: {body: icb, id: icb/1, on: 2018-01-16}
        statements:
          - {adjourned: icb/1, sine die: yes}
    """)

    assert told(file)[1] == (MeetingAdjourned(meeting="meeting:icb/1", sine_die=True), "2018-01-16")


def test_who_presides_is_said_in_the_list_they_are_in_and_by_item_apart(read: Read) -> None:
    events = meeting(
        read,
        "body: icb",
        "on: 2018-01-16",
        "present: [paul-feven, angela-bhan: {remote: yes, arrived: 19:40}]",
        "presiding: [paul-feven, angela-bhan: {items: 7}, ade-adetosoye]",
    )

    attended = {"meeting": ICB}
    assert [event for event, _ in events[1:]] == [
        AttendanceRecorded(person="person:paul-feven", presiding=True, **attended),
        AttendanceRecorded(person="person:angela-bhan", remote=True, arrived="19:40", **attended),
        AttendanceRecorded(person="person:angela-bhan", presiding=True, items=("7",), **attended),
        AttendanceRecorded(person="person:ade-adetosoye", presiding=True, **attended),
    ]


def test_what_stands_under_an_item_takes_its_number_its_place_and_an_id_made_of_it(read: Read) -> None:
    file = read("""
        source: Minutes
        meeting:
          body: icb
          on: 2018-01-16
          agenda:
            - number: 7
              title: Care homes
              held over from: bromley-hwb/2015-10-08
              number there: 12
              statements:
                - {question: When?, id: first, by: paul-feven}
                - {question: And where?, supplementary to: first, from public: A. Reader}
                - {resolved: That it be noted, verb: noted}
            - Close
    """)

    item, first, second, noted, close = file.drafts[1:]
    assert item.event == AgendaItemListed(
        meeting=ICB,
        number="7",
        title="Care homes",
        held_over_from="meeting:bromley-hwb/2015-10-08",
        number_there="12",
    )
    assert [draft.subject for draft in (first, second, noted)] == [
        "question:first",
        "question:icb/2018-01-16/7/and-where",
        "resolution:icb/2018-01-16/7/that-it-be-noted",
    ]
    assert {(draft.event.item, draft.source.at) for draft in (first, second, noted)} == {("7", "item 7")}  # type: ignore[attr-defined]
    assert close.event == AgendaItemListed(meeting=ICB, title="Close")


def test_what_stands_under_a_closed_item_is_exempt_for_its_reason_unless_it_says_otherwise(read: Read) -> None:
    file = read("""
        source: Minutes
        meeting:
          body: icb
          on: 2018-01-16
          agenda:
            - number: 9
              title: A sale
              closed under: paragraph 3
              statements:
                - {resolved: That the site be sold, verb: agreed}
                - {resolved: That the sale be announced, verb: agreed, exempt: no}
    """)

    assert [draft.visibility for draft in file.drafts] == ["", "", "paragraph 3", ""]
    assert file.drafts[2].subject == "resolution:icb/2018-01-16/9/withheld-1"


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("7.30 pm", "19:30"),
        ("7pm", "19:00"),
        ("10.00 a.m.", "10:00"),
        ("12:15 pm", "12:15"),
        ("12 am", "00:00"),
        ("19.30", "19:30"),
        ("19:30 hours", "19:30"),
        ("noon", "12:00"),
    ],
)
def test_times_are_read_as_minutes_write_them(read: Read, written: str, time: str) -> None:
    ((_, on),) = meeting(read, "body: icb", "on: 2018-01-16", f"time: {written}")

    assert on == f"2018-01-16T{time}"


def test_a_meeting_is_adjourned_without_a_day_and_resumed_on_several(read: Read) -> None:
    events = meeting(
        read,
        "body: icb",
        "on: 2018-01-16",
        "adjourned: sine die",
        "resumed: [2018-01-23, 2018-01-30]",
        "present: clerk",
    )

    assert (MeetingAdjourned(meeting=ICB, sine_die=True), "2018-01-16") in events
    assert [on for event, on in events if isinstance(event, MeetingResumed)] == ["2018-01-23", "2018-01-30"]
    assert events[-1][1] == "[2018-01-16,2018-01-23,2018-01-30]"


def test_somebody_attends_in_several_capacities(read: Read) -> None:
    events = meeting(read, "body: icb", "on: 2018-01-16", "present: [clerk: {capacity: [Clerk, Monitoring Officer]}]")

    attended = events[-1][0]
    assert isinstance(attended, AttendanceRecorded)
    assert (attended.capacity, attended.further_capacities) == ("Clerk", ("Monitoring Officer",))


@pytest.mark.parametrize(
    ("meeting", "mistake"),
    [
        ("{body: icb, on: 2018-01-16, time: 7.30}", "'7.30' does not fit; expected: A time of day, as in 19:30"),
        ("{body: icb, on: 2018-01-16, time: 13 pm}", "'13 pm' does not fit"),
        ("{body: icb, on: 2018-01-16, ended: late}", "'late' does not fit; expected: When it ended: 22:10"),
        ("{body: icb, on: 2018-01, time: 19:00}", "began at 19:00, and its day is not told; write its one day"),
        ("{body: icb, on: 2018-01-16T18:00, time: 19:00}", "the time is told twice"),
        ("{body: icb, ended: 21:00}", "the meeting has no day"),
        ("{body: icb, on: 2018-01-16, resumed: yes}", "the meeting was resumed, and nobody says when"),
        ("{body: icb, on: 2018-01-16, cancelled: snow, present: clerk}", "the file tells present of it"),
        ("{body: icb, on: 2018-01-16, adjourned: {too: 2018-01-23}}", "unknown key 'too' in 'adjourned'"),
        ("{body: icb, on: 2018-01-16, adjourned: soon}", "cannot read the date 'soon'"),
        ("{body: icb, on: 2018-01-16, agenda: [{number: 7}]}", "'title' is missing in an item of the agenda"),
        ("{body: icb, on: 2018-01-16, agenda: [[7]]}", "expected an item of the agenda, found a list"),
        ("{body: icb, on: 2018-01-16, presiding: icb}", "'icb' is a body; expected a person"),
    ],
)
def test_a_mistake_in_the_course_of_a_meeting_is_told(mistakes: Mistakes, meeting: str, mistake: str) -> None:
    (said,) = mistakes(f"source: Minutes\nmeeting: {meeting}")

    assert said.startswith("minutes.yaml:2: ")
    assert mistake in said


MORNING = "{body: icb, on: 2018-01-16, time: 10:00, title: Ordinary meeting}"


def another(ledger: SmallLedger, meeting: str, source: str = "Minutes of the hearing", first: str = MORNING) -> str:
    """The id that a meeting gets where the same body has met on the day already."""
    known = read_text(f"source: Minutes\nmeeting: {first}", "first.yaml", ledger).drafts

    def told_of(subject: str) -> Sequence[Draft]:
        return [draft for draft in known if draft.subject == subject]

    return read_text(f"source: {source}\nmeeting: {meeting}", "m.yaml", ledger, told=told_of).drafts[0].subject


@pytest.mark.parametrize(
    ("meeting", "name"),
    [
        ("{body: icb, on: 2018-01-16, time: 19:00}", "icb/2018-01-16-1900"),
        ("{body: icb, on: 2018-01-16T19:00, title: Ordinary meeting}", "icb/2018-01-16-1900"),
        ("{body: icb, on: 2018-01-16, number: 2, title: Hearing}", "icb/2018-01-16-2"),
        ("{body: icb, on: 2018-01-16, time: 10:00}", "icb/2018-01-16"),
        ("{body: icb, on: 2018-01-16, title: Ordinary Meeting}", "icb/2018-01-16"),
        ("{body: icb, on: 2018-01-16, title: Hearing, id: icb/hearing}", "icb/hearing"),
        ("{body: icb, on: 2018-01-17}", "icb/2018-01-17"),
        ("{body: jice, on: 2018-01-16}", "jice/2018-01-16"),
    ],
)
def test_two_meetings_of_a_day_are_told_apart_by_time_or_number(ledger: SmallLedger, meeting: str, name: str) -> None:
    assert another(ledger, meeting) == f"meeting:{name}"


def test_the_same_document_says_it_of_the_same_meeting(ledger: SmallLedger) -> None:
    assert another(ledger, "{body: icb, on: 2018-01-16, title: Corrected}", source="Minutes") == ICB


@pytest.mark.parametrize(
    ("meeting", "words"),
    [
        ("{body: icb, on: 2018-01-16, title: Hearing}", "'Ordinary meeting' (first.yaml:2), and this is 'Hearing'"),
        ("{body: icb, on: 2018-01-16}", "if it is the same one, write 'id: icb/2018-01-16'"),
    ],
)
def test_where_nothing_tells_two_meetings_of_a_day_apart_the_clerk_is_asked(
    ledger: SmallLedger, meeting: str, words: str
) -> None:
    with pytest.raises(Refusals) as refused:
        another(ledger, meeting)

    assert words in str(refused.value.refusals[0])


def test_the_meeting_keeps_its_body_where_another_speaks_in_it(read: Read) -> None:
    file = read("""
        source: {document: Minutes, date: 2018-01-16}
        meeting: {body: icb, on: 2018-01-16}
        statements:
          - {remark: it is dear, by: bromley-hwb}
          - {question: when, by: lbb}
          - {commitment: to report, by: lbb-executive}
    """)

    assert [(draft.event.meeting, draft.occurred) for draft in file.drafts[1:]] == [  # type: ignore[attr-defined]
        (ICB, when("2018-01-16"))
    ] * 3
    assert file.source == Source(document="Minutes", date="2018-01-16")
