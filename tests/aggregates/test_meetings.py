"""Meetings: who can have attended and in whose place, interests, conflicts, and when minutes can be confirmed."""

from __future__ import annotations

from typing import Any

from ledger.entries.entry import Draft
from ledger.vocabulary.interests import ConflictAcknowledged, InterestDeclared
from ledger.vocabulary.meetings import AttendanceRecorded, MeetingHeld, Presence
from ledger.vocabulary.reports import MinutesConfirmed
from tests.aggregates.borough import ADA, BEN, BRIDGE, CABINET, CORA, DEV, EARLIER, LATER, MEETING
from tests.aggregates.given import Case, decide, each, expected, given, recorded, refused, said


def attended(person: str, presence: Presence = Presence.PRESENT, **fields: Any) -> Draft:
    return said(AttendanceRecorded(meeting=MEETING, person=person, presence=presence, **fields))


def interested(**fields: Any) -> Draft:
    return said(InterestDeclared(**{"person": CORA, "meeting": MEETING, "about": (BRIDGE,), **fields}))


def conflict(*persons: str) -> Draft:
    return said(ConflictAcknowledged(text="General practitioners provide", meeting=MEETING, persons=persons))


def confirmed(on: str = "2015-11-12", **fields: Any) -> Draft:
    return said(MinutesConfirmed(meeting=MEETING, **fields), on)


REFUSED: dict[str, Case] = {
    "a meeting under the id of another": refused(
        draft=said(MeetingHeld(meeting=MEETING, body=CABINET)), says="is taken: entry 15 introduced it"
    ),
    "a person who attends twice": refused(
        attended(BEN), draft=attended(BEN, Presence.APOLOGIES), says="'ben-okafor' is recorded as present already"
    ),
    "a substitute for oneself": refused(
        draft=attended(BEN, substitute_for=BEN), says="cannot be a substitute for themselves"
    ),
    "a substitute who was not there": refused(
        draft=attended(BEN, Presence.APOLOGIES, substitute_for=ADA), says="so cannot be a substitute"
    ),
    "a substitute for somebody who was there": refused(
        attended(ADA), draft=attended(BEN, substitute_for=ADA), says="'ada-quill', who is recorded as present"
    ),
    "an interest declared twice in the same words": refused(
        interested(), draft=interested(), says="'cora-lund' has declared that interest already"
    ),
    "an interest of a body": refused(draft=interested(person=CABINET), says="unknown person 'body:cabinet'"),
    "an interest in something nobody knows": refused(
        draft=interested(about=("project:fery",)), says="did you mean 'ferry'?"
    ),
    "a person twice in one conflict": refused(draft=conflict(CORA, CORA), says="'cora-lund' is named twice"),
    "minutes confirmed before the meeting": refused(
        draft=confirmed("2015-10-01"), says="cannot be confirmed on 2015-10-01: the meeting was held on 2015-10-08"
    ),
    "minutes confirmed twice": refused(
        confirmed(), draft=confirmed("2015-12-10"), says="have been confirmed already, on 2015-11-12"
    ),
    "minutes confirmed at an earlier meeting": refused(
        draft=confirmed("XXXX", confirmed_at=EARLIER),
        says=("cannot be confirmed at 'cabinet/2015-09-10'", "2015-10-08"),
    ),
    "minutes of a meeting that is not recorded": refused(
        draft=said(MinutesConfirmed(meeting="meeting:cabinet/2015-10-09"), "2015-11-12"),
        says="unknown meeting 'cabinet/2015-10-09'",
    ),
}

RECORDED: dict[str, Case] = {
    "an interest declared by somebody absent": recorded(
        attended(CORA, Presence.APOLOGIES),
        draft=interested(),
        flagged="interest declared by somebody absent",
    ),
    "an interest after which nobody says what they did": recorded(
        draft=interested(action=""), seen="`interests` shows that no action is recorded"
    ),
    "a conflict of nobody in particular, not managed": recorded(
        draft=conflict(), seen="`interests` shows that nothing is recorded of how it was managed"
    ),
    "minutes signed by somebody who was away": recorded(
        said(AttendanceRecorded(meeting=LATER, person=ADA, presence=Presence.ABSENT), "2015-11-12"),
        draft=confirmed(confirmed_at=LATER, signed_by=ADA),
        flagged="minutes signed by somebody away",
    ),
    "minutes never confirmed, or years later": recorded(
        draft=confirmed("2019-05-01"), flagged="minutes not confirmed at the next meeting"
    ),
}


@each(REFUSED)
def test_what_cannot_be_true_of_a_meeting_is_refused(case: Case) -> None:
    decide(case)


@each(RECORDED)
def test_what_should_not_have_happened_at_a_meeting_is_recorded(case: Case) -> None:
    decide(case)


def test_attendance_may_differ_by_item() -> None:
    given(attended(CORA)).when(attended(CORA, Presence.ABSENT, items=("9", "10"))).then(items=("9", "10"))


def test_a_substitute_attends_for_somebody_who_sent_apologies() -> None:
    told = given(attended(ADA, Presence.APOLOGIES))

    told.when(attended(DEV, substitute_for=ADA)).then(substitute_for=ADA)


def test_one_person_may_declare_interests_of_two_kinds_in_one_thing() -> None:
    given(interested(kind="pecuniary")).when(interested(kind="other")).then(kind="other")


def test_minutes_can_be_signed_at_the_meeting_itself() -> None:
    given().when(confirmed("2015-10-08", confirmed_at=MEETING)).then(confirmed_at=MEETING)


def test_a_confirmation_that_was_only_proposed_leaves_room_for_the_real_one() -> None:
    told = given(expected(MinutesConfirmed(meeting=MEETING), "2015-11-12"))

    told.when(confirmed("2015-12-10")).then()


def test_a_correction_cannot_hold_the_meeting_after_its_minutes_were_confirmed() -> None:
    told = given(confirmed())

    told.corrected(MinutesConfirmed, on="2015-10-07").refuses("confirmed on 2015-10-07, before 2015-10-08")
