"""What a question will ask of several tables is read together, and answered as if it were asked one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ledger.vocabulary.identity import SubjectSameAs
from ledger.vocabulary.meetings import AttendanceRecorded, MeetingHeld
from ledger.vocabulary.organisations import BodyEstablished
from ledger.vocabulary.people import PersonRegistered
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb
from projections.bodies import BODIES
from projections.decisions.resolutions import RESOLUTIONS
from projections.engine.register import Gathering, Lookup, Register, learn_together
from projections.meetings import ATTENDANCE, MEETINGS
from projections.people import PEOPLE
from tests.projections.conftest import AskedOf
from tests.projections.stories import Statement

BOARD, HELD, IVY = "body:board", "meeting:board/one", "person:ivy"
TOLD: list[Statement] = [
    (BodyEstablished(body=BOARD, name="Board", seats=5), "2018"),
    (BodyEstablished(body="body:old-board", name="The Board"), "2017"),
    (SubjectSameAs(kept=BOARD, other="body:old-board"), "XXXX"),
    (PersonRegistered(person=IVY, name="Ivy", also=("Miss Ivy", "I.")), "XXXX"),
    (MeetingHeld(meeting=HELD, body="body:old-board"), "2018-03-01"),
    (AttendanceRecorded(meeting=HELD, person=IVY, remote=True), "2018-03-01"),
    (
        ResolutionPassed(
            resolution="resolution:noted",
            body=BOARD,
            meeting=HELD,
            text="That it be noted",
            limbs=(Limb(verb=Verb.NOTED, text="it"),),
        ),
        "2018-03-01",
    ),
]
LOOKUPS = (
    Lookup(BODIES, in_force=False),
    Lookup(PEOPLE, stream=IVY),
    Lookup.by(MEETINGS, "body", BOARD),
    Lookup.by(ATTENDANCE, "stream", (HELD, "meeting:never")),
    Lookup.by(RESOLUTIONS, "meeting", HELD),
    Lookup.by(RESOLUTIONS, "body", "body:nobody"),
)


def asked(register: Register, lookup: Lookup) -> list[Any]:
    return register.rows(lookup.projection, in_force=lookup.in_force, stream=lookup.stream, **lookup.equals)


def test_what_is_read_ahead_is_what_would_be_read_one_by_one(asked_of_either: AskedOf) -> None:
    at = asked_of_either(TOLD)

    for day in ("2018-06-01", "2018-02-01", None):
        ahead = at(day)
        ahead.read_ahead(*LOOKUPS)
        found = [asked(ahead, each) for each in LOOKUPS]
        assert found == [asked(at(day), each) for each in LOOKUPS]
        assert [len(each) for each in found][-1] == 0


def test_what_was_read_ahead_is_given_once_and_to_this_register_alone(asked_of_either: AskedOf) -> None:
    register = asked_of_either(TOLD)("2018-06-01")
    register.read_ahead(*LOOKUPS)

    earlier = replace(register, as_at=register.as_at - 200 if register.as_at else None)

    assert asked(earlier, LOOKUPS[4]) == []
    assert len(asked(register, LOOKUPS[4])) == len(asked(register, LOOKUPS[4])) == 1


def test_while_nothing_is_asked_twice_rows_are_kept_for_each_moment(asked_of_either: AskedOf) -> None:
    register = asked_of_either(TOLD)("2018-06-01")
    earlier = replace(register, as_at=register.as_at - 200 if register.as_at else None)

    with register.datastore.asking_once():
        register.read_ahead(*LOOKUPS)
        found = [asked(register, each) for each in LOOKUPS]
        asked(register, LOOKUPS[4]).clear()

        assert [asked(register, each) for each in LOOKUPS] == found
        assert asked(earlier, LOOKUPS[4]) == []
    assert register.datastore.answered is None


def test_gatherings_that_learn_together_know_what_each_would_learn(asked_of_either: AskedOf) -> None:
    register = asked_of_either(TOLD)("2018-06-01")
    there, passed = Gathering(register, ATTENDANCE), Gathering(register, RESOLUTIONS, by="meeting")

    learn_together(register, (there, [HELD, None]), (passed, {HELD, "meeting:never"}))

    assert [row.event.person for row in there.of(HELD)] == [IVY]
    assert ([row.stream for row in passed.of(HELD)], passed.of("meeting:never")) == (["resolution:noted"], ())
