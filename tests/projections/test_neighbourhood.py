"""What is looked at around new entries: with as many questions for a hundred of them as for two."""

from __future__ import annotations

from ledger import Ledger
from ledger.entries.entry import Draft
from ledger.vocabulary.dates import when
from ledger.vocabulary.meetings import AttendanceRecorded, MeetingHeld
from ledger.vocabulary.membership import MembershipStarted
from ledger.vocabulary.organisations import BodyEstablished
from ledger.vocabulary.people import PersonRegistered
from ledger.vocabulary.provenance import Source
from projections import ALL, Projector
from projections.flags.neighbourhood import Neighbourhood, around

MINUTES = Source(document="Minutes of the parish meeting")
PARISH = "body:parish"


def joined(number: int) -> list[Draft]:
    person = f"person:{number}"
    told = (
        PersonRegistered(person=person, name=f"Parishioner {number}"),
        MembershipStarted(body=PARISH, member=person),
        AttendanceRecorded(meeting="meeting:spring", person=person),
    )
    return [Draft(event=event, source=MINUTES, occurred=when("2031-05-06")) for event in told]


def test_of_many_new_members_no_more_is_asked_than_of_two(sqlite_ledger_url: str) -> None:
    founded = (
        BodyEstablished(body=PARISH, name="Parish Meeting", kind="board"),
        MeetingHeld(meeting="meeting:spring", body=PARISH),
    )
    with Ledger(sqlite_ledger_url, recorder="clerk", alongside=lambda datastore: Projector(datastore, ALL)) as ledger:
        ledger.record([Draft(event=event, source=MINUTES, occurred=when("2031-05-06")) for event in founded])
        asked, found = [], []
        for numbers in (range(2), range(2, 102)):
            recorded = ledger.record([draft for number in numbers for draft in joined(number)]).recorded
            register = Neighbourhood(None, recorded[-1].position, ledger.datastore)
            found.append(around(register, recorded))
            asked.append(len(register.memory.rows))

    assert asked[0] == asked[1]
    assert all({PARISH, "meeting:spring"} <= {*subjects} for subjects in found)
