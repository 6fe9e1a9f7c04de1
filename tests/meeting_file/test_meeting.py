"""The meeting section: who met, when, who was there and in whose place."""

from collections.abc import Callable

import pytest

from ledger.meeting_file import MeetingFile
from ledger.meeting_file.meeting import FileMeeting
from ledger.vocabulary.dates import UNKNOWN, when
from ledger.vocabulary.meetings import AttendanceRecorded, MeetingHeld, Presence
from ledger.vocabulary.projects import ProjectConsidered
from ledger.vocabulary.provenance import Standing
from ledger.vocabulary.questions import RemarkMade
from ledger.vocabulary.reports import MinutesConfirmed
from ledger.vocabulary.resolutions import ResolutionPassed
from ledger.vocabulary.sums import SumStated

Read = Callable[..., MeetingFile]
Mistakes = Callable[..., list[str]]


def test_a_meeting_is_called_after_its_body_and_its_day(read: Read) -> None:
    minutes = read("""
        source: Minutes of the Board
        meeting: {body: bromley-hwb, on: 2015-10-08, place: Civic Centre, in public: yes, title: Part 1}
    """)

    (held,) = minutes.drafts
    assert held.event == MeetingHeld(
        meeting="meeting:bromley-hwb/2015-10-08",
        body="body:bromley-hwb",
        place="Civic Centre",
        in_public=True,
        title="Part 1",
    )
    assert held.occurred == when("2015-10-08")
    assert held.place == "minutes.yaml:3"


@pytest.mark.parametrize(
    ("meeting", "name"),
    [
        ("{body: icb}", "icb/minutes-of-the-board"),
        ("{body: icb, date: '[2016-12..2019-01]'}", "icb/minutes-of-the-board"),
        ("{body: icb, date: 2016-12-01, id: icb/december}", "icb/december"),
    ],
)
def test_a_meeting_without_an_exact_day_is_called_after_its_document(read: Read, meeting: str, name: str) -> None:
    minutes = read(f"source: Minutes of the Board\nmeeting: {meeting}")

    assert minutes.drafts[0].subject == f"meeting:{name}"


def test_everybody_who_attended_is_recorded_with_how(read: Read) -> None:
    minutes = read("""
        source: Minutes
        meeting:
          body: icb
          on: 2018-01-16
          present:
            - ade-adetosoye
            - paul-feven: {substitute for: graham-mackenzie, capacity: Interim Joint Director, items: [7, 8]}
          apologies: graham-mackenzie
          in attendance:
            - clerk: {at: page 1}
    """)

    attended = [(draft.event, draft.place) for draft in minutes.drafts[1:]]
    meeting = "meeting:icb/2018-01-16"
    assert attended == [
        (AttendanceRecorded(meeting=meeting, person="person:ade-adetosoye"), "minutes.yaml:7"),
        (
            AttendanceRecorded(
                meeting=meeting,
                person="person:paul-feven",
                substitute_for="person:graham-mackenzie",
                capacity="Interim Joint Director",
                items=("7", "8"),
            ),
            "minutes.yaml:8",
        ),
        (
            AttendanceRecorded(meeting=meeting, person="person:graham-mackenzie", presence=Presence.APOLOGIES),
            "minutes.yaml:9",
        ),
        (
            AttendanceRecorded(meeting=meeting, person="person:clerk", presence=Presence.IN_ATTENDANCE),
            "minutes.yaml:11",
        ),
    ]
    assert {draft.occurred for draft in minutes.drafts} == {when("2018-01-16")}
    assert minutes.drafts[-1].source.at == "page 1"


def test_what_was_done_at_a_meeting_of_two_days_was_done_on_some_day_of_it(read: Read) -> None:
    minutes = read("""
        source: {document: Minutes}
        meeting: {body: icb, on: 2018-01-16/2018-01-17, present: [graham-mackenzie]}
        statements:
          - {resolved: That it be noted, id: noted, verb: noted}
          - {resolved: That it be done, id: done, verb: agreed, on: 2018-01-17}
    """)

    assert [draft.occurred.text for draft in minutes.drafts] == [
        "2018-01-16/2018-01-17",
        "[2018-01-16..2018-01-17]",
        "[2018-01-16..2018-01-17]",
        "2018-01-17",
    ]


def test_a_meeting_that_is_recorded_already_is_named_only(read: Read) -> None:
    minutes = read("""
        source: Supplementary paper
        meeting: bromley-hwb/2015-10-08
        statements:
          - considered: icn
            by: bromley-hwb
    """)

    (considered,) = minutes.drafts
    assert considered.event == ProjectConsidered(
        project="project:icn", by="body:bromley-hwb", meeting="meeting:bromley-hwb/2015-10-08"
    )
    assert considered.occurred == UNKNOWN


