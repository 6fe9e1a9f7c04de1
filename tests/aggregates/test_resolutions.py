"""Resolutions: of one body, in its own meeting, with limbs that can be told apart."""

from __future__ import annotations

from typing import Any

import msgspec

from ledger.entries.entry import Draft
from ledger.vocabulary.meetings import AttendanceRecorded, Presence
from ledger.vocabulary.recommendations import RecommendationAnswered, Response
from ledger.vocabulary.resolutions import Limb, ResolutionPassed, Verb
from ledger.vocabulary.subjects import name_of
from tests.aggregates.borough import BEN, CABINET, CORA, MEETING, RESOLVED, SCRUTINY
from tests.aggregates.given import Case, decide, each, given, recorded, refused, said


def resolved(on: str = "2015-10-08", **fields: object) -> Draft:
    event = msgspec.structs.replace(RESOLVED, resolution="resolution:cabinet/2015-10-08/ferry", **fields)
    return said(event, on)


def limb(number: str = "", text: str = "that the report be noted") -> Limb:
    return Limb(verb=Verb.NOTED, text=text, number=number)


ADVICE = "resolution:scrutiny/2015-10-01/advice"
LIMB = Limb(verb=Verb.RECOMMENDED, text="that the toll be halved", to=CABINET, due="2015-12-01")


def advised() -> Draft:
    event = ResolutionPassed(text="RESOLVED to advise", limbs=(LIMB,), body=SCRUTINY, mover=CORA, resolution=ADVICE)
    return said(event, "2015-10-01")


def answered(on: str = "2015-11-12", **fields: Any) -> Draft:
    told = {"response": Response.ACCEPTED, "by": CABINET, **fields}
    return said(RecommendationAnswered(resolution=ADVICE, **told), on)


REFUSED: dict[str, Case] = {
    "a response to a limb that is not there": refused(
        advised(), draft=answered(limb="2"), says=("has no limb '2'", "its limbs are 1")
    ),
    "a response to what was never recommended": refused(draft=answered(), says="unknown resolution"),
    "a resolution under the id of another": refused(draft=said(RESOLVED), says="is taken: entry 17 introduced it"),
    "a resolution of nobody": refused(draft=resolved(meeting=None, body=""), says="names neither a meeting nor a body"),
    "a resolution by one body in the meeting of another": refused(
        draft=resolved(body=SCRUTINY), says="was held by 'cabinet', not by 'scrutiny-committee'"
    ),
    "two limbs with one number": refused(draft=resolved(limbs=(limb("a"), limb("a"))), says="two limbs are numbered"),
    "a counted limb with the number of a minuted one": refused(
        draft=resolved(limbs=(limb(), limb("1"))), says="two limbs are numbered '1'"
    ),
    "an unusable id": refused(
        draft=said(msgspec.structs.replace(RESOLVED, resolution="resolution:The Ferry")),
        says=("'The Ferry' cannot be the id of a resolution", "for example 'the-ferry'"),
    ),
}

RECORDED: dict[str, Case] = {
    "a response after the day on which it was due": recorded(
        advised(), draft=answered("2016-01-14"), flagged="recommendation answered late"
    ),
    "a response before the recommendation": recorded(
        advised(), draft=answered("2015-09-10"), flagged="recommendation answered before it was made"
    ),
    "that no response was given": recorded(
        advised(), draft=answered("2016-01-14", response=Response.NONE), seen="recommendation list"
    ),
    "a resolution on another day than its meeting": recorded(
        draft=resolved("2015-11-12"), flagged="decided on another day than its meeting"
    ),
    "a motion seconded by its mover": recorded(draft=resolved(seconder=BEN), flagged="seconded by the mover"),
    "a motion moved or seconded by somebody recorded as absent": recorded(
        said(AttendanceRecorded(meeting=MEETING, person=CORA, presence=Presence.APOLOGIES)),
        draft=resolved(seconder=CORA),
        flagged="moved or seconded by somebody absent",
    ),
    "a resolution of a body that had no meeting recorded": recorded(
        draft=resolved(meeting=None, body=CABINET), seen="`resolution show` says that no meeting is recorded"
    ),
    "a resolution that nobody is recorded to have seconded": recorded(
        draft=resolved(seconder=None), seen="`resolution show` shows no seconder"
    ),
    "the same words resolved twice": recorded(draft=resolved(), flagged="the same words resolved twice"),
}


@each(REFUSED)
def test_a_resolution_that_cannot_be_true_is_refused(case: Case) -> None:
    decide(case)


@each(RECORDED)
def test_a_resolution_that_should_not_have_gone_so_is_recorded(case: Case) -> None:
    decide(case)


def test_limbs_without_a_number_are_counted() -> None:
    told = given().when(resolved(limbs=(limb(text="first"), limb("b", "second"), limb(text="third")))).then()

    resolution = told.log[-1].event
    assert isinstance(resolution, ResolutionPassed)
    assert [part.number for part in resolution.limbs] == ["1", "b", "3"]


def test_a_resolution_is_of_the_body_whose_meeting_it_was() -> None:
    given().when(resolved(body="")).then(body=CABINET)


def test_a_resolution_may_be_dated_as_vaguely_as_the_minutes_do() -> None:
    given().when(resolved("2015-10")).then(meeting=MEETING)


def test_a_resolution_without_an_id_is_called_after_its_meeting_and_its_first_words() -> None:
    told = given().when(said(msgspec.structs.replace(RESOLVED, resolution=""))).then()

    assert name_of(told.log[-1].stream) == ("cabinet/2015-10-08/resolved-that-the-bridge-be-repaired-and-that")


def test_each_limb_is_answered_as_often_as_somebody_answers() -> None:
    told = given(advised(), answered(response=Response.NONE))

    told.when(answered("2015-11-20", limb="1", response=Response.IN_PART)).then(limb="1")
