"""Who at a meeting was a member that day: a complete list tells, any other only shows who was."""

from __future__ import annotations

import pytest

from ledger.vocabulary.meetings import AttendanceRecorded, MeetingHeld, Presence
from ledger.vocabulary.membership import MembershipEnded, MembershipListDeclared, MembershipStarted
from ledger.vocabulary.organisations import BodyEstablished
from ledger.vocabulary.people import PersonRegistered
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb
from ledger.vocabulary.votes import Ballot, Choice, VoteRecorded
from projections import Register
from projections.answers.question import Answer
from projections.nouns.attendance import MemberThere, members_there
from tests.projections.conftest import AskedOf

PANEL, HELD, RESOLVED = "body:panel", "meeting:panel/may", "resolution:panel/1"
IVY, SAM, ANN, TOM, LEE = (f"person:{name}" for name in ("ivy", "sam", "ann", "tom", "lee"))
COMPLETE = (MembershipListDeclared(body=PANEL, complete=True), "2018-01-01")
AGREED = Limb(verb=Verb.AGREED, text="Agreed.")
TOLD = [
    (BodyEstablished(body=PANEL, name="Rivers Panel"), "2014-05-01"),
    *((PersonRegistered(person=each, name=each), "2014-05-01") for each in (IVY, SAM, ANN, TOM, LEE)),
    (MembershipStarted(body=PANEL, member=IVY), "2014-05-06"),
    (MembershipStarted(body=PANEL, member=LEE), "2014-05-06"),
    (MembershipStarted(body=PANEL, member=SAM), "2014-05-06"),
    (MembershipEnded(body=PANEL, member=SAM), "2018-05-08"),
    (MeetingHeld(meeting=HELD, body=PANEL), "2018-05-09"),
    (AttendanceRecorded(meeting=HELD, person=IVY, presence=Presence.PRESENT), "2018-05-09"),
    (AttendanceRecorded(meeting=HELD, person=SAM, presence=Presence.PRESENT), "2018-05-09"),
    (AttendanceRecorded(meeting=HELD, person=ANN, presence=Presence.PRESENT, substitute_for=LEE), "2018-05-09"),
    (ResolutionPassed(resolution=RESOLVED, body=PANEL, meeting=HELD, text="Agreed.", limbs=(AGREED,)), "2018-05-09"),
    (
        VoteRecorded(
            resolution=RESOLVED,
            for_=4,
            ballots=tuple(Ballot(member=each, choice=Choice.FOR) for each in (IVY, SAM, ANN, TOM)),
        ),
        "2018-05-09",
    ),
]


def asked(register: Register) -> Answer[MemberThere]:
    return members_there.reply(register, {"meeting": HELD})


def test_a_complete_list_tells_who_was_no_member(asked_of: AskedOf) -> None:
    answer = asked(asked_of([*TOLD, COMPLETE])())

    assert {row.person: (row.member, row.votes) for row in answer.rows} == {
        IVY: ("yes", 1),
        SAM: ("no", 1),
        ANN: ("no", 1),
        TOM: ("no", 1),
        LEE: ("yes", 0),
    }
    [ann] = [row for row in answer.rows if row.person == ANN]
    assert (ann.substitute_for, ann.replaces_member) == (LEE, "yes")
    assert answer.sentence == (
        "5 people: 2 members that day, 3 not members; "
        "of 4 people who voted by name 2 not shown to be a member, or none."
    )


def test_a_list_that_is_not_known_to_be_complete_accuses_nobody(asked_of: AskedOf) -> None:
    members = {row.person: row.member for row in asked(asked_of(TOLD)()).rows}

    assert members == {IVY: "yes", SAM: "not shown", ANN: "not shown", TOM: "not shown", LEE: "yes"}


@pytest.mark.parametrize("on", ["2018", "[..2018-05]"])
def test_of_a_meeting_on_no_certain_day_everybody_is_only_possibly_a_member(asked_of: AskedOf, on: str) -> None:
    told = [(event, on if isinstance(event, MeetingHeld) else day) for event, day in [*TOLD, COMPLETE]]

    assert {row.member for row in asked(asked_of(told)()).rows if row.person in (IVY, SAM, LEE)} == {"possibly"}


def test_every_row_names_the_entries_of_the_attendance_the_seat_and_the_votes(asked_of: AskedOf) -> None:
    rows = {row.person: row.entries for row in asked(asked_of(TOLD)()).rows}

    assert rows[IVY] == (7, 12, 16)
    assert rows[TOM] == (16,)
