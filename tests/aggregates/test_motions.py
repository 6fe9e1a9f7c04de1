"""Motions: who can move one, what can become of it, and what is only seen by whoever asks."""

from __future__ import annotations

from typing import Any

import msgspec

from ledger.entries.entry import Draft
from ledger.vocabulary.interests import InterestDeclared
from ledger.vocabulary.meetings import AttendanceRecorded, Presence
from ledger.vocabulary.membership import MembershipEnded, MembershipListDeclared, MembershipStarted
from ledger.vocabulary.motions import MotionDetermined, MotionMoved, MotionOutcome
from ledger.vocabulary.votes import VoteRecorded
from tests.aggregates.borough import ADA, BEN, BRIDGE, CABINET, CORA, MEETING, RESOLVED, SCRUTINY
from tests.aggregates.given import Case, decide, each, expected, given, recorded, refused, said

MOTION, AMENDMENT = "motion:cabinet/2015-10-08/toll", "motion:cabinet/2015-10-08/toll/amendment"


def moved(motion: str = MOTION, on: str = "2015-10-08", **fields: Any) -> Draft:
    told = {"text": "That a toll be charged.", "meeting": MEETING, "mover": BEN, "seconder": CORA, **fields}
    return said(MotionMoved(motion=motion, **told), on)


def amendment(**fields: Any) -> Draft:
    return moved(AMENDMENT, text="after 'toll' insert 'of one pound'", amends=MOTION, mover=ADA, **fields)


def determined(outcome: MotionOutcome, motion: str = MOTION, on: str = "2015-10-08") -> Draft:
    return said(MotionDetermined(motion=motion, outcome=outcome), on)


LOST = determined(MotionOutcome.LOST)

REFUSED: dict[str, Case] = {
    "a motion of no body": refused(draft=moved(meeting=None), says="names neither a meeting nor a body"),
    "a motion of another body than the meeting's": refused(
        draft=moved(body=SCRUTINY), says="was held by 'cabinet', not by 'scrutiny-committee'"
    ),
    "a motion that both amends one and stands in its place": refused(
        moved(), draft=amendment(substantive_of=MOTION), says="cannot both amend one and be the substantive motion"
    ),
    "a motion that was introduced already": refused(moved(), draft=moved(), says="introduced it"),
    "a second outcome of a motion": refused(
        moved(), LOST, draft=determined(MotionOutcome.WITHDRAWN), says="has been determined already"
    ),
    "an outcome before the motion was moved": refused(
        moved(), draft=determined(MotionOutcome.LOST, on="2015-09-10"), says="it was moved on 2015-10-08"
    ),
    "a motion that its mover accepts as if it were an amendment": refused(
        moved(), draft=determined(MotionOutcome.ACCEPTED), says="amends nothing, so its mover cannot accept it"
    ),
    "a vote on a limb that a motion has not": refused(
        moved(), draft=said(VoteRecorded(resolution=MOTION, limbs=("1",), for_=3)), says="has no limb '1'"
    ),
}

RECORDED: dict[str, Case] = {
    "a resolution of a motion that was withdrawn": recorded(
        moved(),
        determined(MotionOutcome.WITHDRAWN),
        draft=said(msgspec.structs.replace(RESOLVED, resolution="resolution:toll", motion=MOTION)),
        flagged="resolution of a motion not carried",
    ),
    "a motion carried though the vote on it was lost": recorded(
        moved(),
        said(VoteRecorded(resolution=MOTION, for_=1, against=4, carried=False)),
        draft=determined(MotionOutcome.CARRIED),
        flagged="outcome of a motion against the vote",
    ),
    "a motion on another day than its meeting": recorded(
        draft=moved(on="2015-11-12"), flagged="decided on another day than its meeting"
    ),
    "a mover of a motion who seconds it": recorded(draft=moved(seconder=BEN), flagged="seconded by the mover"),
    "a mover of a motion who sent apologies": recorded(
        said(AttendanceRecorded(meeting=MEETING, person=ADA, presence=Presence.APOLOGIES)),
        draft=moved(mover=ADA),
        flagged="moved or seconded by somebody absent",
    ),
    "a mover of a motion who is not on the complete list of members": recorded(
        *(said(MembershipStarted(body=CABINET, member=each), "2015-05-20") for each in (BEN, CORA)),
        said(MembershipListDeclared(body=CABINET, complete=True), "2015-05-20"),
        draft=moved(mover=ADA),
        flagged="moved or seconded by somebody who is not a member",
    ),
    "a seconder whose membership was over": recorded(
        moved(),
        said(MembershipStarted(body=CABINET, member=CORA), "2014-05-20"),
        draft=said(MembershipEnded(body=CABINET, member=CORA), "2015-05-20"),
        flagged="vote or motion outside a membership",
        possibly=True,
    ),
    "a mover who left the room for an interest in it": recorded(
        said(InterestDeclared(person=ADA, meeting=MEETING, about=(BRIDGE,), action="left the room")),
        draft=moved(mover=ADA, projects=(BRIDGE,)),
        flagged="moved or seconded after withdrawing for an interest",
    ),
    "a motion without a seconder": recorded(draft=moved(seconder=None), seen="motion list"),
    "a motion whose mover is only an office": recorded(
        draft=moved(mover=None, mover_as_given="the Mayor"), seen="motion list"
    ),
    "an amendment to a motion that was lost": recorded(moved(), LOST, draft=amendment(), seen="motion show"),
}


@each(REFUSED)
def test_a_motion_that_cannot_be_true_is_refused(case: Case) -> None:
    decide(case)


@each(RECORDED)
def test_a_motion_that_should_not_have_been_put_so_is_recorded(case: Case) -> None:
    decide(case)


def test_an_amendment_is_before_the_body_of_what_it_amends() -> None:
    told = given(moved(meeting=None, body=CABINET))

    told.when(amendment(meeting=None)).then(body=CABINET)


def test_an_amendment_is_voted_on_as_a_motion_is() -> None:
    told = given(moved(), amendment())

    told.when(said(VoteRecorded(resolution=AMENDMENT, for_=5, against=4, carried=True))).then(carried=True)


def test_an_outcome_that_was_only_expected_does_not_stand_in_the_way_of_the_real_one() -> None:
    told = given(moved(), expected(MotionDetermined(motion=MOTION, outcome=MotionOutcome.CARRIED)))

    told.when(LOST).then(outcome=MotionOutcome.LOST)


def test_a_mover_can_accept_an_amendment() -> None:
    given(moved(), amendment()).when(determined(MotionOutcome.ACCEPTED, AMENDMENT)).then()