@pytest.mark.parametrize(
    ("meeting", "mistake"),
    [
        ("{on: 2018-01-16}", "'body' is missing in the meeting; add 'body: ' and a body"),
        (
            "{body: icb, on: 2018, date: 2018}",
            "both 'on' and 'date' are given; keep one of them: they mean the same date",
        ),
        ("{body: ibc}", "unknown body 'ibc'; did you mean 'icb'?"),
        (
            "{body: icb, exempt: yes}",
            "'exempt: yes' gives no reason; write the reason, for example the paragraph of the Act",
        ),
        ("[[icb]]", "expected a meeting, found a list; say at least which body met"),
        ("icb/2018", "unknown meeting 'icb/2018'; record the meeting first"),
        (
            "{body: icb, present: [ade]}",
            "unknown person 'ade'; register the person first, as `govledger person add` does",
        ),
        ("{body: icb, present: [icb]}", "'icb' is a body; expected a person"),
        ("{body: icb, present: [[clerk]]}", "expected a person, found a list; give one value"),
        (
            "{body: icb, absent: [clerk: on leave]}",
            "expected a mapping, found the text 'on leave'; write {substitute for: a-person}, or the like",
        ),
        (
            "{body: icb, present: [clerk: {substitute: paul-feven}]}",
            "unknown key 'substitute' in 'present'; did you mean 'substitute for'? allowed: substitute for, presiding, "
            "remote, arrived, left, capacity, further capacities, items, at, standing, stated by, note, exempt, "
            "although, drafted by, confirmed by, date standing, quote, personal",
        ),
    ],
)
def test_a_mistake_in_the_meeting_is_told(mistakes: Mistakes, meeting: str, mistake: str) -> None:
    assert mistakes(f"source: Minutes\nmeeting: {meeting}") == [f"minutes.yaml:2: {mistake}"]


def test_a_meeting_of_an_unknown_body_makes_no_mistakes_of_the_statements_in_it(mistakes: Mistakes) -> None:
    told = mistakes("""
        source: Minutes
        meeting: {body: the-committee}
        statements:
          - {resolved: That it be noted, verb: noted}
          - considered: icn
            by: icb
    """)

    assert told == [
        "minutes.yaml:3: unknown body 'the-committee'; register the body first, as `govledger body add` does"
    ]


SITTING = FileMeeting("meeting:icb/1", "body:icb", when("2018-01-16"))


def test_a_resolution_takes_the_meeting_and_its_body() -> None:
    assert SITTING.lent(ResolutionPassed, {"text": "x"}) == {"body": "body:icb", "meeting": "meeting:icb/1"}


@pytest.mark.parametrize(
    ("fields", "saw"),
    [
        ({"by": "body:icb"}, True),
        ({"by": "person:paul-feven"}, True),
        ({"by": "body:lbb-executive"}, False),
        ({"by": "organisation:lbb"}, False),
        ({"by": "body:icb", "meeting": "meeting:icb/2"}, False),
        ({"by": "body:lbb-executive", "meeting": "meeting:icb/1"}, True),
    ],
)
def test_what_another_body_did_it_did_not_do_in_this_meeting(fields: dict[str, str], saw: bool) -> None:
    assert SITTING.saw(ProjectConsidered, fields) is saw


def test_minutes_are_confirmed_at_this_meeting_and_are_those_of_an_earlier_one() -> None:
    earlier, own = {"meeting": "meeting:icb/0"}, {"meeting": "meeting:icb/1"}

    assert SITTING.lent(MinutesConfirmed, earlier) == {"confirmed_at": "meeting:icb/1"}
    assert SITTING.lent(MinutesConfirmed, own) == {}


@pytest.mark.parametrize(("on", "lent"), [("2017-06", {}), ("[2017-06..2018-02]", {"meeting": "meeting:icb/1"})])
def test_what_was_said_before_the_meeting_was_not_said_in_it(on: str, lent: dict[str, str]) -> None:
    assert SITTING.lent(RemarkMade, {"text": "too little is told"}, when(on)) == lent


def test_who_pays_a_sum_did_not_state_it_in_another_meeting() -> None:
    assert SITTING.saw(SumStated, {"by": "organisation:lbb"})


@pytest.mark.parametrize("key", ["date", "on"])
def test_a_date_that_is_inferred_for_the_file_is_inferred_for_all_that_was_done_in_the_meeting(
    read: Callable[..., MeetingFile], key: str
) -> None:
    told = read(f"""\
        source: {{document: Minutes}}
        date standing: inferred
        meeting:
          body: icb
          {key}: "[2016-12..2019-01]"
          present: [angela-bhan]
        statements:
          - considered: icn
            by: icb
          - considered: bromley-well
            by: icb
            on: 2018-05-14
        """)

    assert [draft.date_standing for draft in told.drafts] == [*[Standing.INFERRED] * 3, None]
