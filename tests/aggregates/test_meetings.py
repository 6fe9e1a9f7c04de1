"""Meetings: who can have attended and in whose place, interests, conflicts, and when minutes can be confirmed."""

from __future__ import annotations

from typing import Any

from ledger.entries.entry import Draft
from ledger.vocabulary.corrections import EntryRetracted
from ledger.vocabulary.interests import ConflictAcknowledged, InterestDeclared
from ledger.vocabulary.meetings import (
    AgendaItemListed,
    AttendanceRecorded,
    MeetingAdjourned,
    MeetingCalled,
    MeetingCancelled,
    MeetingHeld,
    MeetingResumed,
    Presence,
    Sitting,
)
from ledger.vocabulary.membership import MembershipListDeclared, MembershipStarted
from ledger.vocabulary.organisations import OrganisationDissolved
from ledger.vocabulary.petitions import DeputationHeard, PetitionReceived
from ledger.vocabulary.questions import RemarkMade
from ledger.vocabulary.reports import MinutesConfirmed
from ledger.vocabulary.resolutions import ResolutionPassed
from tests.aggregates.borough import (
    ADA,
    BEN,
    BRIDGE,
    CABINET,
    CORA,
    COUNCIL,
    DEV,
    EARLIER,
    LATER,
    LIMBS,
    MEETING,
    PANEL,
    SCRUTINY,
    WATER,
)
from tests.aggregates.given import MET, Case, decide, each, expected, given, recorded, refused, said


def attended(person: str, presence: Presence = Presence.PRESENT, **fields: Any) -> Draft:
    return said(AttendanceRecorded(meeting=MEETING, person=person, presence=presence, **fields))


def interested(**fields: Any) -> Draft:
    return said(InterestDeclared(**{"person": CORA, "meeting": MEETING, "about": (BRIDGE,), **fields}))


def conflict(*persons: str) -> Draft:
    return said(ConflictAcknowledged(text="General practitioners provide", meeting=MEETING, persons=persons))


def confirmed(on: str = "2015-11-12", **fields: Any) -> Draft:
    return said(MinutesConfirmed(meeting=MEETING, **fields), on)


def held(on: str = "2015-12-10", **fields: Any) -> Draft:
    return said(MeetingHeld(meeting="meeting:cabinet/2015-12-10", body=CABINET, **fields), on)


def called(**fields: Any) -> Draft:
    fields = {"called_for": MET, **fields}
    return said(MeetingCalled(meeting=MEETING, body=CABINET, **fields), "2015-10-01")


def adjourned(**fields: Any) -> Draft:
    return said(MeetingAdjourned(meeting=MEETING, **fields))


PETITION = said(PetitionReceived(text="Mend the bridge", to=COUNCIL, about=(BRIDGE,), petition="petition:bridge"))


def deputation(**fields: Any) -> Draft:
    return said(DeputationHeard(text="Mend the bridge", meeting=MEETING, deputation="deputation:bridge", **fields))


REFUSED: dict[str, Case] = {
    "a meeting under the id of another": refused(
        draft=said(MeetingHeld(meeting=MEETING, body=CABINET)), says="is taken: entry 15 introduced it"
    ),
    "a meeting of a body that is called for another one": refused(
        draft=said(MeetingCalled(meeting=MEETING, body=SCRUTINY, called_for=MET)),
        says="'cabinet/2015-10-08' is a meeting of 'cabinet', not of 'scrutiny-committee'",
    ),
    "a meeting that is called twice": refused(
        called(), draft=called(called_for="2015-10-15"), says="is taken: entry 18 introduced it"
    ),
    "a sitting before the first day": refused(
        draft=held(sittings=(Sitting(on="2015-12-01"),)), says="the meeting cannot have sat on 2015-12-01"
    ),
    "a meeting that ended before its day": refused(
        draft=held(ended="2015-12-09T23:00"), says="cannot have ended on 2015-12-09: it began on 2015-12-10"
    ),
    "a meeting adjourned to a day and without one": refused(
        draft=adjourned(to="2015-10-15", sine_die=True), says="cannot be adjourned to 2015-10-15 and without a day"
    ),
    "a meeting adjourned to a day that was over": refused(
        draft=adjourned(to="2015-10-01"), says="to 2015-10-01, a day before that"
    ),
    "a meeting resumed before it was held": refused(
        draft=said(MeetingResumed(meeting=MEETING), "2015-10-07"), says="cannot be resumed on 2015-10-07: it was held"
    ),
    "an item held over from its own meeting": refused(
        draft=said(AgendaItemListed(meeting=MEETING, title="The bridge", held_over_from=MEETING)),
        says="cannot be held over from its own meeting",
    ),
    "a petition under the id of another": refused(PETITION, draft=PETITION, says="is taken: entry 18 introduced it"),
    "a deputation under the id of another": refused(
        deputation(), draft=deputation(), says="is taken: entry 18 introduced it"
    ),
    "a speaker of a deputation who is named twice": refused(
        draft=deputation(speakers=(ADA, ADA)), says="'ada-quill' is named twice"
    ),
    "a substitute for oneself": refused(
        draft=attended(BEN, substitute_for=BEN), says="cannot be a substitute for themselves"
    ),
    "an interest declared twice in the same words": refused(
        interested(), draft=interested(), says="'cora-lund' has declared that interest already"
    ),
    "an interest of a body": refused(
        draft=interested(person=CABINET), says="'body:cabinet' is a body; expected a person"
    ),
    "an interest in something nobody knows": refused(
        draft=interested(about=("project:fery",)), says="did you mean 'ferry'?"
    ),
    "a person twice in one conflict": refused(draft=conflict(CORA, CORA), says="'cora-lund' is named twice"),
    "minutes of a meeting that is not recorded": refused(
        draft=said(MinutesConfirmed(meeting="meeting:cabinet/2015-10-09"), "2015-11-12"),
        says="unknown meeting 'cabinet/2015-10-09'",
    ),
}

