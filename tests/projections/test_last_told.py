"""What has no end says when it was last told; what nobody has mentioned for years is only possible, if asked so."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.vocabulary.dates import day_number, when
from ledger.vocabulary.meetings import AttendanceRecorded, MeetingHeld, Presence
from ledger.vocabulary.membership import MembershipEnded, MembershipStarted, OfficeAssigned
from ledger.vocabulary.organisations import BodyEstablished
from ledger.vocabulary.people import PersonRegistered
from projections.answers.question import Answer, CannotAsk
from projections.last_told import is_stale, latest
from projections.nouns.body import Seat, members
from tests.projections.conftest import AskedOf

PANEL, IVY, SAM, ANN = "body:panel", "person:ivy", "person:sam", "person:ann"
TOLD = [
    (BodyEstablished(body=PANEL, name="Rivers Panel"), "2014-05-01"),
    *((PersonRegistered(person=each, name=each), "2014-05-01") for each in (IVY, SAM, ANN)),
    (MembershipStarted(body=PANEL, member=IVY), "2014-05-06"),
    (OfficeAssigned(body=PANEL, holder=IVY, office="chair"), "2014-05-06"),
    (MembershipStarted(body=PANEL, member=SAM), "2014-05-06"),
    (MembershipStarted(body=PANEL, member=ANN), "2014-05-06"),
    (MembershipEnded(body=PANEL, member=ANN), "2016-05-04"),
    (MeetingHeld(meeting="meeting:panel/one", body=PANEL), "2018-02-01"),
    (AttendanceRecorded(meeting="meeting:panel/one", person=IVY, presence=Presence.APOLOGIES), "2018-02-01"),
    (AttendanceRecorded(meeting="meeting:panel/one", person=SAM, presence=Presence.IN_ATTENDANCE), "2018-02-01"),
]


@pytest.fixture
def asked(asked_of: AskedOf) -> Answer[Seat]:
    return members.reply(asked_of(TOLD)("2020-01-01"), {"body": "panel"})


def test_a_seat_was_last_told_when_its_member_was_last_expected_at_a_meeting(asked: Answer[Seat]) -> None:
    told = {(row.member, row.seat): str(row.last_told) for row in asked.rows}

    assert told == {(IVY, "chair"): "2018-02-01", (IVY, "member"): "2018-02-01", (SAM, "member"): "2014-05-06"}


def test_people_are_shown_one_row_for_a_person(asked: Answer[Seat]) -> None:
    assert asked.for_people is not None
    assert [(row.member, row.seats) for row in asked.for_people.rows] == [
        (IVY, ("chair", "member")),
        (SAM, ("member",)),
    ]
    assert asked.sentence.startswith("2 members; the list of members is not known")


def test_what_ended_is_not_last_told(asked_of: AskedOf) -> None:
    [ann] = [row for row in members.reply(asked_of(TOLD)(), {"body": "panel"}).rows if row.member == ANN]

    assert (str(ann.until), ann.last_told) == ("2016-05-04", None)


def test_what_nobody_has_mentioned_for_so_many_years_is_only_possible(asked_of: AskedOf) -> None:
    at = asked_of(TOLD)

    found = members.reply(at("2020-01-01"), {"body": "panel", "stale_after": 3})
    assert {(row.member, row.certainty) for row in found.rows} == {(IVY, "yes"), (SAM, "possibly")}
    with pytest.raises(CannotAsk, match="--as-at a day"):
        members.reply(at(), {"body": "panel", "stale_after": 3})


def test_of_imprecise_days_the_last_that_it_may_be_counts() -> None:
    day = day_number(date(2020, 2, 29))

    assert not is_stale(when("2017-02"), day, 3)
    assert is_stale(when("2017-01"), day, 3)
    assert is_stale(when("XXXX"), day, 3)
    assert not is_stale(when("2016"), day, 4000)
    assert str(latest(when("XXXX"), [when("2015"), when("[..2016-03]")])) == "by 2016-03"