RECORDED: dict[str, Case] = {
    "a person who attends twice": recorded(attended(BEN), draft=attended(BEN), flagged="attendance told twice"),
    "a person who was there and sent apologies": recorded(
        attended(BEN), draft=attended(BEN, Presence.APOLOGIES), flagged="present and absent"
    ),
    "a person who was there and sent apologies on one of the days of a meeting": recorded(
        adjourned(to="2015-10-15"),
        said(MeetingResumed(meeting=MEETING), "2015-10-15"),
        attended(BEN),
        draft=said(
            AttendanceRecorded(meeting=MEETING, person=BEN, presence=Presence.APOLOGIES), "[2015-10-08,2015-10-15]"
        ),
        flagged="present and absent",
        possibly=True,
    ),
    "somebody absent who presided": recorded(
        draft=attended(ADA, Presence.APOLOGIES, presiding=True), flagged="presided though absent"
    ),
    "a substitute who was not there": recorded(
        draft=attended(BEN, Presence.APOLOGIES, substitute_for=ADA), flagged="substitute who was not there"
    ),
    "a substitute for somebody who was there": recorded(
        attended(ADA), draft=attended(BEN, substitute_for=ADA), flagged="substitute for somebody who was there"
    ),
    "a substitute for somebody who is not on the complete list of members": recorded(
        said(MembershipStarted(body=CABINET, member=BEN), "2015-05-20"),
        said(MembershipListDeclared(body=CABINET, complete=True), "2015-05-20"),
        draft=attended(DEV, substitute_for=ADA),
        flagged="substitute for somebody who is not a member",
    ),
    "a substitute who is a member as well": recorded(
        said(MembershipStarted(body=CABINET, member=BEN), "2015-05-20"),
        draft=attended(BEN, substitute_for=ADA),
        flagged="substitute who has a seat",
    ),
    "a substitute who is not among those whom the body names": recorded(
        said(MembershipStarted(body=CABINET, member=ADA), "2015-05-20"),
        said(MembershipStarted(body=CABINET, member=CORA, role="substitute"), "2015-05-20"),
        said(MembershipListDeclared(body=CABINET, complete=True), "2015-05-20"),
        draft=attended(DEV, substitute_for=ADA),
        flagged="substitute who is not named as one",
    ),
    "two substitutes for one member": recorded(
        attended(DEV, substitute_for=ADA),
        draft=attended(BEN, substitute_for=ADA),
        flagged="two substitutes for one member",
    ),
    "a remark of an organisation that was dissolved": recorded(
        said(OrganisationDissolved(organisation=WATER), "2015-03-31"),
        draft=said(RemarkMade(remark="remark:late", text="The bridge is narrow", by=WATER)),
        flagged="act of an organisation not in being",
    ),
    "minutes confirmed before the meeting": recorded(
        draft=confirmed("2015-10-01"), flagged="minutes confirmed before the meeting"
    ),
    "minutes confirmed at an earlier meeting": recorded(
        draft=confirmed("2015-10-08", confirmed_at=EARLIER), flagged="minutes confirmed before the meeting"
    ),
    "minutes confirmed twice": recorded(confirmed(), draft=confirmed("2015-12-10"), flagged="minutes confirmed twice"),
    "a meeting before its body was established": recorded(
        draft=said(MeetingHeld(meeting="meeting:bridge-panel/2015-04-08", body=PANEL), "2015-04-08"),
        flagged="act of a body not in being",
    ),
    "a remark of a body that was not established yet": recorded(
        draft=said(RemarkMade(remark="remark:early", text="The bridge is narrow", by=PANEL), "2015-04-08"),
        flagged="act of a body not in being",
    ),
    "a meeting that had not been held when it was recorded": recorded(
        draft=said(MeetingHeld(meeting="meeting:cabinet/2115", body=CABINET), "2115-10-08"),
        flagged="meeting yet to be held when it was recorded",
    ),
    "an interest declared by somebody absent": recorded(
        attended(CORA, Presence.APOLOGIES),
        draft=interested(),
        flagged="interest declared by somebody absent",
    ),
    "a meeting that was cancelled and held": recorded(
        draft=said(MeetingCancelled(meeting=MEETING, reason="snow"), "2015-10-07"), flagged="meeting cancelled and held"
    ),
    "a resolution of a meeting without a quorum": recorded(
        held(inquorate=True),
        draft=said(
            ResolutionPassed(
                text="RESOLVED", limbs=LIMBS, meeting="meeting:cabinet/2015-12-10", resolution="resolution:few"
            ),
            "2015-12-10",
        ),
        flagged="resolution of an inquorate meeting",
    ),
    "a second meeting on a day, which nothing tells apart from the first": recorded(
        draft=said(MeetingHeld(meeting="meeting:cabinet/evening", body=CABINET)), flagged="meeting under two ids"
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


def test_a_meeting_that_was_called_is_held_and_can_be_retracted_and_brought_back() -> None:
    told = given(said(MeetingCalled(meeting="meeting:cabinet/2015-12-10", body=CABINET), "2015-12-03"), held())

    gone = told.retracted(MeetingHeld).then()

    gone.when(said(EntryRetracted(entry=len(gone.log), why="it was so"), stream="meeting:cabinet/2015-12-10")).then()


def test_a_petition_whose_signatures_nobody_counted_is_recorded_so() -> None:
    given().when(PETITION).then(signatures=None)
